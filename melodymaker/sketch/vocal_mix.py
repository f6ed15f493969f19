"""The vocal in front of its band: as much louder or softer as its genre has it, with echo and room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.loudness import block_energy
from melodymaker.sketch.synth import RATE
from melodymaker.sketch.voice.manner import manner_of

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan

Array = np.ndarray

_EXCERPT = 1 << 14
_EXCERPTS = 24
# An excerpt is sung where it is not this much softer than a loud one.
_SUNG = 0.35
_ROOM = 0.28
_ECHO = 0.14
# Without a band to stand before, a voice has this level.
_ALONE = 0.1
_MOST = 20.0
# The room adds about a decibel to a voice.
_OF_THE_ROOM = -1.0


def add_vocal(bus: Array, send: Array, vocal: Array, plan: Plan, gain: float | None = None) -> float:
    """Add a vocal (2, samples) to the mixed band and to what goes into the room, in place; return its gain.

    Without a `gain` it is the one that brings it to the genre's level beside the band, measured where it sings.
    """
    if gain is None:
        gain = _gain(bus, vocal, manner_of(plan).level)
    for channel, sung in zip(bus, vocal, strict=True):
        np.add(channel, sung * np.float32(gain), out=channel)
    middle = vocal.sum(axis=0)
    middle *= np.float32(gain * _ROOM)
    send += middle
    late = int(RATE * 60 / plan.bpm * 0.75)
    if plan.room > 0.2 and late < len(send):
        middle *= np.float32(_ECHO / _ROOM)
        send[late:] += middle[:-late]
    return gain


def _gain(bus: Array, vocal: Array, decibels: float) -> float:
    starts = _sung_excerpts(vocal)
    if not starts:
        return 1.0
    voice = _loudness(vocal, starts)
    band = _loudness(bus, starts)
    if band < 1e-9 or voice < 1e-9:
        return _ALONE / max(1e-3, float(np.sqrt(voice)))
    return float(min(_MOST, np.sqrt(band / voice) * 10 ** ((decibels + _OF_THE_ROOM) / 20)))


def _sung_excerpts(vocal: Array) -> list[int]:
    starts = np.arange(0, max(1, vocal.shape[1] - _EXCERPT), _EXCERPT)
    levels = np.array([np.sqrt(np.mean(vocal[:, start : start + _EXCERPT] ** 2)) for start in starts])
    loud = np.quantile(levels, 0.9)
    sung = starts[levels > max(1e-5, _SUNG * loud)]
    return [int(start) for start in sung[:: max(1, len(sung) // _EXCERPTS)]]


def _loudness(sound: Array, starts: list[int]) -> float:
    """Return the K-weighted power of the excerpts."""
    excerpts = np.concatenate([sound[:, start : start + _EXCERPT] for start in starts], axis=1)
    return float(block_energy(excerpts, RATE).sum() / excerpts.shape[1])

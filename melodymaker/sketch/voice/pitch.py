"""The pitch of a sung phrase: notes joined by glides, with scoops, vibrato and the drift of a human voice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.voice.manner import Manner
    from melodymaker.sketch.voice.phrasing import SungNote

Array = np.ndarray

GRID = 0.0025
"""Seconds between two points of a curve."""
_AHEAD = 0.62
_PAUSE = 0.2
# How far a repeated note dips where it begins anew, in semitones.
_DIP = 0.35
_FALL = 0.5
_DRIFT = 0.04
_DRIFT_HERTZ = (0.6, 1.3, 2.3, 3.7, 6.1, 9.3)
# The voice was trained on speech: what it is told lies near this pitch, the further off the less (measured by how well
# a recogniser finds the words).
_SPOKEN = 215.0
_SHARE = 0.3
_TOLD = (140.0, 300.0)


def smooth(values: Array) -> Array:
    """Return the smooth step from 0 to 1 of values between these."""
    values = np.clip(values, 0, 1)
    return values * values * (3 - 2 * values)


def hertz(midi: Array | float) -> Array:
    """Return the frequency of MIDI notes."""
    return 440.0 * 2 ** ((np.asarray(midi) - 69) / 12)


def told(sung: Array) -> Array:
    """Return the pitch to decode the spectra for, in Hz: speech-like, so that vowels stay what they are."""
    return np.clip(_SPOKEN * (sung / _SPOKEN) ** _SHARE, *_TOLD)


def curve(times: Array, syllables: list[list[SungNote]], manner: Manner, rng: Random) -> Array:
    """Return the semitones (MIDI) at these times, `GRID` apart."""
    notes = [note for syllable in syllables for note in syllable]
    begun = {syllable[0].start for syllable in syllables}
    pitch = np.full(len(times), float(notes[0].pitch))
    for before, note in itertools.pairwise(notes):
        glide = min(manner.glide, 0.45 * (note.end - note.start), 0.45 * (before.end - before.start))
        pitch += (note.pitch - before.pitch) * smooth((times - (note.start - _AHEAD * glide)) / glide)
    for index, note in enumerate(notes):
        before = notes[index - 1] if index else None
        if before is None or note.start - before.end > _PAUSE:
            near = (times > note.start - 0.3) & (times < note.start + 0.2)
            pitch -= manner.scoop * near * (1 - smooth((times - note.start + 0.03) / 0.11))
        elif note.start in begun and note.pitch == before.pitch and note.end - note.start > _PAUSE:
            pitch -= _DIP * np.exp(-(((times - note.start - 0.01) / 0.035) ** 2))
        if note.end - note.start > manner.delay + 0.17:
            pitch += _vibrato(times, note, manner, rng)
    pitch -= _FALL * smooth((times - notes[-1].end + 0.09) / 0.12)
    return pitch + _DRIFT * _drift(times, rng)


def _vibrato(times: Array, note: SungNote, manner: Manner, rng: Random) -> Array:
    since = times - note.start - manner.delay
    depth = manner.vibrato * (0.8 + 0.4 * rng.random()) * smooth(since / 0.3) * smooth((note.end - times) / 0.12)
    rate = manner.rate + rng.uniform(-0.3, 0.3)
    return np.where((since > 0) & (times < note.end), depth * np.sin(2 * np.pi * rate * since), 0.0)


def _drift(times: Array, rng: Random) -> Array:
    return sum(
        (rng.uniform(0.3, 1) * np.sin(2 * np.pi * (rate * times + rng.random())) for rate in _DRIFT_HERTZ),
        np.zeros(len(times)),
    )

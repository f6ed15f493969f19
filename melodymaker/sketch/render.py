"""A piece as unmastered sound: mixed whole, or its base's sound with a new stretch set into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.mix import Desk, mix_score, room_seconds
from melodymaker.sketch.patch import clipped
from melodymaker.sketch.synth import RATE
from melodymaker.sketch.voices import SINGERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from melodymaker.sketch.piece import Piece
    from melodymaker.sketch.synth import Synth

Array = np.ndarray

# What is mixed before a stretch beside the time that the room rings, so that held notes sound into it; and behind it.
_BEFORE_MS = 500
_BEHIND_MS = 300
# How long old and new sound at once where a stretch begins and where it ends.
_FADE_IN_MS = 8
_FADE_OUT_MS = 30
_BASE_SHARE = 0.7


def render(
    piece: Piece, synth: Synth, tick: Callable[[float], None], desk: Desk | None = None, group: str = ""
) -> Array:
    """Return the unmastered song, float32 of shape (2, samples) at 48 kHz, the same for the same piece.

    Outside the piece's window it is the base's, sample for sample. With a `group`, only that part of it is heard, mixed
    at the `desk` on which the whole was mixed before.
    """
    return _render(piece, synth, tick, desk or Desk({}), group)


def _render(piece: Piece, synth: Synth, tick: Callable[[float], None], desk: Desk, group: str) -> Array:
    score = piece.music.score
    ring = piece.music.form.ring
    if piece.base is None or piece.window is None:
        return mix_score(score, piece.plan, synth, tick, desk, ring, _singing(piece, group), group)
    # The stretch is mixed at the base's levels, so that no instrument jumps nearer or away.
    old = _render(piece.base, synth, lambda part: tick(_BASE_SHARE * part), desk, group)
    start = piece.window.start
    end = piece.window.end
    begin = max(0, start - _BEFORE_MS - round(1000 * room_seconds(piece.plan)))
    last = score.length if end is None else min(score.length, end + _BEHIND_MS)
    at_end = last == score.length
    new = mix_score(
        clipped(score, begin, last),
        piece.plan,
        synth,
        lambda part: tick(_BASE_SHARE + (1 - _BASE_SHARE) * part),
        desk,
        ring if at_end else 0.0,
        _singing(piece, group, begin, last),
        group,
    )
    if end is None:
        return _continued(old, new, _samples(start), _samples(begin), _samples(score.length))
    return _set_in(old, new, _samples(start), min(_samples(end), old.shape[1]), _samples(begin))


def vocal_sound(
    piece: Piece, tick: Callable[[float], None], group: str = "", begin: int = 0, end: int | None = None
) -> Array | None:
    """Return what is sung between two times in milliseconds, (2, samples); None where nobody sings."""
    singing = _singing(piece, group, begin, end)
    return singing(tick) if singing else None


def _singing(
    piece: Piece, group: str = "", begin: int = 0, end: int | None = None
) -> Callable[[Callable[[float], None]], Array] | None:
    """Return what sings, and reports how far it is, between two times in milliseconds; None where nobody does."""
    if piece.plan.voice not in SINGERS or not piece.vocal.phrases or group not in ("", "vocals"):
        return None
    from melodymaker.sketch.voice.singer import sing

    length = piece.music.score.length
    last = length if end is None else end
    heard = [
        phrase for phrase in piece.vocal.phrases if phrase.end > begin / 1000 - 1 and phrase.start < last / 1000 + 1
    ]

    def singing(tick: Callable[[float], None]) -> Array:
        sound = sing(heard, piece.plan, piece.music, length, tick)
        return sound[:, _samples(begin) : _samples(last)]

    return singing


def _set_in(old: Array, new: Array, start: int, end: int, begin: int) -> Array:
    """Return the old sound with the new one from `start` to `end`; both fade within these."""
    share = np.ones(end - start, np.float32)
    fade_in = min(_samples(_FADE_IN_MS), len(share) // 2)
    fade_out = min(_samples(_FADE_OUT_MS), len(share) // 2)
    share[:fade_in] = np.linspace(0, 1, fade_in, dtype=np.float32)
    if end < old.shape[1]:
        share[-fade_out:] = np.linspace(1, 0, fade_out, dtype=np.float32)
    stretch = new[:, start - begin : end - begin]
    share = share[: stretch.shape[1]]
    piece = old[:, start : start + len(share)]
    piece += share * (stretch - piece)
    return old


def _continued(old: Array, new: Array, start: int, begin: int, samples: int) -> Array:
    """Return the old sound up to `start` and the new one from there; they fade into each other before it."""
    sound = np.zeros((2, samples), np.float32)
    edge = max(begin, start - _samples(_FADE_OUT_MS))
    sound[:, :edge] = old[:, :edge]
    share = np.linspace(0, 1, start - edge, dtype=np.float32)
    before = old[:, edge:start]
    sound[:, edge:start] = before + share * (new[:, edge - begin : start - begin] - before)
    rest = new[:, start - begin : start - begin + samples - start]
    sound[:, start : start + rest.shape[1]] = rest
    return sound


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE // 1000

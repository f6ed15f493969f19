"""How a band sits on the beat: who plays a little behind it, by genre."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan


class Feel(NamedTuple):
    """Milliseconds behind the beat (before it, if negative) of who plays what; the kick is the beat itself."""

    drums: int
    bass: int
    chords: int
    tune: int


_STRAIGHT = Feel(0, 0, 0, 0)
_USUAL = Feel(2, 0, 2, 6)
_FEELS = {
    "hip hop": Feel(9, 6, 8, 12),
    "lo-fi": Feel(11, 8, 10, 14),
    "soul": Feel(8, 5, 6, 12),
    "gospel": Feel(6, 4, 4, 10),
    "jazz": Feel(0, -3, 4, 14),
    "blues": Feel(6, 4, 5, 12),
    "reggae": Feel(6, 8, 4, 10),
    "funk": Feel(2, -3, 3, 6),
    "latin": Feel(0, -2, -2, 4),
    "house": _STRAIGHT,
    "techno": _STRAIGHT,
    "electronic": _STRAIGHT,
}


def feel_of(plan: Plan) -> Feel:
    """Return the feel of a take's genre."""
    return next((_FEELS[name] for name in plan.genre.categories if name in _FEELS), _USUAL)

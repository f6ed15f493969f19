"""How records of a genre are produced: how far soft and loud lie apart, how dense the sound is, what arrives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan


@dataclass(frozen=True)
class Production:
    """What a genre's records have in common.

    `range` is the loudness range of its songs in LU. The master holds back what is louder than the mean by `ratio`
    and keeps true peaks below `ceiling` dB. Above 4 kHz the mix rises by `treble` dB an octave beside other mixes. A
    chorus is announced by a `cymbal` played backwards, and comes with a low `boom`.
    """

    range: float
    ratio: float = 1.8
    ceiling: float = -1.4
    treble: float = 0.0
    cymbal: bool = False
    boom: bool = False


_USUAL = Production(6.5, ceiling=-2.5, cymbal=True)
_DANCE = Production(7.0, ratio=2.2, ceiling=-3.0, treble=-2.0, boom=True)
_BAND = Production(8.0, ceiling=-2.5, cymbal=True)
_BEATS = Production(8.0, ceiling=-3.0, cymbal=True)
_ACOUSTIC = Production(11.5, ratio=1.3)
_CONCERT = Production(11.5, ratio=1.0)
_PRODUCTIONS = {
    "ambient": _CONCERT,
    "blues": _ACOUSTIC,
    "cinematic": Production(11.5, ratio=1.0, cymbal=True, boom=True),
    "classical": _CONCERT,
    "country": _ACOUSTIC,
    "electronic": _DANCE,
    "experimental": _BEATS,
    "folk": _ACOUSTIC,
    "hip hop": _BEATS,
    "house": _DANCE,
    "jazz": _ACOUSTIC,
    "latin": Production(6.5, ceiling=-2.5),
    "lo-fi": Production(7.5, ceiling=-3.0),
    "metal": _BAND,
    "reggae": Production(6.5, ceiling=-2.5),
    "rock": _BAND,
    "techno": _DANCE,
    "world": _ACOUSTIC,
}


def production_of(plan: Plan) -> Production:
    """Return how a plan's song is produced: as records of its genre, or as pop is."""
    return _PRODUCTIONS.get(plan.genre.categories[0], _USUAL)

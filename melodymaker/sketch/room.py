"""How many bars each section gets, so that its lines are neither rushed nor lost."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from melodymaker.sketch.verses import SUNG
from melodymaker.sketch.voice.pace import EASY, HURRIED, TIGHT
from melodymaker.sketch.voice.phonemes import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.verses import Part

_LONG_OPENING = 10.0
_LONGEST_SECTION = 18.0


@dataclass(frozen=True)
class Bars:
    """What a song has to share out: its bars, those of a phrase and under a chord, and the seconds of one."""

    all: int
    phrase: int
    chord: int
    seconds: float


def needed(parts: Sequence[Part], pace: tuple[float, float] = EASY) -> float:
    """Return the seconds that the lines of these parts take."""
    return sum(_needed(part, pace) for part in parts)


def share_out(parts: Sequence[Part], bars: Bars) -> list[tuple[str, int]]:
    """Return (kind, bars) of each section of a song with these lyrics; as many of them as there is room for.

    Each gets what its lines need, in whole phrases, else in half ones, else in whole chords; room to spare goes to an
    intro, an outro and a solo where the lyrics name none, and then to all in turn.
    """
    units = dict.fromkeys((bars.phrase, max(bars.chord, bars.phrase // 2), bars.chord))
    # The band is heard before the voice, unless that would hurry it.
    opened = any(part.kind == "intro" for part in parts)
    for pace, opening in ((EASY, not opened), (EASY, False), (TIGHT, False), (HURRIED, False)):
        for unit in units:
            sizes = [max(1, ceil(_needed(part, pace) / (unit * bars.seconds) - 0.05)) for part in parts]
            if (sum(sizes) + opening) * unit <= bars.all:
                return _with_spare([(part.kind, size) for part, size in zip(parts, sizes, strict=True)], unit, bars)
    return _first_ones(parts, bars)


def _needed(part: Part, pace: tuple[float, float]) -> float:
    return sum(pace[0] * syllables(line) + pace[1] for line in part.lines)


def _with_spare(sections: list[tuple[str, int]], unit: int, bars: Bars) -> list[tuple[str, int]]:
    spare = bars.all // unit - sum(size for _, size in sections)
    kinds = [kind for kind, _ in sections]
    most = max(1, bars.phrase // unit)
    for kind, position in (("intro", 0), ("outro", len(sections) + 1), ("solo", _last_chorus(kinds) + 1)):
        # The longer a song has to last for its words, the more of it is played.
        if spare > 0 and kind not in kinds and (kind != "solo" or spare > len(sections)):
            size = min(most, spare)
            sections.insert(min(position, len(sections)), (kind, size))
            spare -= size
    sized = [[kind, size * unit] for kind, size in sections]
    for _ in range(max(0, spare)):
        # Words are not stretched for ever: then the band plays on without them.
        roomy = [section for section in sized if section[0] in SUNG and section[1] * bars.seconds < _LONGEST_SECTION]
        played = [section for section in sized if section[0] not in {*SUNG, "intro"}]
        min(roomy or played or sized, key=lambda section: section[1])[1] += unit
    rest = bars.all - sum(size for _, size in sized)
    first_or_last = 0 if (sized[0][1] + rest) * bars.seconds < _LONG_OPENING else -1
    sized[first_or_last][1] += rest
    return [(kind, size) for kind, size in sized]


def _last_chorus(kinds: list[str]) -> int:
    return max((index for index, kind in enumerate(kinds) if kind == "chorus"), default=len(kinds))


def _first_ones(parts: Sequence[Part], bars: Bars) -> list[tuple[str, int]]:
    """The sections from the start as far as they fit; the last one may be sung in part."""
    sections = []
    left = bars.all
    for part in parts:
        size = max(1, ceil(_needed(part, HURRIED) / (bars.chord * bars.seconds) - 0.05)) * bars.chord
        if left < min(size, 2 * bars.chord):
            break
        sections.append((part.kind, min(size, left)))
        left -= min(size, left)
    kind, size = sections[-1]
    sections[-1] = (kind, size + left)
    return sections

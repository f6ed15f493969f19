"""The form of a song: which section begins at which bar."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from melodymaker.sketch.room import Bars, needed, share_out
from melodymaker.sketch.verses import SUNG, Part, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

# Time left after the last bar for the final chord to ring, in seconds.
RING = 2.8
LONGEST_RING = 6.0
_PHRASE = 4
# Seconds that four lines of seven or eight syllables take.
_FOUR_LINES = 7.4
_LONGEST_INTRO = 10.0
# Seconds of a song beside its words, and the most that a song may last.
_AROUND = 20.0
_LONGEST = 180.0

_SHORT_FORMS: dict[int, str] = {
    1: "C1",
    2: "V1 C1",
    3: "I1 V1 C1",
    4: "I1 V1 C2",
    5: "I1 V1 C1 V1 C1",
    6: "I1 V1 C1 V1 C2",
    7: "I1 V1 C1 V1 C2 O1",
    8: "I1 V2 C1 V1 C1 B1 C1",
    9: "I1 V2 C1 V1 C1 B1 C2",
    10: "I1 V2 C1 V2 C1 B1 C2",
    11: "I1 V2 C2 V2 C1 B1 C2",
    12: "I1 V2 C2 V2 C2 B1 C2",
    13: "I1 V2 C2 V2 C2 B1 C2 O1",
    14: "I1 V2 C2 V2 C2 S1 B1 C2 O1",
    15: "I1 V2 C2 V2 C2 S1 B2 C2 O1",
    16: "I1 V2 C2 V2 C2 S2 B2 C2 O1",
    17: "I2 V2 C2 V2 C2 S2 B2 C2 O1",
    18: "I1 V2 C2 V2 C2 S2 V2 C1 B1 C2 O1",
}
_NAMES = {
    "I": "intro",
    "V": "verse",
    "C": "chorus",
    "B": "bridge",
    "S": "solo",
    "O": "outro",
}


@dataclass(frozen=True)
class Section:
    """A stretch of the song: its kind, which one of its kind (from 1), first bar and bars."""

    kind: str
    number: int
    start: int
    bars: int


@dataclass(frozen=True)
class Form:
    """The sections, bars in all, seconds in a bar, bars under a chord and the final ring."""

    sections: tuple[Section, ...]
    bars: int
    bar_seconds: float
    bars_per_chord: float
    ring: float

    @property
    def seconds(self) -> float:
        """The length of the song."""
        return self.bars * self.bar_seconds + self.ring


def fit_form(duration: float, bpm: float, beats: int, written: str | None = None, *, sung: bool = False) -> Form:
    """Return a form of about `duration` seconds; the sections and the syllables of written lyrics order it.

    Where it is `sung` without being written yet, a section of words has room for four lines.
    """
    bar = beats * 60.0 / bpm
    per_chord = chord_bars(bar)
    whole = max(1, round(per_chord))
    # Only whole chords: the rest of the time goes to the last one.
    bars = max(whole, floor((duration - RING) / (bar * whole)) * whole)
    ring = min(max(duration - bars * bar, 1.5), max(LONGEST_RING, RING))
    phrase_bars = max(1, round(_PHRASE * per_chord))
    parts = parts_of(written) if written else ()
    sections = _lay_out(Bars(bars, phrase_bars, whole, bar), parts, sung=sung)
    return Form(sections, bars, bar, per_chord, ring)


def long_enough(written: str, duration: float) -> float:
    """Return the seconds that suit written lyrics, where nobody asked for any: near `duration`, if they fill that."""
    words = needed(parts_of(written))
    return min(_LONGEST, max(min(duration, 1.5 * words + _AROUND), words + _AROUND)) if words else duration


def chord_bars(bar_seconds: float) -> float:
    """Return how many bars a chord lasts so that it moves every 1.4 to 4 seconds."""
    per_chord = 1.0
    while bar_seconds * per_chord < 1.35:
        per_chord *= 2
    return 0.5 if bar_seconds > 4.2 else per_chord


def _lay_out(bars: Bars, parts: tuple[Part, ...], *, sung: bool) -> tuple[Section, ...]:
    """Return sections of whole phrases; bars that are left lengthen the first one."""
    phrases, spare = divmod(bars.all, bars.phrase)
    if len(parts) > 1:
        return sections_of(share_out(parts, bars))
    if phrases == 0:
        return (Section("chorus", 1, 0, bars.all),)
    plan = _planned(phrases, ceil(_FOUR_LINES / (bars.phrase * bars.seconds)) if sung else 1)
    sizes = [(kind, size * bars.phrase) for kind, size in plan]
    kind, first = sizes[0]
    if spare and sung and kind in SUNG:
        return sections_of([("intro", spare), *sizes])
    if sung and (first + spare) * bars.seconds > _LONGEST_INTRO:
        # Nobody waits that long for the first word.
        return sections_of(
            [*sizes, ("outro", spare)] if spare and sizes[-1][0] != "outro" else _lengthened(sizes, spare)
        )
    return sections_of([(kind, first + spare), *sizes[1:]])


def _lengthened(sizes: list[tuple[str, int]], spare: int) -> list[tuple[str, int]]:
    kind, last = sizes[-1]
    return [*sizes[:-1], (kind, last + spare)]


def sections_of(plan: Iterable[tuple[str, int]]) -> tuple[Section, ...]:
    """Return sections of these kinds and bars, one after the other."""
    sections: list[Section] = []
    start = 0
    seen: dict[str, int] = {}
    for kind, bars in plan:
        seen[kind] = seen.get(kind, 0) + 1
        sections.append(Section(kind, seen[kind], start, bars))
        start += bars
    return tuple(sections)


def _planned(phrases: int, least: int) -> list[tuple[str, int]]:
    """Return (kind, phrases) of each section, those with words of `least` phrases or more."""
    plan = next(
        (plan for number in sorted(_SHORT_FORMS, reverse=True) if _size(plan := _sized(number, least)) <= phrases),
        [["chorus", phrases]],
    )
    # Very fast songs have many bars: their sections grow in turn.
    growing = [item for item in plan if item[0] in ("verse", "chorus", "solo", "bridge")]
    for index in range(phrases - _size(plan)):
        growing[index % len(growing)][1] += 1
    return [(kind, size) for kind, size in plan]


def _sized(number: int, least: int) -> list[list]:
    items = [(_NAMES[item[0]], int(item[1:])) for item in _SHORT_FORMS[number].split()]
    return [[kind, max(size, least) if kind in SUNG else size] for kind, size in items]


def _size(plan: list[list]) -> int:
    return sum(size for _, size in plan)

"""The form of a song: which section begins at which bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Time left after the last bar for the final chord to ring, in seconds.
RING = 2.8
LONGEST_RING = 6.0
_PHRASE = 4

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
_TAGS = (
    ("pre", "verse"),
    ("verse", "verse"),
    ("post", "chorus"),
    ("chorus", "chorus"),
    ("hook", "chorus"),
    ("refrain", "chorus"),
    ("drop", "chorus"),
    ("bridge", "bridge"),
    ("break", "bridge"),
    ("solo", "solo"),
    ("interlude", "solo"),
    ("instrumental", "solo"),
    ("intro", "intro"),
    ("outro", "outro"),
    ("fade", "outro"),
    ("end", "outro"),
)
_TAG = re.compile(r"^[^\S\n]*\[([^\[\]\n]{1,60})\][^\S\n]*$", re.MULTILINE)


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


def fit_form(duration: float, bpm: float, beats: int, written: str | None = None) -> Form:
    """Return a form of about `duration` seconds; section tags in written lyrics order it."""
    bar = beats * 60.0 / bpm
    per_chord = chord_bars(bar)
    whole = max(1, round(per_chord))
    # Only whole chords: the rest of the time goes to the last one.
    bars = max(whole, floor((duration - RING) / (bar * whole)) * whole)
    ring = min(max(duration - bars * bar, 1.5), max(LONGEST_RING, RING))
    phrase_bars = max(1, round(_PHRASE * per_chord))
    kinds = written_sections(written) if written else ()
    sections = _lay_out(bars, phrase_bars, kinds)
    return Form(sections, bars, bar, per_chord, ring)


def chord_bars(bar_seconds: float) -> float:
    """Return how many bars a chord lasts so that it moves every 1.4 to 4 seconds."""
    per_chord = 1.0
    while bar_seconds * per_chord < 1.35:
        per_chord *= 2
    return 0.5 if bar_seconds > 4.2 else per_chord


def written_sections(lyrics: str) -> tuple[str, ...]:
    """Return the kinds of the tagged sections of written lyrics, in order."""
    return tuple(filter(None, map(section_kind, _TAG.findall(lyrics))))


def section_kind(tag: str) -> str | None:
    """Return the kind of section that a tag names, if it names one."""
    return next((kind for word, kind in _TAGS if word in tag.lower()), None)


def _lay_out(bars: int, phrase: int, kinds: tuple[str, ...]) -> tuple[Section, ...]:
    """Return sections of whole phrases; bars that are left lengthen the first one."""
    phrases, spare = divmod(bars, phrase)
    if phrases == 0:
        return (Section("chorus", 1, 0, bars),)
    if 2 <= len(kinds) <= phrases:
        plan = [[kind, 1] for kind in kinds]
        for extra in range(phrases - len(kinds)):
            plan[extra % len(plan)][1] += 1
    else:
        plan = _planned(phrases)
    return sections_of(
        [(kind, size * phrase + (spare if index == 0 else 0)) for index, (kind, size) in enumerate(plan)]
    )


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


def _planned(phrases: int) -> list[list]:
    largest = max(_SHORT_FORMS)
    plan = [[_NAMES[item[0]], int(item[1:])] for item in _SHORT_FORMS[min(phrases, largest)].split()]
    # Very fast songs have many bars: their sections grow in turn.
    extra = phrases - largest
    growing = [item for item in plan if item[0] in ("verse", "chorus", "solo", "bridge")]
    for index in range(max(0, extra)):
        growing[index % len(growing)][1] += 1
    return plan

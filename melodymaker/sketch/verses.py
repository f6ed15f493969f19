"""Lyrics as sections: their kinds, their lines, and which of a song's sections carries which of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from song_files.headings import read_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.form import Section

SUNG = ("verse", "chorus", "bridge")
_KINDS = (
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
# A section of these kinds that has words is carried by the voice as one of those is.
_WITH_WORDS = {"": "verse", "intro": "verse", "solo": "bridge", "outro": "chorus"}


@dataclass(frozen=True)
class Part:
    """A section of the lyrics: its kind, the words of its tag ("" without one), and its lines, which may be none."""

    kind: str
    tag: str
    lines: tuple[str, ...]


def section_kind(tag: str) -> str | None:
    """Return the kind of section that a tag names, if it names one."""
    return next((kind for word, kind in _KINDS if word in tag.lower()), None)


def written_sections(lyrics: str) -> tuple[str, ...]:
    """Return the kinds of the sections of written lyrics, in order; none where these have fewer than two."""
    return tuple(part.kind for part in parts_of(lyrics)) if len(parts_of(lyrics)) > 1 else ()


def parts_of(lyrics: str) -> tuple[Part, ...]:
    """Return the sections of lyrics: those with tags, or else the stanzas between empty lines.

    A stanza that comes again is the chorus.
    """
    tagged: list[tuple[str, list[list[str]]]] = [("", [[]])]
    for read in read_lines(lyrics):
        line = read.text.strip()
        if read.heading:
            # Its own words, too: "loud" or "softly" say how it is sung.
            tagged.append((f"{read.heading.name} {read.heading.text.lower()}".strip(), [[]]))
        elif line:
            tagged[-1][1][-1].append(line)
        elif tagged[-1][1][-1]:
            tagged[-1][1].append([])
    if len(tagged) == 1:
        return _stanzas([tuple(stanza) for stanza in tagged[0][1] if stanza])
    parts = []
    for tag, stanzas in tagged:
        lines = tuple(line for stanza in stanzas for line in stanza)
        kind = section_kind(tag) or ""
        if lines:
            parts.append(Part(_WITH_WORDS.get(kind, kind), tag, lines))
        elif kind and kind not in SUNG:
            parts.append(Part(kind, tag, ()))
    return tuple(parts)


def matched(parts: Sequence[Part], sections: Sequence[Section]) -> list[tuple[Section, Part]]:
    """Return each section of the song that has words, with these, in order.

    Words without a second section share the ones that are there.
    """
    voiced = [section for section in sections if section.kind in SUNG]
    worded = [part for part in parts if part.lines]
    if len(parts) < 2 and worded:
        lines = worded[0].lines
        shares = [len(lines) * index // len(voiced) for index in range(len(voiced) + 1)]
        shared = [lines[start:end] for start, end in itertools.pairwise(shares)]
        return [(section, Part(section.kind, "", own)) for section, own in zip(voiced, shared, strict=True) if own]
    found = []
    rest = voiced
    for part in worded:
        position = next((index for index, section in enumerate(rest) if section.kind == part.kind), None)
        if position is not None:
            found.append((rest[position], part))
            rest = rest[position + 1 :]
    return found


def _stanzas(stanzas: list[tuple[str, ...]]) -> tuple[Part, ...]:
    plain = [tuple(line.casefold() for line in stanza) for stanza in stanzas]
    return tuple(
        Part("chorus" if plain.count(own) > 1 else "verse", "", stanza)
        for stanza, own in zip(stanzas, plain, strict=True)
    )

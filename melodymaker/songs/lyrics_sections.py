"""Lyrics as they are set on a page: sections under their tags, and asides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from melodymaker.player.track import LyricLine
from song_files.headings import heading_of

_ASIDE = re.compile(r"(\([^()\n]*\))")


@dataclass(frozen=True)
class Phrase:
    """A part of a line; an aside stands in parentheses, as what a second voice sings does."""

    text: str
    aside: bool


@dataclass(frozen=True)
class Line:
    """One line; `seconds` is when it is sung, where that is known (`timed`), and `index` its number in the player."""

    phrases: list[Phrase]
    index: int = -1
    timed: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class Section:
    """The lines under one tag, such as "Verse 1"; what comes before the first tag has none."""

    tag: str
    lines: list[Line]


def sections_of(lyrics: str) -> list[Section]:
    """The sections of these lyrics, without the empty lines around each."""
    found: list[tuple[str, list[str]]] = []
    for line in lyrics.split("\n"):
        if heading := heading_of(line):
            found.append((heading.text, []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            found.append(("", [line]))
    return [Section(tag, [_line(line) for line in "\n".join(lines).strip().split("\n")]) for tag, lines in found]


def with_times(sections: list[Section], lines: list[LyricLine]) -> list[Section]:
    """The sections with the times of the lines that the player follows; as they are where those are other lines."""
    written = sum(bool(section.tag) + sum(map(_is_written, section.lines)) for section in sections)
    if written != len(lines):
        return sections
    numbered = iter(enumerate(lines))
    timed = []
    for section in sections:
        if section.tag:
            next(numbered)
        timed.append(Section(section.tag, [_timed(line, numbered) for line in section.lines]))
    return timed


def _timed(line: Line, numbered: Iterator[tuple[int, LyricLine]]) -> Line:
    if not _is_written(line):
        return line
    index, followed = next(numbered)
    return Line(line.phrases, index, followed.timed, followed.seconds)


def _is_written(line: Line) -> bool:
    return any(phrase.text.strip() for phrase in line.phrases)


def _line(line: str) -> Line:
    parts = enumerate(_ASIDE.split(line))
    return Line([Phrase(text, aside=index % 2 == 1) for index, text in parts if text])

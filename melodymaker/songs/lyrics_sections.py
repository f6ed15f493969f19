"""Lyrics as they are set on a page: sections under their tags, and asides."""

import re
from dataclasses import dataclass

_ASIDE = re.compile(r"(\([^()\n]*\))")


@dataclass(frozen=True)
class Phrase:
    """A part of a line; an aside stands in parentheses, as what a second voice sings does."""

    text: str
    aside: bool


@dataclass(frozen=True)
class Section:
    """The lines under one tag, such as "Verse 1"; what comes before the first tag has none."""

    tag: str
    lines: list[list[Phrase]]


def sections_of(lyrics: str) -> list[Section]:
    """The sections of these lyrics, without the empty lines around each."""
    found: list[tuple[str, list[str]]] = []
    for line in lyrics.split("\n"):
        if tag := _tag(line.strip()):
            found.append((tag, []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            found.append(("", [line]))
    return [Section(tag, [_phrases(line) for line in "\n".join(lines).strip().split("\n")]) for tag, lines in found]


def _tag(line: str) -> str:
    """What stands between the brackets of a line that is a tag; nothing for any other line."""
    inside = line[1:-1]
    return inside if line == f"[{inside}]" and "]" not in inside else ""


def _phrases(line: str) -> list[Phrase]:
    parts = enumerate(_ASIDE.split(line))
    return [Phrase(text, aside=index % 2 == 1) for index, text in parts if text]

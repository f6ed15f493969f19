"""Lines to sing as they stand in the files beside this one: texts under headings in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADING = re.compile(r"^\[([^\]\n]+)\]$", re.MULTILINE)
Families = tuple[tuple[str, ...], ...]


class Chorus(NamedTuple):
    """A title and the four lines that carry it, whose rhymes are known to hold."""

    title: str
    lines: tuple[str, str, str, str]


def families(text: str) -> Families:
    """Groups of lines, divided by empty ones."""
    return tuple(tuple(group.split("\n")) for group in text.strip().split("\n\n"))


def families_by_theme(text: str) -> dict[str, Families]:
    """For each theme, groups of lines that rhyme with one another."""
    return {theme: families(part) for theme, part in _sections(text)}


def choruses_by_theme(text: str) -> dict[str, tuple[Chorus, ...]]:
    """For each theme its choruses, which are written as a title and four lines."""
    return {theme: tuple(_chorus(*group) for group in families(part)) for theme, part in _sections(text)}


def _chorus(title: str, first: str, second: str, third: str, fourth: str) -> Chorus:
    return Chorus(title, (first, second, third, fourth))


def _sections(text: str) -> list[tuple[str, str]]:
    _, *parts = _HEADING.split(text)
    return list(zip(parts[::2], parts[1::2], strict=True))

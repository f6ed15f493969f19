"""Lines to sing as they stand in the files beside this one: texts under headings in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from melodymaker.sketch.tables.text import sections

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


class Scene(NamedTuple):
    """What a theme has to show: clauses, openings of a line, and pictures in few words."""

    clauses: tuple[str, ...]
    openings: tuple[str, ...]
    pictures: tuple[str, ...]


def scenes_by_theme(text: str) -> dict[str, Scene]:
    """For each theme its scene: "-" before a picture, "@" before an opening."""
    return {theme: _scene(part.strip().split("\n")) for theme, part in _sections(text)}


def clauses_by_heading(text: str) -> dict[str, tuple[str, ...]]:
    """For each heading its lines."""
    return {heading: tuple(part.strip().split("\n")) for heading, part in _sections(text)}


class Ending(NamedTuple):
    """How a line may end, with the comma or space before it; `tone` is "glad", "sad" or "" for both."""

    text: str
    tone: str


_TONES = {"^": "glad", "_": "sad"}


def endings_by_sound(text: str) -> dict[str, tuple[Ending, ...]]:
    """For each name of a sound the endings that rhyme on it."""
    (rows,) = sections(f"[endings]\n{text}").values()
    return {sound: tuple(map(_ending, row.split(", "))) for sound, row in rows.items()}


def _ending(text: str) -> Ending:
    tone = _TONES.get(text[0], "")
    bare = text.lstrip("^_+")
    return Ending(f" {bare}" if text[0] == "+" else f", {bare}", tone)


def _scene(lines: list[str]) -> Scene:
    marked = {mark: tuple(line[2:] for line in lines if line.startswith(f"{mark} ")) for mark in "-@"}
    clauses = tuple(line for line in lines if line[:2] not in ("- ", "@ "))
    return Scene(clauses, marked["@"], marked["-"])


def _chorus(title: str, first: str, second: str, third: str, fourth: str) -> Chorus:
    return Chorus(title, (first, second, third, fourth))


def _sections(text: str) -> list[tuple[str, str]]:
    _, *parts = _HEADING.split(text)
    return list(zip(parts[::2], parts[1::2], strict=True))

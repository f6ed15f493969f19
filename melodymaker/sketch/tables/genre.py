"""What a genre is, and the closed list of families that songs are filed under."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from melodymaker.sketch.tables.text import sections

CATEGORIES = (
    "ambient",
    "blues",
    "cinematic",
    "classical",
    "country",
    "electronic",
    "experimental",
    "folk",
    "funk",
    "gospel",
    "hip hop",
    "house",
    "jazz",
    "latin",
    "lo-fi",
    "metal",
    "pop",
    "reggae",
    "rock",
    "soul",
    "techno",
    "world",
)


@dataclass(frozen=True)
class Genre:
    """The habits of a genre; every tuple is a choice, the most typical first.

    `bpm` is the usual range, `minor` the chance of a minor key, `pace` the melody's notes in a
    second, `swing` of the eighths and `swing16` of the
    sixteenths 0 (straight) … 1 (triplets), `room` 0 … 1, `bright` a tilt from −1 to 1,
    `duck` how deep the kick presses the rest down (0 … 1).
    """

    name: str
    words: tuple[str, ...]
    categories: tuple[str, ...]
    bpm: tuple[int, int]
    minor: float
    loops: str
    drums: tuple[str, ...]
    comp: tuple[str, ...]
    bass: tuple[str, ...]
    chords: tuple[str, ...]
    lead: tuple[str, ...]
    pad: tuple[str, ...]
    bass_sounds: tuple[str, ...]
    themes: tuple[str, ...]
    palettes: tuple[str, ...]
    moods: tuple[str, ...]
    kit: int = 0
    colour: str = "triad"
    scale: str = "diatonic"
    metre: str = "4/4"
    swing: float = 0.0
    swing16: float = 0.0
    room: float = 0.25
    bright: float = 0.0
    duck: float = 0.0
    pace: float = 2.0
    energy: float = 0.5
    covers: tuple[str, ...] = ()


def read_genres(text: str) -> tuple[Genre, ...]:
    """The genres of a text: the name of each in brackets, and its habits by the names of the fields."""
    kinds = {field.name: field.type for field in fields(Genre)}
    return tuple(
        Genre(name, **{field: _value(str(kinds[field]), value) for field, value in habits.items()})
        for name, habits in sections(text).items()
    )


def _value(kind: str, text: str) -> Any:
    values = [part.strip() for part in text.split(",") if part.strip()]
    if kind == "tuple[str, ...]":
        return tuple(values)
    if kind == "tuple[int, int]":
        return tuple(map(int, values))
    return {"str": str, "int": int, "float": float}[kind](text)

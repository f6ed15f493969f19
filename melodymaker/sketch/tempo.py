"""The tempo of a song that names none."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from melodymaker.sketch.brief import Brief
    from melodymaker.sketch.tables.genre import Genre
    from melodymaker.sketch.tables.moods import Mood

# What people call slow and fast, in beats per minute, as the search does.
_SLOW = (62, 88)
_FAST = (122, 152)


def choose_tempo(genre: Genre, brief: Brief, moods: Sequence[Mood], rng: Random) -> float:
    """Return a tempo of the genre, in beats per minute.

    A slow one is of the genre's slower half, and slower; a fast one the other way round. Where no genre is named, which
    would say what is slow, it is what people call so.
    """
    low, high = genre.bpm
    middle = (low + high) / 2
    slow, fast = brief.tempo < 1, brief.tempo > 1
    bpm = rng.uniform(middle if fast else low, middle if slow else high)
    bpm *= brief.tempo * prod(mood.tempo for mood in moods)
    if slow and not brief.genres:
        bpm = min(bpm, rng.uniform(*_SLOW))
    if fast and not brief.genres:
        bpm = max(bpm, rng.uniform(*_FAST))
    return min(300, max(30, bpm))

"""What a genre is, and the closed list of families that songs are filed under."""

from __future__ import annotations

from dataclasses import dataclass

CATEGORIES = (
    "ambient", "blues", "cinematic", "classical", "country", "electronic", "experimental", "folk",
    "funk", "gospel", "hip hop", "house", "jazz", "latin", "lo-fi", "metal", "pop", "reggae",
    "rock", "soul", "techno", "world",
)  # fmt: skip


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
    beats: int = 4
    swing: float = 0.0
    swing16: float = 0.0
    room: float = 0.25
    bright: float = 0.0
    duck: float = 0.0
    pace: float = 2.0
    energy: float = 0.5
    covers: tuple[str, ...] = ()

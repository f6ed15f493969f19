"""Reads of songs and generations, as rows ready to draw."""

from dataclasses import dataclass

from melodymaker.player.queries import Track


@dataclass(frozen=True)
class SongRow:
    """One song on a card. `take` is A or B; `details` reads like "72 BPM · B♭ minor"."""

    id: str
    title: str
    take: str
    status: str
    style: str
    details: str
    length: str
    lyrics: str
    engine: str
    track: Track


@dataclass(frozen=True)
class PairRow:
    """One request and its two takes. `reason` says why it failed; `created_at` is ISO 8601 in UTC."""

    id: str
    request: str
    created_at: str
    status: str
    reason: str
    songs: list[SongRow]


@dataclass(frozen=True)
class ProgressRow:
    """How far a running generation is: the stage in words, percent done, and the time left in words."""

    stage: str
    percent: int
    left: str

"""What the writer is given, and what it gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Brief:
    """None and empty are the writer's to find. `lyrics` are kept unchanged; duration in seconds."""

    description: str
    style: str = ""
    lyrics: str = ""
    instrumental: bool = False
    language: str | None = None
    duration: float | None = None
    bpm: int | None = None
    key: str | None = None
    seed: int = 0


@dataclass(frozen=True)
class Plan:
    """All that the music and the cover are made from. Duration in seconds."""

    title: str
    style: str
    language: str
    bpm: int
    key: str
    duration: float
    categories: list[str]
    cover: str
    lyrics: str

"""A song as notes: what is composed, hashed and rendered by the synthesiser."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(slots=True)
class Note:
    """One note: start and length in milliseconds, MIDI pitch and velocity (1–127)."""

    start: int
    length: int
    pitch: int
    velocity: int


@dataclass(slots=True)
class Part:
    """The notes of one instrument; `role` decides its place in the mix."""

    role: str
    instrument: str
    program: int
    drums: bool = False
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """All parts of a song, its length in milliseconds and where the kick falls."""

    parts: list[Part]
    length: int
    kicks: list[int] = field(default_factory=list)
    # (start, end) in milliseconds of the sections that should swell, for risers and the like.
    builds: list[tuple[int, int]] = field(default_factory=list)
    # Milliseconds at which a chorus or a solo begins after something else.
    arrivals: list[int] = field(default_factory=list)
    # (start in milliseconds, force 0 … 1) of each section: how hard it is played.
    forces: list[tuple[int, float]] = field(default_factory=list)


def score_hash(score: Score) -> str:
    """Return the SHA-256 of the notes, equal on every machine for equal music."""
    digest = hashlib.sha256(f"{score.length}".encode())
    for part in score.parts:
        digest.update(f"|{part.role},{part.instrument},{part.program},{part.drums}".encode())
        for note in part.notes:
            line = f";{note.start},{note.length},{note.pitch},{note.velocity}"
            digest.update(line.encode())
    return digest.hexdigest()

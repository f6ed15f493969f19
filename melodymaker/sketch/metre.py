"""Metres: how many beats and sixteenths a bar has, and where its weight lies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metre:
    """A metre: `beats` are what the tempo counts, `pulse` the steps (sixteenths) of a beat.

    `strong` are the steps that carry the weight; each begins a group.
    """

    name: str
    beats: int
    steps: int
    pulse: int
    strong: tuple[int, ...]


METRES: dict[str, Metre] = {
    "4/4": Metre("4/4", 4, 16, 4, (0, 8)),
    "3/4": Metre("3/4", 3, 12, 4, (0,)),
    # Two beats of three eighths each.
    "6/8": Metre("6/8", 2, 12, 6, (0, 6)),
    # Three beats and two.
    "5/4": Metre("5/4", 5, 20, 4, (0, 12)),
}


def in_five(three: str, four: str) -> str:
    """Return a pattern of five beats: a bar of three, and the first two of a bar of four."""
    return three + four[:8]

"""Which sample plays a note that is struck again: no two strikes of a pitch sound the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.score import Note
    from melodymaker.sketch.soundfont import Region

# A strike is heard beside the one before it for so many milliseconds.
_MEMORY = 1500
# How many semitones from its root a neighbouring sample is still itself.
_REACH = 5.0
_DRUM_CENTS = (0.0, 9.0, -7.0)
_PITCHED_CENTS = (0.0, 3.0)


class Voice(NamedTuple):
    """A sample and by how many cents it is played higher."""

    region: Region
    cents: float


def voices_of(region: Region, pitch: int, regions: Sequence[Region], *, drums: bool) -> list[Voice]:
    """Return what plays a pitch in turn: its own sample, and a neighbouring one or itself a little out of tune.

    A drum is itself alone, struck a little higher and lower; what is a few cents out of tune is heard as another touch.
    """
    if drums:
        return [Voice(region, cents) for cents in _DRUM_CENTS]
    # Where several samples sound at once each has its own part in the sound: none can stand in for another.
    layered = any(_answers(other, pitch) for other in regions if other is not region)
    neighbours = [] if layered else [other for other in regions if _stands_in(other, region, pitch)]
    if neighbours:
        return [Voice(region, 0.0), Voice(min(neighbours, key=lambda other: abs(other.root - pitch)), 0.0)]
    return [Voice(region, cents) for cents in _PITCHED_CENTS]


def _answers(region: Region, pitch: int) -> bool:
    return region.keys[0] <= pitch <= region.keys[1]


def _stands_in(other: Region, region: Region, pitch: int) -> bool:
    return (
        other is not region
        and other.start != region.start
        and abs(other.root - pitch) <= _REACH
        and other.fixed_key < 0
        and (other.loop is None) == (region.loop is None)
    )


def shared_out(notes: Sequence[Note], count: int) -> list[list[Note]]:
    """Return the notes of one pitch for each of `count` voices: what is struck again soon goes to the next one."""
    groups: list[list[Note]] = [[] for _ in range(count)]
    turn = 0
    last = None
    for note in notes:
        turn = (turn + 1) % count if last is not None and note.start - last < _MEMORY else 0
        groups[turn].append(note)
        last = note.start
    return groups

"""Syllables onto the notes of a tune: which one begins where, and which notes it is drawn over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.melody import Tone
    from melodymaker.sketch.metre import Metre

Array = np.ndarray

_SHORTEST = 0.125
_RUSHED = 0.19
_SLOW = 0.9
_LAST = 0.3
_NEVER = 1e9
_NO_TONE = 1.3
_WITHIN_TONE = 0.9
_SIXTEENTH = 0.8
_EIGHTH = 0.25


@dataclass(frozen=True)
class Sung:
    """A syllable on the grid: (step, pitch) of each note that it is drawn over, and the step where it ends."""

    notes: tuple[tuple[int, int], ...]
    end: int


def fit(
    stresses: Sequence[float], tones: Sequence[Tone], span: tuple[int, int], metre: Metre, step_seconds: float
) -> list[Sung] | None:
    """Return a place for each syllable (its stress 0 … 1) within the span of steps; None where there is no room.

    Stressed syllables seek strong beats, and all of them the tune's own notes; where there are too few, notes are
    parted in quarters, eighths or sixteenths. Found by dynamic programming over the places of the grid.
    """
    begin, end = span
    tones = [tone for tone in tones if begin <= tone.step < end]
    count = len(stresses)
    if not tones or not count:
        return None
    least = max(1, -int(-_SHORTEST // step_seconds))
    onsets = {tone.step for tone in tones}
    places = _places(onsets, begin, end, count, least)
    if len(places) < count:
        return None
    if _room(places, least) < count:
        least = 1
    path = _best_path(np.array(stresses), places, tones, span, metre, step_seconds, least)
    return _drawn(path, tones, end) if path else None


def _places(onsets: set[int], begin: int, end: int, count: int, least: int) -> list[int]:
    """Return the steps where a syllable may begin: the coarsest grid beside the notes that has room for all."""
    places: list[int] = []
    for grid in (4, 2, 1):
        places = [step for step in range(begin, end) if step in onsets or step % grid == 0]
        if _room(places, least) >= count + (2 if grid > 1 else 0):
            break
    return places


def _room(places: list[int], least: int) -> int:
    room = 0
    last = -least
    for step in places:
        if step - last >= least:
            room += 1
            last = step
    return room


def _best_path(
    stresses: Array,
    places: list[int],
    tones: Sequence[Tone],
    span: tuple[int, int],
    metre: Metre,
    step_seconds: float,
    least: int,
) -> list[int]:
    begin, end = span
    steps = np.array(places)
    onset = np.isin(steps, [tone.step for tone in tones])
    within = np.array([any(tone.step <= step < tone.step + tone.steps for tone in tones) for step in places])
    off_grid = np.where(steps % 2 == 1, _SIXTEENTH, np.where(steps % 4 != 0, _EIGHTH, 0.0))
    cost = np.where(onset, 0.0, off_grid + np.where(within, _WITHIN_TONE, _NO_TONE))
    strength = np.array([_strength(step, begin, metre) for step in places])
    local = cost + 0.9 * (stresses[:, None] - strength) ** 2
    # Notes of the tune before each place: those that nobody begins on are tied to what was sung before.
    before = np.concatenate([[0], np.cumsum(onset)])
    gap = (steps[None] - steps[:, None]) * step_seconds
    skipped = before[None, :-1] - before[1:, None]
    follow = 0.55 * skipped * np.minimum(2, 0.7 + 0.3 * skipped)
    follow = follow + 9 * np.maximum(0.0, _RUSHED - gap) + 0.5 * np.maximum(0.0, gap - _SLOW)
    follow = np.where(steps[None] - steps[:, None] >= least, follow, _NEVER)
    best = local[0] + 0.8 * before[:-1] + 0.03 * (steps - begin)
    back = []
    for row in local[1:]:
        total = best[:, None] + follow
        back.append(np.argmin(total, axis=0))
        best = np.min(total, axis=0) + row
    left = before[-1] - before[1:]
    best = best + 0.55 * left * np.minimum(2, 0.7 + 0.3 * left)
    best = best + np.where((end - steps) * step_seconds < _LAST, 1.5, 0.0)
    index = int(np.argmin(best))
    if best[index] >= _NEVER:
        return []
    path = [index]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return [places[at] for at in reversed(path)]


def _strength(step: int, begin: int, metre: Metre) -> float:
    """Return how strong a beat is, from 1 for the first of a bar."""
    place = (step - begin) % metre.steps
    if place == 0:
        return 1.0
    if place in metre.strong:
        return 0.75
    return 0.6 if place % metre.pulse == 0 else 0.3 if place % 2 == 0 else 0.0


def _drawn(path: list[int], tones: Sequence[Tone], end: int) -> list[Sung]:
    """Return the syllables that begin at these steps, drawn over the notes up to the next one."""
    sung = []
    for step, stop in zip(path, [*path[1:], end], strict=True):
        inside = [tone for tone in tones if step < tone.step < stop]
        under = [tone for tone in tones if tone.step <= step < tone.step + tone.steps]
        first = under[-1] if under else next((tone for tone in tones if tone.step >= step), tones[-1])
        notes = [(step, first.pitch), *((tone.step, tone.pitch) for tone in inside)]
        last = max([tone.step + tone.steps for tone in inside] or [first.step + first.steps if under else stop])
        sung.append(Sung(tuple(notes), max(min(last, stop), step + min(2, stop - step))))
    return sung

"""What is moved by hand while a mix runs: each section is brought to its own level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.loudness import BLOCK, block_energy
from melodymaker.sketch.master import compression

if TYPE_CHECKING:
    from melodymaker.sketch.production import Production
    from melodymaker.sketch.score import Score

Array = np.ndarray

# The softest sections are played with this force, choruses with 1.
_SOFTEST = 0.66
# How far a fader is moved, in dB.
_DOWN = -12.0
_UP = 5.0
# How far the softest section may lie below the loudest, beside the loudness range.
_STEEPEST = 1.6
_ROUNDS = 7
# How long before a section begins its level is on the way, in milliseconds.
_RAMP = 400
# Samples of which one power is known.
_SLOT = 8 * BLOCK
# What EBU Tech 3342 calls short, how far apart such stretches begin, and the silence after the song, all in seconds.
_SHORT = 3.0
_HOP = 0.1
_SILENCE = 1.5
_GATE = 0.01


def rides_of(bus: Array, score: Score, production: Production, rate: int) -> dict[float, float]:
    """Return by how many dB the sections of each force are to be raised in a mix (2, samples).

    With it the mastered song has the loudness range of its production, as far as its faders reach; no section is meant
    to lie further below another one than `_STEEPEST` times that.
    """
    powers = _powers(bus, rate)
    starts = np.array([start for start, _ in score.forces])
    if len(powers) * _SLOT < _SHORT * rate or not len(starts):
        return {}
    times = np.arange(len(powers)) * 1000 * _SLOT / rate
    forces = np.array([force for _, force in score.forces])[np.maximum(0, np.searchsorted(starts, times, "right") - 1)]
    levels = {float(force): 10 * np.log10(powers[forces == force].mean() + 1e-12) for force in np.unique(forces)}
    strongest = max(levels)

    def rides(contrast: float) -> dict[float, float]:
        requested = {force: -contrast * (strongest - force) / (1 - _SOFTEST) for force in levels}
        return {
            force: float(np.clip(requested[force] - level + levels[strongest], _DOWN, _UP))
            for force, level in levels.items()
        }

    low = 0.0
    high = _STEEPEST * production.range
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        found = rides(middle)
        raised = powers * 10 ** (np.array([found[float(force)] for force in forces]) / 10)
        if _range(raised, production.ratio, rate) < production.range:
            low = middle
        else:
            high = middle
    return rides((low + high) / 2)


def follow_form(bus: Array, score: Score, rides: dict[float, float], rate: int) -> None:
    """Raise each section of a mix (2, samples) by what `rides_of` found for its force, in place.

    What is mixed in groups adds up as before.
    """
    if not score.forces or not rides:
        return
    known = sorted(rides)
    gains = [
        10 ** (float(np.interp(force, known, [rides[other] for other in known])) / 20) for _, force in score.forces
    ]
    starts = [start * rate // 1000 for start, _ in score.forces]
    samples = bus.shape[1]
    for index, gain in enumerate(gains):
        first = max(0, starts[index]) if index else 0
        end = starts[index + 1] if index + 1 < len(gains) else samples
        if end <= first:
            continue
        bus[:, first:end] *= np.float32(gain)
        if end < samples:
            # The next level is reached where its section begins, so that the first beat is whole.
            begin = max(first, end - _RAMP * rate // 1000)
            bus[:, begin:end] *= np.linspace(1, gains[index + 1] / gain, end - begin, dtype=np.float32)


def _powers(bus: Array, rate: int) -> Array:
    """Return the K-weighted power of a mix in each slot."""
    energy = block_energy(bus, rate)
    slots = len(energy) * BLOCK // _SLOT
    return energy[: slots * _SLOT // BLOCK].reshape(slots, -1).sum(axis=1).astype(np.float64) / _SLOT


def _range(powers: Array, ratio: float, rate: int) -> float:
    """Return the loudness range in LU (EBU Tech 3342) that a mix of these powers has after mastering."""
    held = powers * compression(powers, rate, _SLOT, ratio=ratio) ** 2
    sums = np.cumsum(np.pad(held, (1, round(_SILENCE * rate / _SLOT))))
    short = round(_SHORT * rate / _SLOT)
    windows = (sums[short:] - sums[:-short])[:: round(_HOP * rate / _SLOT)]
    heard = windows[windows > _GATE * windows.mean()]
    soft, strong = np.percentile(10 * np.log10(heard), [10, 95])
    return float(strong - soft)

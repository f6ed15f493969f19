"""What announces a chorus: a riser under a build-up, a cymbal played backwards, a boom where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.chance import noise
from melodymaker.sketch.colours import band, unit
from melodymaker.sketch.production import production_of
from melodymaker.sketch.score import Note, Part
from melodymaker.sketch.tables.rhythms import DRUM_NOTES

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.score import Score
    from melodymaker.sketch.synth import Synth

Array = np.ndarray

_CYMBAL_MS = 1600
_CYMBAL_VELOCITY = 90
_BOOM_SECONDS = 1.4
# Levels beside that of the music.
_RISER = 0.35
_CYMBAL = 0.3
_BOOM = 1.6


def add_arrivals(bus: Array, score: Score, plan: Plan, synth: Synth, rate: int, level: float) -> None:
    """Lay what announces the choruses of a genre into a mix (2, samples) whose music has this level, in place."""
    add_risers(bus, score, plan, rate, level)
    production = production_of(plan)
    if plan.drums is None:
        return
    if production.cymbal and score.arrivals:
        cymbal = backward_cymbal(plan, synth) * np.float32(_CYMBAL * level)
        for arrival in score.arrivals:
            _lay(bus, cymbal, arrival * rate // 1000 - cymbal.shape[1])
    if production.boom and score.arrivals:
        sound = np.broadcast_to(boom(plan, rate) * np.float32(_BOOM * level), (2, int(_BOOM_SECONDS * rate)))
        for arrival in score.arrivals:
            _lay(bus, sound, arrival * rate // 1000)


def add_risers(bus: Array, score: Score, plan: Plan, rate: int, level: float) -> None:
    """Lay noise that swells under each build-up, in place, below music of this level; it stops where that arrives."""
    for start, end in score.builds:
        length = (end - start) * rate // 1000
        if length < rate // 4:
            continue
        rng = noise(plan.name, "riser", start)
        swell = np.linspace(0, 1, length, dtype=np.float32) ** 3
        sides = [unit(band(length, rate, 2500, 12_000, rng)) * swell for _ in bus]
        _lay(bus, np.stack(sides) * np.float32(_RISER * level), start * rate // 1000)


def backward_cymbal(plan: Plan, synth: Synth) -> Array:
    """Return the kit's crash played backwards, loudest at its end, float32 of shape (2, samples)."""
    crash = Part("effects", "drums", plan.genre.kit, drums=True)
    crash.notes.append(Note(0, _CYMBAL_MS, DRUM_NOTES["crash"], _CYMBAL_VELOCITY))
    sound = synth.render(crash, _CYMBAL_MS)[:, ::-1]
    sound = sound * np.linspace(0, 1, sound.shape[1], dtype=np.float32)
    # It ends with the beat, and without a click.
    edge = sound.shape[1] // 100
    sound[:, -edge:] *= np.linspace(1, 0, edge, dtype=np.float32)
    return unit(sound)


def boom(plan: Plan, rate: int) -> Array:
    """Return a low note that falls and dies away, float32 (samples,)."""
    time = np.arange(int(_BOOM_SECONDS * rate)) / rate
    pitch = 36 + 50 * np.exp(-time * 9)
    sound = np.sin(2 * np.pi * np.cumsum(pitch) / rate) * np.exp(-time * 3.2)
    sweep = unit(band(len(time), rate, 300, 2500, noise(plan.name, "boom"))) * np.exp(-time * 5)
    return unit((sound + 0.06 * sweep) * np.minimum(1, time / 0.004) * np.minimum(1, (time[-1] - time) / 0.2))


def _lay(bus: Array, sound: Array, first: int) -> None:
    """Add a sound (2, samples) to a mix from a sample on, as far as both reach."""
    begin = max(0, -first)
    piece = bus[:, first + begin : first + sound.shape[1]]
    piece += sound[:, begin : begin + piece.shape[1]]

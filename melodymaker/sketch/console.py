"""What a desk and a tape do to a mix: saturation by genre, a bass that stands in the middle, width above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch import filters
from melodymaker.sketch.production import production_of

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan

Array = np.ndarray

# How hard a genre drives the tape; a mix's peaks lie near 1 before mastering.
_DRIVES = {
    "metal": 1.0,
    "rock": 0.9,
    "lo-fi": 0.9,
    "hip hop": 0.8,
    "blues": 0.7,
    "soul": 0.7,
    "funk": 0.7,
    "house": 0.6,
    "techno": 0.7,
    "reggae": 0.6,
    "classical": 0.0,
    "cinematic": 0.2,
    "ambient": 0.2,
    "jazz": 0.3,
    "folk": 0.3,
}
_USUAL_DRIVE = 0.5
# Below so many hertz both channels play the same.
_MIDDLE_BELOW = 150.0
# How far the difference of the channels lies below their sum, and how much it is raised at most, in dB.
_WIDTH = -5.5
_MOST_WIDER = 7.0
# How much wider the treble is made once more, in dB.
_AIR = 1.5


def wider_by(bus: Array) -> float:
    """Return by how many dB the difference of a mix's channels (2, samples) is to be raised for a record's width."""
    excerpt = bus[:, ::5]
    middle = float(np.sum(np.square(excerpt[0] + excerpt[1]), dtype=np.float64))
    side = float(np.sum(np.square(excerpt[0] - excerpt[1]), dtype=np.float64))
    if not middle or not side:
        return 0.0
    return float(np.clip(_WIDTH - 10 * np.log10(side / middle), 0.0, _MOST_WIDER))


def place(bus: Array, plan: Plan, rate: int, wider: float) -> None:
    """Tilt the tone of a mix (2, samples) and make it `wider` by so many dB above the bass, in place.

    The parts of a mix add up as before.
    """
    _turn(bus)
    bus *= np.float32(0.5)
    tone = filters.tone_kernel(rate, plan.bright, production_of(plan).treble)
    filters.filter_in_place(bus[:1], tone)
    filters.filter_in_place(bus[1:], filters.side_kernel(rate, tone, _MIDDLE_BELOW, wider, _AIR))
    _turn(bus)


def _turn(bus: Array) -> None:
    """Put the sum of two channels in the place of the first, and their difference in that of the second."""
    bus[0] += bus[1]
    bus[1] *= np.float32(-2)
    bus[1] += bus[0]


def saturate(bus: Array, plan: Plan) -> None:
    """Round the peaks of a whole mix off as tape does, in place: what is soft stays as it is."""
    drive = next((_DRIVES[name] for name in plan.genre.categories if name in _DRIVES), _USUAL_DRIVE)
    if not drive:
        return
    amount = np.float32(drive)
    bus *= amount
    np.tanh(bus, out=bus)
    bus /= amount

"""Sounds that no sound font has: electronic kicks, sub bass, vinyl, rain and surf."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.chance import noise

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.score import Note

Array = np.ndarray

_MACHINE_KITS = (24, 25)
# How much of the room is heard with the drums, by the first of a genre's categories.
# Samples that are worked on at a time.
_PIECE = 1 << 18
_DRUM_ROOMS = {
    "rock": 0.24,
    "metal": 0.2,
    "soul": 0.2,
    "gospel": 0.24,
    "cinematic": 0.3,
    "jazz": 0.2,
    "lo-fi": 0.1,
    "funk": 0.1,
}


def add_kicks(sound: Array, kicks: list[int], plan: Plan, rate: int) -> Array:
    """Return the drums with a synthesised kick under the sampled one, for machine kits."""
    if plan.genre.kit not in _MACHINE_KITS or not kicks:
        return sound
    long = plan.genre.kit == 25
    time = np.arange(int(rate * (0.34 if long else 0.22))) / rate
    # A sine that falls from a click to the fundamental.
    pitch = (47 if long else 50) + 130 * np.exp(-time * 38)
    body = np.sin(2 * np.pi * np.cumsum(pitch) / rate) * np.exp(-time * (9 if long else 15))
    body *= np.minimum(1, (time[-1] - time) / 0.02)
    sound = np.ascontiguousarray(sound)
    level = (0.45 if long else 0.8) * float(np.percentile(np.abs(sound[:, ::97]), 99.5) or 0.1)
    shape = (body * level).astype(np.float32)
    for kick in kicks:
        first = kick * rate // 1000
        piece = sound[:, first : first + len(shape)]
        piece += shape[: piece.shape[1]]
    return sound


def add_808(sound: Array, notes: list[Note], rate: int) -> Array:
    """Return the bass with a decaying sine under each note, a little overdriven to be heard."""
    sound = np.ascontiguousarray(sound)
    sound *= 0.35
    for note in notes:
        length = int(rate * min(2.2, note.length / 1000 + 0.06))
        time = np.arange(length) / rate
        frequency = 440 * 2 ** ((note.pitch - 69) / 12)
        swoop = frequency * (1 + 0.6 * np.exp(-time * 60))
        wave = np.tanh(1.9 * np.sin(2 * np.pi * np.cumsum(swoop) / rate))
        wave *= np.exp(-time * 1.3) * np.minimum(1, (length / rate - time) / 0.03)
        wave *= np.minimum(1, time / 0.003) * (0.22 * note.velocity / 100)
        first = note.start * rate // 1000
        piece = sound[:, first : first + length]
        piece += wave[: piece.shape[1]].astype(np.float32)
    return sound


def add_drum_room(sound: Array, plan: Plan, rate: int) -> Array:
    """Return the drums with the first echoes of the room they stand in, each from the other side; in place."""
    share = _DRUM_ROOMS.get(plan.genre.categories[0], 0.16) if plan.genre.kit not in _MACHINE_KITS else 0.05
    near, far = int(rate * 0.011), int(rate * 0.023)
    samples = sound.shape[1]
    # From the end on, so that what an echo is of has none yet.
    for start in range(samples // _PIECE * _PIECE, -1, -_PIECE):
        end = min(samples, start + _PIECE)
        heard = sound[:, start:end].copy()
        for channel in range(2):
            for late, gain, source in ((near, share, 1 - channel), (far, 0.7 * share, channel)):
                first = max(start, late)
                heard[channel, first - start :] += np.float32(gain) * sound[source, first - late : max(0, end - late)]
        sound[:, start:end] = heard
    return sound


def texture_of(plan: Plan) -> str | None:
    """Return the background a song lies on: "vinyl", "rain", "surf" or None."""
    if plan.scene in ("rain", "sea") and plan.energy < 0.6:
        return "rain" if plan.scene == "rain" else "surf"
    return "vinyl" if plan.genre.name == "lo-fi" else None


def add_texture(bus: Array, plan: Plan, rate: int, level: float | None = None) -> float:
    """Lay the song's background under the mix, in place, far below the music; return the level of the music."""
    if level is None:
        level = float(np.sqrt(np.mean(np.square(bus[:, ::53])))) or 0.01
    kind = texture_of(plan)
    if kind is None:
        return level
    for channel, background in zip(bus, _background(plan.name, kind, rate), strict=True):
        loop = background * np.float32(level * {"vinyl": 0.05, "rain": 0.09, "surf": 0.09}[kind])
        for start in range(0, len(channel), len(loop)):
            piece = channel[start : start + len(loop)]
            piece += loop[: len(piece)]
    return level


# A remix is mixed in two parts, and the parts of a song one by one, over the same background.
@lru_cache(maxsize=2)
def _background(name: str, kind: str, rate: int) -> tuple[Array, Array]:
    """Return seven seconds of a background for each channel; to be read only."""
    rng = noise(name, kind)
    sound_of = {"vinyl": _vinyl, "rain": _rain, "surf": _surf}[kind]
    left = sound_of(rate * 7, rate, rng)
    return left, sound_of(rate * 7, rate, rng)


def band(samples: int, rate: int, low: float, high: float, rng: np.random.Generator) -> Array:
    """Return noise between two frequencies in hertz, float32 (samples,), that repeats without a seam."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    frequencies = np.fft.rfftfreq(samples, 1 / rate)
    gain = 1 / (1 + (low / np.maximum(frequencies, 1)) ** 4) / (1 + (frequencies / high) ** 4)
    # Filtered in one circle.
    return np.fft.irfft(spectrum * gain, samples).astype(np.float32)


def unit(sound: Array) -> Array:
    """Return a sound at an RMS of 1."""
    return (sound / np.sqrt(np.mean(np.square(sound)))).astype(np.float32)


def _vinyl(samples: int, rate: int, rng: np.random.Generator) -> Array:
    hiss = unit(band(samples, rate, 400, 7000, rng)) * 0.35
    clicks = np.zeros(samples, np.float32)
    positions = rng.integers(0, samples - 40, 60)
    clicks[positions] = rng.uniform(-1, 1, 60).astype(np.float32) ** 3
    crackle = np.convolve(clicks, np.exp(-np.arange(24) / 6).astype(np.float32), "same")
    return (hiss + 18 * crackle).astype(np.float32)


def _rain(samples: int, rate: int, rng: np.random.Generator) -> Array:
    shower = unit(band(samples, rate, 900, 9000, rng))
    drops = np.zeros(samples, np.float32)
    positions = rng.integers(0, samples - 200, 700)
    drops[positions] = rng.uniform(0.2, 1, 700).astype(np.float32) ** 3 * 6
    ticks = np.convolve(drops, np.exp(-np.arange(90) / 18).astype(np.float32) * np.cos(np.arange(90) * 0.5), "same")
    return (shower * 0.8 + ticks).astype(np.float32)


def _surf(samples: int, rate: int, rng: np.random.Generator) -> Array:
    water = unit(band(samples, rate, 200, 3500, rng))
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(samples) / samples)
    return (water * (0.25 + swell**2)).astype(np.float32)

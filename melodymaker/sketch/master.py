"""The last step: compress gently, limit true peaks, land on −14 LUFS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.loudness import BLOCK, block_energy, block_peaks, integrated

if TYPE_CHECKING:
    from collections.abc import Callable

Array = np.ndarray

TARGET_LUFS = -14.0
# True peak of the limiter in dB, a little below the target of −1 dBFS: filters and rounding add some.
CEILING = -1.4
_SOME = 10 ** (0.3 / 20)
_CHUNK = BLOCK * 4096
# A limiter that works hard changes more than its curve predicts; another round corrects it.
_ROUNDS = 1


def master(
    signal: Array, rate: int, tick: Callable[[float], None], ceiling: float = CEILING, ratio: float = 1.8
) -> float:
    """Bring `signal` (2, samples) to −14 LUFS and at most −1 dB true peak, in place; return the LUFS it has then.

    The limiter keeps true peaks below `ceiling` dB; what is louder than the song's mean is held back by `ratio` before.
    """
    highest = 10 ** (ceiling / 20)
    energy = block_energy(signal, rate)
    tick(0.3)
    gentle_gain = compression(energy, rate, BLOCK, ratio=ratio)
    energy *= gentle_gain**2
    _apply(signal, gentle_gain)
    level = float(np.max(np.abs(signal))) or 1.0
    peaks = block_peaks(signal, 0.25 * level)
    tick(0.6)
    gain, curve = _solve(energy, peaks, rate, highest)
    for _ in range(2):
        achieved = integrated(energy * (gain * curve) ** 2, rate)
        if achieved > TARGET_LUFS - 0.2:
            break
        # Peaks stand in the way of loudness: press them harder before limiting again.
        strong_gain = compression(energy, rate, BLOCK, above=1.0, ratio=4.0)
        energy *= strong_gain**2
        peaks *= strong_gain
        _apply(signal, strong_gain)
        gain, curve = _solve(energy, peaks, rate, highest)
    _apply(signal, (gain * curve).astype(np.float32))
    tick(0.8)
    loudness = _verify(signal, rate, highest)
    tick(1.0)
    return loudness


def _verify(signal: Array, rate: int, ceiling: float) -> float:
    """Measure what came out and correct it, in place: the peak limit goes before the loudness.

    Returns the loudness after that.
    """
    loudness = TARGET_LUFS
    for attempt in range(_ROUNDS + 1):
        energy = block_energy(signal, rate)
        peak = float(block_peaks(signal, 0.75).max())
        requested = 10 ** ((TARGET_LUFS - integrated(energy, rate)) / 20)
        if attempt < _ROUNDS and requested * peak > ceiling * _SOME:
            gain, curve = _solve(energy, block_peaks(signal), rate, ceiling)
            _apply(signal, (gain * curve).astype(np.float32))
            continue
        given = min(requested, ceiling * _SOME / max(peak, 1e-6))
        signal *= np.float32(given)
        loudness = TARGET_LUFS + 20 * float(np.log10(given / requested))
        break
    return loudness


def _solve(energy: Array, peaks: Array, rate: int, ceiling: float) -> tuple[float, Array]:
    """Return the gain and the limiter's curve that together come closest to the loudness.

    Each round adds what is missing; the limiter gives back a part, so a few rounds suffice.
    """
    gain = 1.0
    curve = np.ones(len(energy), np.float32)
    for _ in range(8):
        missing = TARGET_LUFS - integrated(energy * (gain * curve) ** 2, rate)
        if abs(missing) < 0.02:
            break
        gain *= 10 ** (min(60.0, max(-60.0, missing)) / 20)
        curve = _limiter(peaks * gain, rate, ceiling)
    return gain, curve


def _limiter(peaks: Array, rate: int, ceiling: float) -> Array:
    """Return a gain for each block that keeps `peaks` under the ceiling.

    The lowest gain of ±`reach` blocks, then its mean over as many: it falls before the peak
    comes and can never be above what the peak needs.
    """
    need = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    if need.min() >= 1.0:
        return need
    reach = max(2, int(0.004 * rate / BLOCK))
    padded = np.pad(need, reach, mode="edge")
    lowest = need.copy()
    for shift in range(2 * reach + 1):
        np.minimum(lowest, padded[shift : shift + len(need)], out=lowest)
    lowest = _released(lowest, rate / BLOCK, 0.08)
    half = reach - 1
    sums = np.concatenate([[0.0], np.cumsum(np.pad(lowest, half, mode="edge"), dtype=np.float64)])
    width = 2 * half + 1
    return ((sums[width:] - sums[:-width]) / width).astype(np.float32)


def compression(energy: Array, rate: int, block: int, above: float = -2.0, ratio: float = 1.8) -> Array:
    """Return a gentle gain for each block of so many samples: what is louder than the song's mean is held back."""
    mean = float(energy[energy > 0].mean()) if (energy > 0).any() else 1.0
    width = max(1, int(0.03 * rate / block))
    sums = np.concatenate([[0.0], np.cumsum(energy, dtype=np.float64)])
    edges = np.arange(len(energy))
    low = np.maximum(0, edges - width)
    high = np.minimum(len(energy), edges + width)
    level = 10 * np.log10(np.maximum((sums[high] - sums[low]) / (high - low), 1e-12) / mean)
    excess = np.maximum(0.0, level - above)
    gain = 10 ** (-excess * (1 - 1 / ratio) / 20)
    return _released(gain.astype(np.float32), rate / block, 0.18)


def _released(curve: Array, blocks: float, seconds: float) -> Array:
    """Return a curve of so many blocks a second rising again no faster than an exponential of `seconds`."""
    keep = float(np.exp(-1 / (blocks * seconds)))
    values = curve.tolist()
    current = values[0]
    for index, value in enumerate(values):
        current = value if value < current else value + (current - value) * keep
        values[index] = current
    return np.array(values, np.float32)


def _apply(signal: Array, curve: Array) -> None:
    """Multiply each channel by a gain given at the middle of each block, in place."""
    samples = signal.shape[1]
    middles = np.arange(len(curve), dtype=np.float64) * BLOCK + BLOCK / 2
    for start in range(0, samples, _CHUNK):
        end = min(samples, start + _CHUNK)
        gain = np.interp(np.arange(start, end), middles, curve).astype(np.float32)
        signal[:, start:end] *= gain

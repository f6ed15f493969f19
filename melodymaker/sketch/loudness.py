"""Loudness and true peak as ITU-R BS.1770-4 measures them, in blocks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

Array = np.ndarray

# Samples in a block of the energy and peak curves that the master works on.
BLOCK = 64
_FFT = 1 << 15


@lru_cache(maxsize=4)
def _k_weight(size: int, rate: int) -> Array:
    """Return the magnitude of the K-weighting filter at the FFT's frequencies.

    High shelf and high pass of BS.1770-4 annex 1 in the parametric form of De Man (2014),
    which gives the standard's coefficients at 48 kHz.
    """
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / rate)
    gain = 3.99984385397
    quality = 0.7071752369554193
    corner = 1681.9744509555319
    k = np.tan(np.pi * corner / rate)
    high = 10 ** (gain / 20)
    band = high**0.499666774155
    a0 = 1 + k / quality + k * k
    shelf = (
        (high + band * k / quality + k * k) / a0
        + 2 * (k * k - high) / a0 * z
        + (high - band * k / quality + k * k) / a0 * z**2
    ) / (1 + 2 * (k * k - 1) / a0 * z + (1 - k / quality + k * k) / a0 * z**2)
    quality = 0.5003270373253953
    corner = 38.13547087613982
    k = np.tan(np.pi * corner / rate)
    a0 = 1 + k / quality + k * k
    passing = (1 - 2 * z + z**2) / (1 + 2 * (k * k - 1) / a0 * z + (1 - k / quality + k * k) / a0 * z**2)
    return np.abs(shelf * passing).astype(np.float32)


def block_energy(signal: Array, rate: int) -> Array:
    """Return the K-weighted energy (sum over channels and samples) of each block of 64 samples."""
    weight = _k_weight(_FFT, rate)
    margin = _FFT // 16
    hop = _FFT - 2 * margin
    samples = signal.shape[-1]
    blocks = -(-samples // BLOCK)
    energy = np.zeros(blocks, np.float32)
    for channel in np.atleast_2d(signal):
        for start in range(0, samples, hop):
            # Zero phase: only energies are read, and the margins keep the wrap-around out.
            begin = start - margin
            end = start + hop + margin
            piece = channel[max(0, begin) : min(samples, end)]
            if begin < 0 or end > samples:
                piece = np.pad(piece, (max(0, -begin), max(0, end - samples)))
            weighted = np.fft.irfft(np.fft.rfft(piece) * weight, _FFT)[margin : margin + hop]
            sums = np.square(weighted).reshape(-1, BLOCK).sum(axis=1)
            first = start // BLOCK
            sums = sums[: blocks - first]
            energy[first : first + len(sums)] += sums
    return energy


def integrated(energy: Array, rate: int) -> float:
    """Return the gated loudness in LUFS of a curve from `block_energy` (BS.1770-4, 400 ms, 75 %)."""
    total = np.concatenate([[0.0], np.cumsum(energy, dtype=np.float64)])
    window = 0.4 * rate / BLOCK
    starts = np.arange(0, max(1.0, len(energy) - window + 1), window / 4).astype(int)
    ends = np.minimum(len(energy), starts + round(window))
    power = (total[ends] - total[starts]) / (round(window) * BLOCK)
    loud = power > 10 ** ((-70 + 0.691) / 10)
    if not loud.any():
        return -70.0
    gate = power[loud].mean() * 10 ** (-1.0)
    return float(-0.691 + 10 * np.log10(power[loud & (power > gate)].mean()))


@lru_cache(maxsize=1)
def _phases() -> Array:
    """Return the three interpolating phases of a 4× oversampling filter, 16 taps each."""
    taps = 16
    steps = np.arange(taps) - taps / 2 + 1
    rows = []
    for phase in (0.25, 0.5, 0.75):
        offset = steps - phase
        window = 0.5 + 0.5 * np.cos(np.pi * offset / (taps / 2))
        row = np.sinc(offset) * window
        rows.append(row / row.sum())
    return np.array(rows, np.float32)


def block_peaks(signal: Array, floor: float = 0.0) -> Array:
    """Return the true peak (4× oversampled) of each block of 64 samples over all channels.

    Where every sample within the neighbourhood is below `floor`, the sample peak stands in.
    """
    samples = signal.shape[-1]
    blocks = -(-samples // BLOCK)
    peaks = np.zeros(blocks, np.float32)
    step = BLOCK * 32
    for channel in np.atleast_2d(signal):
        for start in range(0, samples, step):
            piece = channel[max(0, start - BLOCK) : start + step + BLOCK]
            lead = min(start, BLOCK)
            own = _block_max(np.abs(channel[start : start + step]))
            if own.max(initial=0) > floor:
                for row in _phases():
                    between = np.abs(np.convolve(piece, row[::-1], "same"))
                    own = np.maximum(own, _block_max(between[lead : lead + len(own) * BLOCK])[: len(own)])
            first = start // BLOCK
            peaks[first : first + len(own)] = np.maximum(peaks[first : first + len(own)], own)
    return peaks


def _block_max(values: Array) -> Array:
    short = -len(values) % BLOCK
    if short:
        values = np.pad(values, (0, short))
    return values.reshape(-1, BLOCK).max(axis=1)

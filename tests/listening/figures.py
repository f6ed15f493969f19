"""The figures of a finished mix that can be compared with published ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyloudnorm

Array = np.ndarray

OCTAVES = (63, 125, 250, 500, 1000, 2000, 4000, 8000)
# Where number-one records fall evenly: Pestana et al. 2013.
EVEN = (125, 250, 500, 1000, 2000, 4000)
_BLOCK = 1 << 15
_BASS = 120.0


@dataclass(frozen=True)
class MixFigures:
    """What is measured of a mix.

    `loudness` is in LUFS, `crest` the highest sample over the RMS in dB, `range` the loudness range of EBU Tech 3342 in LU,
    `slope` the fall of the spectrum from 100 to 4,000 Hz in dB an octave, `octaves` the power of each octave beside a
    spectrum that falls by 5 dB an octave, in dB, `correlation` that of both channels, −1 … 1, and `bass` the difference
    of the channels beside their sum below 120 Hz, in dB.
    """

    loudness: float
    crest: float
    range: float
    slope: float
    octaves: dict[int, float]
    correlation: float
    bass: float


def measure(sound: Array, rate: int) -> MixFigures:
    """Return the figures of a mix, float of shape (2, samples)."""
    meter = pyloudnorm.Meter(rate)
    wave = np.ascontiguousarray(sound.T, np.float64)
    frequencies, middle, side = _spectra(sound, rate)
    low = frequencies < _BASS
    return MixFigures(
        loudness=float(meter.integrated_loudness(wave)),
        crest=float(20 * np.log10(np.abs(wave).max() / np.sqrt(np.mean(wave**2)))),
        range=float(meter.loudness_range(wave)),
        slope=_slope(frequencies, middle + side),
        octaves=_octaves(frequencies, middle + side),
        correlation=float(
            wave[:, 0] @ wave[:, 1] / max(1e-12, np.linalg.norm(wave[:, 0]) * np.linalg.norm(wave[:, 1]))
        ),
        bass=_decibels(side[low].sum() / middle[low].sum()),
    )


def _spectra(sound: Array, rate: int) -> tuple[Array, Array, Array]:
    """Return frequencies and the mean power of the channels' half sum and half difference at each."""
    window = np.hanning(_BLOCK)
    power = np.zeros((2, _BLOCK // 2 + 1))
    for start in range(0, sound.shape[1] - _BLOCK + 1, _BLOCK // 2):
        left, right = sound[:, start : start + _BLOCK] * window
        power += np.abs(np.fft.rfft(np.stack([left + right, left - right]) / 2, axis=1)) ** 2
    return np.fft.rfftfreq(_BLOCK, 1 / rate), power[0], power[1]


def _slope(frequencies: Array, power: Array) -> float:
    centres = 100 * 2 ** (np.arange(17) / 3)
    density = [
        power[(frequencies >= centre / 2 ** (1 / 6)) & (frequencies < centre * 2 ** (1 / 6))].mean()
        for centre in centres
    ]
    return float(np.polyfit(np.log2(centres), 10 * np.log10(density), 1)[0])


def _octaves(frequencies: Array, power: Array) -> dict[int, float]:
    root = 2**0.5
    levels = {
        octave: _decibels(power[(frequencies >= octave / root) & (frequencies < octave * root)].mean())
        + 5 * np.log2(octave / 1000)
        for octave in OCTAVES
    }
    mean = np.mean([levels[octave] for octave in EVEN])
    return {octave: float(level - mean) for octave, level in levels.items()}


def _decibels(ratio: float) -> float:
    return float(10 * np.log10(max(ratio, 1e-12)))

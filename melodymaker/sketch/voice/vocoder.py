"""Decoded frames made to sound: pulses at the sung pitch and noise, filtered by the voice's envelopes.

Sound is made in 50 ms windows of a virtual 24 kHz, and put out at 48 kHz by inverse transforms of another size: so the
rate changes, and with a longer hop the formants go down, in one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.voice.layout import FRAME
from melodymaker.sketch.voice.network import BINS
from melodymaker.sketch.voice.pitch import smooth

if TYPE_CHECKING:
    from melodymaker.sketch.voice.layout import Layout
    from melodymaker.sketch.voices import Singer

Array = np.ndarray

RATE = 48_000
_VIRTUAL_RATE = 24_000
_BIN_HERTZ = 20.0
_WINDOW = 1200
_HOP = 300
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)
_TOP_HERTZ = 11_000.0
_LOUDEST = 7.0
_QUIETEST = -9.0
# Bins that the 8-bit weights of the model's last layer left without a sensible level.
_DEAD = (51, 79, 99, 154, 159, 178, 208, 212, 231, 256)
# Above the trained band its top is mirrored, falling by so many dB.
_AIR = (-5.0, -32.0)
_MOST_AIR = 300


@dataclass(frozen=True)
class Colour:
    """How one voice of several sounds: cents off, seconds late, its level, dB around 3 kHz and dB of breath."""

    detune: float = 0.0
    late: float = 0.0
    level: float = 1.0
    presence: float = 2.5
    breath: float = -14.0


@dataclass(frozen=True)
class Spectra:
    """A decoded phrase, mended: what its pulses and its noise are filtered with, each [frames, 601]."""

    filter: Array
    noise: Array
    level: Array


def spectra_of(envelope: Array, noise: Array, layout: Layout, singer: Singer) -> Spectra:
    """Return a phrase's spectra with the levels of its vowels evened out."""
    mended = _mended(envelope)
    magnitude = np.exp(np.minimum(mended, _LOUDEST))
    phase = _minimum_phase(np.maximum(mended, _QUIETEST))
    filtered = np.empty(mended.shape, np.complex64)
    filtered.real = magnitude * np.cos(phase)
    filtered.imag = magnitude * np.sin(phase)
    hiss = np.exp(np.minimum(_mended(noise), _LOUDEST))
    return Spectra(filtered, hiss, layout.gain * _evening(envelope, layout, singer))


def sound(
    layout: Layout, spectra: Spectra, singer: Singer, colour: Colour, rng: np.random.Generator
) -> tuple[int, Array]:
    """Return the sample of the song at which the phrase begins, and its samples at 48 kHz."""
    count = len(spectra.filter)
    rate = _VIRTUAL_RATE * singer.size
    times = layout.start + np.arange(count * _HOP) / rate
    pitch = np.interp(times, layout.times, layout.hertz) * 2 ** (colour.detune / 1200)
    voiced = np.convolve(np.pad(layout.voiced.astype(np.float32), 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    voiced_samples = np.interp(np.arange(count * _HOP) / _HOP, np.arange(count), voiced).astype(np.float32)
    phase = np.cumsum(np.maximum(pitch, 60.0) / rate) % 1.0 * (2 * np.pi)
    pulses = _pulses(pitch, phase, _TOP_HERTZ * singer.size) * voiced_samples
    mixed = _transformed(pulses, count)
    mixed *= np.float32(1 / _HOP)
    mixed *= spectra.filter
    # In voiced stretches the hiss breathes with the glottis.
    hiss = rng.standard_normal(count * _HOP, np.float32)
    hiss *= 1 + 0.5 * voiced_samples * np.cos(phase).astype(np.float32)
    mixed += _transformed(hiss, count) * (spectra.noise * _noise_levels(voiced, singer, colour))
    mixed *= _equaliser(singer, colour)
    mixed *= spectra.level[:, None].astype(np.float32)
    start = round((layout.start + colour.late) * RATE) - 2 * singer.hop
    return start, _overlapped(mixed, singer.hop) * np.float32(colour.level)


def breath(rng: np.random.Generator, seconds: float) -> Array:
    """Return an indrawn breath at 48 kHz with a level of 1: hiss with the colour of an open throat."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequencies = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20)
    shape = np.zeros(len(frequencies))
    for centre, width, level in ((1500, 0.35, 1.0), (2700, 0.3, 0.8), (4800, 0.5, 0.5), (9000, 0.6, 0.18)):
        shape += level * np.exp(-((np.log2(frequencies / centre) / width) ** 2))
    wave = np.fft.irfft(spectrum * shape, count)
    share = np.linspace(0, 1, count)
    wave *= smooth(share / 0.75) * smooth((1 - share) / 0.22)
    return (wave / np.sqrt(np.mean(wave**2))).astype(np.float32)


def _mended(spectra: Array) -> Array:
    """Give dead bins their neighbours' level, and smooth over five bins."""
    spectra = spectra.copy()
    for dead in _DEAD:
        spectra[:, dead] = 0.5 * (spectra[:, dead - 1] + spectra[:, dead + 1])
    weights = np.hanning(7)[1:-1].astype(np.float32)
    weights /= weights.sum()
    padded = np.pad(spectra, ((0, 0), (2, 2)), mode="edge")
    found = weights[0] * padded[:, :BINS]
    for index in range(1, 5):
        found += weights[index] * padded[:, index : index + BINS]
    return found


def _minimum_phase(logarithms: Array) -> Array:
    """Return the phases of a filter that rings no longer than it must, by the folded cepstrum."""
    cepstrum = np.fft.irfft(logarithms, _WINDOW, axis=1)
    cepstrum[:, 1 : _WINDOW // 2] *= 2
    cepstrum[:, _WINDOW // 2 + 1 :] = 0
    return np.fft.rfft(cepstrum, axis=1).imag


def _pulses(pitch: Array, phase: Array, top: float) -> Array:
    """Return one band-limited pulse a period: all harmonics up to `top`, in closed form."""
    order = np.floor(top / np.maximum(pitch, 60.0)) + 0.5
    below = 2 * np.sin(phase / 2)
    near = np.abs(below) < 2e-3
    wave = np.sin(order * phase) / np.where(near, 1, below)
    return (np.where(near, order, wave) - 0.5).astype(np.float32)


def _transformed(wave: Array, count: int) -> Array:
    padded = np.pad(wave, _WINDOW // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][:count]
    return np.fft.rfft(windows * _HANN, axis=1).astype(np.complex64)


def _noise_levels(voiced: Array, singer: Singer, colour: Colour) -> Array:
    """Return how much of the noise is heard, [frames, 601]: little under a voice, more of it above 4 kHz."""
    frequencies = np.maximum(np.arange(BINS) * _BIN_HERTZ * singer.size, 20)
    under = np.interp(np.log2(frequencies), np.log2([1500, 4000]), [colour.breath, colour.breath / 2])
    alone = np.where(frequencies > 4500, -4.0, 0.0)
    share = voiced[:, None].astype(np.float32)
    levels = share * (10 ** (under / 20)).astype(np.float32) + (1 - share) * (10 ** (alone / 20)).astype(np.float32)
    levels /= np.float32(np.sqrt(np.sum(_HANN**2)))
    return levels


def _equaliser(singer: Singer, colour: Colour) -> Array:
    frequencies = np.maximum(np.arange(BINS) * _BIN_HERTZ * singer.size, 20)
    decibels = colour.presence * np.exp(-((np.log2(frequencies / 3000) / 0.7) ** 2))
    decibels -= 18 * np.maximum(0, np.log2(100 / frequencies))
    return (10 ** (decibels / 20)).astype(np.float32)


def _evening(envelope: Array, layout: Layout, singer: Singer) -> Array:
    """Return gains that halve the differences of level between vowels; other sounds keep theirs."""
    frequencies = np.arange(BINS) * _BIN_HERTZ * singer.size
    band = envelope[:, (frequencies > 200) & (frequencies < 5000)]
    times = layout.start + np.arange(len(envelope)) * FRAME / singer.size
    pitch = np.interp(times, layout.times, layout.hertz)
    level = 10 * np.log10(np.exp(2 * np.minimum(band, _LOUDEST)).mean(1) * 200 / pitch + 1e-6)
    level = np.convolve(np.pad(level, 2, mode="edge"), np.ones(5) / 5, "valid")
    sung = level[layout.vowel > 0.9]
    usual = np.mean(sung if len(sung) else level)
    return 10 ** (np.clip(0.5 * (usual - level), -5, 5) * layout.vowel / 20)


def _overlapped(frames: Array, hop: int) -> Array:
    """Return the samples at 48 kHz of frames [count, 601] that overlap four times."""
    count = len(frames)
    size = 4 * hop
    spectrum = np.zeros((count, 2 * hop + 1), np.complex64)
    spectrum[:, :BINS] = frames
    air = min(_MOST_AIR, 2 * hop - BINS)
    falling = (10 ** (np.linspace(*_AIR, air) / 20)).astype(np.float32)
    spectrum[:, BINS : BINS + air] = frames[:, BINS - 2 : BINS - 2 - air : -1] * falling
    waves = np.fft.irfft(spectrum, size, axis=1).astype(np.float32)
    waves *= ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)) * hop / _HOP / 1.5).astype(np.float32)
    out = np.zeros((count + 3, hop), np.float32)
    for part in range(4):
        out[part : part + count] += waves[:, part * hop : (part + 1) * hop]
    return out.reshape(-1)

"""Filtering by FFT in blocks, so that memory stays flat for any length."""

from __future__ import annotations

import numpy as np

Array = np.ndarray

_BASS = 3.5
_THICKNESS = 1.5
_FALL = 3.5


def convolve(signal: Array, kernel: Array) -> Array:
    """Return `signal` (samples,) convolved with `kernel`, as long as the signal; float32.

    Overlap-add: Oppenheim & Schafer, Discrete-Time Signal Processing, 8.7.
    """
    taps = len(kernel)
    size = 1 << max(14, (4 * taps - 1).bit_length())
    hop = size - taps + 1
    spectrum = np.fft.rfft(kernel.astype(np.float32), size)
    out = np.zeros(len(signal), np.float32)
    for start in range(0, len(signal), hop):
        block = signal[start : start + hop]
        piece = np.fft.irfft(np.fft.rfft(block, size) * spectrum, size)
        end = min(len(signal), start + len(block) + taps - 1)
        out[start:end] += piece[: end - start]
    return out


def filter_in_place(signal: Array, kernel: Array) -> None:
    """Filter each channel of `signal` (channels, samples) with a linear-phase kernel, undelayed."""
    delay = (len(kernel) - 1) // 2
    for channel in signal:
        filtered = convolve(channel, kernel)
        channel[:-delay] = filtered[delay:]
        channel[-delay:] = 0


def tone_kernel(rate: int, bright: float, treble: float = 0.0, taps: int = 4095) -> Array:
    """Return a linear-phase kernel that tilts the tone and removes what lies below 28 Hz.

    `bright` −1 is as dark as an old cassette, 0 leaves the tone, 1 is crisp; `treble` is dB an octave above 4 kHz.
    """
    frequencies = np.fft.rfftfreq(16384, 1 / rate)
    octaves = np.log2(np.maximum(frequencies, 20) / 1000)
    decibels = np.clip(octaves, -4, 3.5) * (0.9 * bright + 0.1)
    # Samples are recorded near and alone: together they are thick around 300 Hz and thin below 150 Hz.
    decibels += _BASS / (1 + (frequencies / 150) ** 4) - _THICKNESS * np.exp(-((octaves + 1.6) ** 2) / 0.9)
    # Above 4 kHz records fall more steeply.
    decibels += (treble - _FALL) * np.clip(octaves - 2, 0, 2)
    # A cassette also loses its top altogether.
    if bright < -0.3:
        corner = 11_000 * 2 ** (1.6 * (bright + 0.3))
        decibels -= 12 * np.maximum(0, np.log2(np.maximum(frequencies, 20) / corner))
    gain = 10 ** (decibels / 20) * np.clip((frequencies - 18) / 16, 0, 1)
    impulse = np.fft.fftshift(np.fft.irfft(gain))
    middle = len(impulse) // 2
    half = taps // 2
    return (impulse[middle - half : middle + half + 1] * np.hanning(taps)).astype(np.float32)


def side_kernel(rate: int, tone: Array, middle_below: float, wider: float, air: float) -> Array:
    """Return a tone kernel for the difference of the channels.

    Nothing of the bass, `wider` dB more of the rest, and of the treble `air` dB more still.
    """
    size = 16384
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    high = 1 / (1 + (middle_below / np.maximum(frequencies, 1)) ** 4)
    shelf = 10 ** (wider / 20) * 10 ** (air / 20 / (1 + (3000 / np.maximum(frequencies, 1)) ** 2))
    response = np.fft.rfft(np.pad(tone, (0, size - len(tone))))
    return np.fft.irfft(response * high * shelf)[: len(tone)].astype(np.float32)


def reverb_impulse(rate: int, seconds: float, dark: float, rng: np.random.Generator) -> Array:
    """Return a synthetic room, float32 (2, samples): noise that decays, the treble sooner.

    `seconds` is the time to −60 dB. Energy is 1 in each channel. After Moorer, About This
    Reverberation Business (1979): exponentially decaying noise.
    """
    length = int(rate * min(seconds * 1.05, 3.6))
    time = np.arange(length, dtype=np.float32) / rate
    rooms = []
    for _ in range(2):
        bright = rng.standard_normal(length).astype(np.float32)
        width = 1 + int(rate / 4000 * (1 + 2 * dark))
        soft = np.convolve(bright, np.ones(width, np.float32) / np.sqrt(width), "same")
        decay = np.float32(-6.91 / seconds)
        room = soft * np.exp(decay * time) + 0.6 * bright * np.exp(decay * (2.5 + dark) * time)
        # A diffuse onset and no bass: the low end of a mix stays dry.
        room *= np.minimum(1, time / 0.012)
        low = np.convolve(room, np.ones(401, np.float32) / 401, "same")
        room -= low
        rooms.append(room / np.sqrt(np.sum(room**2)))
    # Walls are shared: a third of each side is heard on the other, which keeps a centre.
    rooms = [0.92 * rooms[0] + 0.38 * rooms[1], 0.92 * rooms[1] + 0.38 * rooms[0]]
    delay = np.zeros((2, int(rate * 0.018)), np.float32)
    return np.concatenate([delay, np.stack(rooms)], axis=1).astype(np.float32)

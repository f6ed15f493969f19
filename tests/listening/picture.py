"""A picture of a song: the spectrogram of the whole, and the lead's pitch on the notes that it has to sing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from melodymaker.sketch.voice.phrasing import SungNote

Array = np.ndarray

_PIXELS_A_SECOND = 20
_LOWEST = 50.0
_OCTAVES = 8
_PIXELS_AN_OCTAVE = 48
_BLOCK = 8192
_DEPTH = 70.0
_PIXELS_A_SEMITONE = 10
_MARGIN = 40
NOTE = (90, 130, 220)
PITCH = (255, 140, 60)
_INK = (210, 210, 210)


def draw(
    path: Path, title: str, mix: Array, rate: int, notes: Sequence[SungNote], pitch: tuple[Array, Array] | None
) -> None:
    """Write a PNG of a mix (2, samples), of notes, and of the pitch sung: seconds and hertz, 0 where there is none."""
    spectrogram = _spectrogram(mix.mean(axis=0), rate)
    low = min((note.pitch for note in notes), default=60) - 3
    high = max((note.pitch for note in notes), default=72) + 3
    staff = (high - low) * _PIXELS_A_SEMITONE
    top = _MARGIN + spectrogram.shape[0] + _MARGIN
    image = Image.new("RGB", (_MARGIN + spectrogram.shape[1], top + staff + _MARGIN), (18, 18, 20))
    image.paste(Image.fromarray(_coloured(spectrogram)), (_MARGIN, _MARGIN))
    pen = ImageDraw.Draw(image)
    pen.text((_MARGIN, 12), title, _INK)
    for octave in range(_OCTAVES + 1):
        height = _MARGIN + spectrogram.shape[0] - octave * _PIXELS_AN_OCTAVE
        pen.text((4, height - 6), f"{_LOWEST * 2**octave:.0f}", _INK)

    def height_of(semitone: float) -> float:
        return top + (high - semitone) * _PIXELS_A_SEMITONE

    for note in notes:
        begin, end = (_MARGIN + second * _PIXELS_A_SECOND for second in (note.start, note.end))
        pen.rectangle((begin, height_of(note.pitch) - 4, end, height_of(note.pitch) + 4), NOTE)
    for semitone in range(low, high + 1, 4):
        pen.text((4, height_of(semitone) - 6), str(semitone), _INK)
    for second, hertz in zip(*(pitch or ([], [])), strict=True):
        semitone = 69 + 12 * np.log2(hertz / 440) if hertz else 0.0
        if low <= semitone <= high:
            pen.point((_MARGIN + second * _PIXELS_A_SECOND, height_of(semitone)), PITCH)
    for second in range(0, int(mix.shape[1] / rate) + 1, 5):
        pen.text((_MARGIN + second * _PIXELS_A_SECOND, top + staff + 8), str(second), _INK)
    image.save(path)


def _spectrogram(wave: Array, rate: int) -> Array:
    """Return the level at each pixel, 0 … 1, the highest frequencies in the first row."""
    heights = _LOWEST * 2 ** (np.arange(_OCTAVES * _PIXELS_AN_OCTAVE)[::-1] / _PIXELS_AN_OCTAVE)
    bins = np.round(heights * _BLOCK / rate).astype(int)
    window = np.hanning(_BLOCK)
    columns = [
        np.abs(np.fft.rfft(wave[start : start + _BLOCK] * window))[bins]
        for start in range(0, len(wave) - _BLOCK, rate // _PIXELS_A_SECOND)
    ]
    level = 20 * np.log10(np.maximum(np.array(columns).T, 1e-9))
    return np.clip((level - level.max()) / _DEPTH + 1, 0, 1)


def _coloured(level: Array) -> Array:
    """Return a level as dark violet to light yellow."""
    stops = np.array([[10, 8, 20], [70, 20, 100], [190, 60, 90], [250, 150, 60], [255, 250, 200]])
    return np.stack([np.interp(level, np.linspace(0, 1, 5), stops[:, part]) for part in range(3)], axis=2).astype(
        np.uint8
    )

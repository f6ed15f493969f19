"""Sound as files, FLAC and MP3, and the levels that a waveform is drawn from."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import lameenc
import numpy as np
import soundfile

Array = np.ndarray

PEAKS = 160
_BLOCK_SECONDS = 4
_MP3_KBPS = 192


def write_flac_and_mp3(
    sound: Array,
    rate: int,
    flac: Path,
    mp3: Path,
    rng: np.random.Generator,
    *,
    mp3_quality: int,
    dithered: bool = True,
    report: Callable[[float], None] = lambda _part: None,
) -> None:
    """Write float sound (2, samples) as 16-bit FLAC and 192 kbit/s MP3.

    `rng` makes the dither, so that a seed makes the same files; undithered, what was 16-bit before is so again, sample
    for sample. `mp3_quality` is LAME's: 2 is its best, 7 its fastest, and at this bit rate the difference is not heard.
    `report` receives the part that is written, up to 1.
    """
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(_MP3_KBPS)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(2)
    encoder.set_quality(mp3_quality)
    encoder.silence()
    written = 0
    with soundfile.SoundFile(flac, "w", rate, 2, "PCM_16", format="FLAC") as master, mp3.open("wb") as stream:
        for block in _sixteen_bit(sound, rate, rng if dithered else None):
            master.write(block)
            stream.write(encoder.encode(block.tobytes()))
            written += len(block)
            report(written / sound.shape[1])
        stream.write(encoder.flush())


def waveform_peaks(sound: Array) -> list[float]:
    """160 levels of the waveform from 0 to 1: the power of each stretch, next to the loudest one's.

    Power adds contrast: a mastered song has the same peaks everywhere, but a listener looks for the quiet verse and
    the loud chorus.
    """
    edges = np.linspace(0, sound.shape[1], PEAKS + 1).astype(int)
    powers = np.array([np.square(sound[:, low:high]).mean() if high > low else 0.0 for low, high in pairwise(edges)])
    loudest = powers.max() or 1.0
    return [round(float(power / loudest), 3) for power in powers]


def _sixteen_bit(sound: Array, rate: int, rng: np.random.Generator | None) -> Iterator[Array]:
    """Blocks of a few seconds as int16 (samples, 2), with triangular dither if there is a generator."""
    step = rate * _BLOCK_SECONDS
    for start in range(0, sound.shape[1], step):
        block = sound[:, start : start + step].T * np.float32(32767)
        if rng:
            dither = rng.random(block.shape, np.float32) - rng.random(block.shape, np.float32)
            # Digital silence stays silent.
            block += dither * (block != 0)
        yield np.clip(np.round(block), -32768, 32767).astype(np.int16)

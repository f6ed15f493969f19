"""A take's sound, trimmed, mastered and written; and sources of remixes read back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile
from scipy.signal import resample_poly

from gpu.contract import ErrorCode
from gpu.errors import ServiceError, model_failed
from gpu.loudness import loudness, master
from song_files.encoding import waveform_peaks, write_flac_and_mp3

Array = np.ndarray

FADE_SECONDS = 3.0

_MP3_QUALITY = 5
# Below −60 dB nothing is audible.
_SILENCE = 10 ** (-60 / 20)
_LEAD_SECONDS = 0.05
_TAIL_SECONDS = 1.0
_SHORTEST_SECONDS = 1.0
_LONGEST_SECONDS = 600.0


@dataclass(frozen=True)
class Finished:
    """What is known of a take once its files are written."""

    duration: float
    loudness: float
    peaks: list[float]


def write_take(
    sound: Array, rate: int, flac: Path, mp3: Path, seed: int, *, spliced: Literal["", "repaint", "extend"] = ""
) -> Finished:
    """Trim, master and encode (2, samples) as 16-bit FLAC and 192 kbit/s MP3; raises ServiceError for silence.

    What is spliced into a source has the source's level already, and only an extension's new end fades: the rest of the
    source stays as it is, sample for sample.
    """
    audible = trimmed(sound, rate)
    if spliced == "extend":
        sound = faded(sound, rate, begin=False)
    elif not spliced:
        sound = master(faded(audible, rate), rate)
    dither = np.random.default_rng(seed)
    write_flac_and_mp3(sound, rate, flac, mp3, dither, mp3_quality=_MP3_QUALITY, dithered=not spliced)
    return Finished(round(sound.shape[1] / rate, 3), round(loudness(sound, rate), 2), waveform_peaks(sound))


def trimmed(sound: Array, rate: int) -> Array:
    """The sound without the silence around it; raises ServiceError when there is nothing else."""
    audible = np.flatnonzero(np.abs(sound).max(axis=0) > _SILENCE)
    if len(audible) < _SHORTEST_SECONDS * rate / 10:
        message = "The music model made no sound this time."
        raise model_failed(message)
    begin = max(0, audible[0] - round(_LEAD_SECONDS * rate))
    return sound[:, begin : audible[-1] + round(_TAIL_SECONDS * rate)]


def faded(sound: Array, rate: int, *, begin: bool = True) -> Array:
    """The sound without clicks at its ends; one that stops in full swing fades out, over at most a tenth of it."""
    samples = sound.shape[1]
    ending = float(np.sqrt(np.square(sound[:, -rate // 2 :]).mean()))
    overall = float(np.sqrt(np.square(sound).mean()))
    seconds = min(FADE_SECONDS, samples / rate / 10) if ending > overall / 10 else 0.05
    curve = np.ones(samples, np.float32)
    rise = min(samples, round(0.005 * rate)) if begin else 0
    fall = min(samples, round(seconds * rate))
    curve[:rise] = np.linspace(0, 1, rise)
    curve[samples - fall :] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return sound * curve


def read_source(path: Path, rate: int) -> Array:
    """The sound in a file as float32 (2, samples) at the rate; raises ServiceError when it is none, or too long."""
    unreadable = ServiceError(ErrorCode.SOURCE_UNREADABLE, "The source is no audio that can be read.", field="source")
    try:
        with soundfile.SoundFile(path) as file:
            seconds = file.frames / file.samplerate
            if not _SHORTEST_SECONDS <= seconds <= _LONGEST_SECONDS:
                message = "The source must last from one second to ten minutes."
                raise ServiceError(ErrorCode.SOURCE_UNREADABLE, message, field="source")
            own = file.samplerate
            # As it was written: the greatest sample is 1, so that what stays of a source comes back as it was.
            sixteen = file.subtype == "PCM_16"
            sound = file.read(dtype="int16" if sixteen else "float32", always_2d=True).T
            sound = sound / np.float32(32767 if sixteen else 1)
    except soundfile.LibsndfileError as error:
        raise unreadable from error
    if sound.size == 0 or not np.isfinite(sound).all():
        raise unreadable
    stereo = sound[:2] if len(sound) > 1 else np.repeat(sound, 2, axis=0)
    if own != rate:
        common = np.gcd(own, rate)
        stereo = resample_poly(stereo, rate // common, own // common, axis=1)
    return np.ascontiguousarray(stereo, np.float32)

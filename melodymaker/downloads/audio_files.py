"""Sound files on their way out: whether they are whole, and masters as WAV."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from melodymaker.errors import FileUnreadable

BLOCK = 256 * 1024
# An MP3 may be a little shorter or longer than its song.
_TOLERANCE = 0.5
# Whose headers tell their length. For an MP3 the sound library guesses it from the file's size, labels included.
_TELL_LENGTH = {"FLAC", "WAV"}
# What it says where a FLAC does not tell its length.
_UNKNOWN = 2**60


def check_whole(path: Path, seconds: float) -> None:
    """Decode the file to its end.

    Raises FileUnreadable when it is shorter than it says, or than its song, which lasts this many seconds; and
    soundfile.SoundFileError when it is damaged.
    """
    with soundfile.SoundFile(path) as sound:
        _check_length(sound, sum(len(block) for block in _blocks(sound)), seconds)


def write_wav(master: Path, path: Path, seconds: float) -> None:
    """Write the master as WAV, of the same rate and depth; raises as `check_whole` does."""
    frames = 0
    with soundfile.SoundFile(master) as sound:
        with soundfile.SoundFile(path, "w", sound.samplerate, sound.channels, sound.subtype, format="WAV") as wav:
            for block in _blocks(sound):
                wav.write(block)
                frames += len(block)
        _check_length(sound, frames, seconds)


def _blocks(sound: soundfile.SoundFile) -> Iterator[np.ndarray]:
    # Not SoundFile.blocks, which fills up what an incomplete file lacks with whatever is in its memory.
    while len(block := sound.read(BLOCK, dtype="int32", always_2d=True)):
        yield block


def _check_length(sound: soundfile.SoundFile, frames: int, seconds: float) -> None:
    tells = sound.format in _TELL_LENGTH and sound.frames < _UNKNOWN
    announced = sound.frames if tells else 0
    if not frames or frames < announced or frames / sound.samplerate < seconds - _TOLERANCE:
        raise FileUnreadable

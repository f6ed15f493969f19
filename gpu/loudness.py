"""The last step of a take's sound: −14 LUFS, and no true peak above −1 dB."""

import numpy as np
import pyloudnorm
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

Array = np.ndarray

TARGET_LUFS = -14.0
# A little below −1 dB, since MP3 adds some; in amplitude.
CEILING = 10 ** (-1.3 / 20)
_LOOKAHEAD_SECONDS = 0.02
_SILENCE_LUFS = -70.0
_ROUNDS = 3


def loudness(sound: Array, rate: int) -> float:
    """The integrated loudness of (2, samples) in LUFS (BS.1770-4); −70 for silence."""
    return max(_SILENCE_LUFS, float(pyloudnorm.Meter(rate).integrated_loudness(sound.T)))


def master(sound: Array, rate: int) -> Array:
    """The sound (2, samples) at −14 LUFS, or as near to it as its peaks allow, peaks below −1 dB."""
    for _ in range(_ROUNDS):
        missing = TARGET_LUFS - loudness(sound, rate)
        if abs(missing) < 0.1:
            break
        # The limiter takes some loudness away again, so the next round adds what is missing.
        sound = _limited(sound * np.float32(10 ** (min(missing, 40.0) / 20)), rate)
    return _limited(sound, rate)


def true_peaks(sound: Array) -> Array:
    """The greatest level at and between the samples of both channels, by fourfold oversampling: (samples,)."""
    step = 1 << 18
    margin = 64
    pieces = []
    for start in range(0, sound.shape[1], step):
        lead = min(start, margin)
        piece = np.abs(resample_poly(sound[:, start - lead : start + step + margin], 4, 1, axis=1)).max(axis=0)
        length = min(step, sound.shape[1] - start)
        pieces.append(piece[4 * lead : 4 * (lead + length)].reshape(-1, 4).max(axis=1))
    return np.concatenate(pieces)


def _limited(sound: Array, rate: int) -> Array:
    """The sound with a gain that falls before each peak comes.

    Each sample's gain is a mean over gains that all are low enough for it: the lowest within reach of every one
    of them includes its own.
    """
    need = np.minimum(1.0, CEILING / np.maximum(true_peaks(sound), 1e-9))
    if need.min() >= 1.0:
        return sound
    reach = 2 * round(_LOOKAHEAD_SECONDS * rate) + 1
    gain = uniform_filter1d(minimum_filter1d(need, reach), reach)
    return (sound * gain).astype(np.float32)

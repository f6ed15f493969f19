"""Whether what was made can be music: neither noise nor, for the most part, silence."""

import numpy as np

from gpu.music.score import Array, Source

_WINDOW = 4096
_MOST_WINDOWS = 400
_LOWEST_HERTZ = 100
_HIGHEST_HERTZ = 16000
# The flatness of white noise is 0.56 when it is measured like this, of music mostly below 0.1.
_NOISE = 0.4
# Below the loudest moment, in amplitude: 50 dB.
_QUIET = 10 ** (-50 / 20)
_AUDIBLE_SHARE = 0.2


def fault(sound: Array, rate: int, source: Source | None = None) -> str:
    """What is wrong with a take (2, samples): "noise", "silence" or nothing. Of a source only what is new counts."""
    if source is not None and source.task != "cover":
        sound = sound[:, round(source.start * rate) : round(source.end * rate)]
    mono = sound.mean(axis=0)
    count = len(mono) // _WINDOW
    if count == 0:
        return ""
    windows = mono[: count * _WINDOW].reshape(count, _WINDOW)[:: max(1, count // _MOST_WINDOWS)]
    levels = np.sqrt(np.square(windows).mean(axis=1))
    audible = levels > _QUIET * max(1e-6, float(np.abs(sound).max()))
    if audible.mean() < _AUDIBLE_SHARE:
        return "silence"
    return "noise" if np.median(_flatness(windows[audible], rate)) > _NOISE else ""


def _flatness(windows: Array, rate: int) -> Array:
    """Of each window's spectrum, the geometric mean over the arithmetic one."""
    power = np.square(np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1))) + 1e-12
    hertz = np.fft.rfftfreq(_WINDOW, 1 / rate)
    power = power[:, (hertz >= _LOWEST_HERTZ) & (hertz <= _HIGHEST_HERTZ)]
    return np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)

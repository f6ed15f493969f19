"""What a remix starts from: the source's sound, and which part of it is made anew."""

import tempfile
from pathlib import Path

from gpu.audio import FADE_SECONDS, read_source
from gpu.contract import ErrorCode, RemixRequest
from gpu.errors import ServiceError
from gpu.music.score import Array, Source
from gpu.progress import Progress
from gpu.transfer import fetch

_EXTENSION_SECONDS = 30.0


def fetch_source(request: RemixRequest, rate: int, longest: float, progress: Progress) -> Source:
    """The source at the model's rate; raises ServiceError when it cannot be had, or nothing of it would change."""
    with tempfile.NamedTemporaryFile(prefix="melodymaker-") as file:
        fetch(request.source, Path(file.name), progress.check)
        sound = read_source(Path(file.name), rate)
    seconds = sound.shape[1] / rate
    if request.task == "repaint":
        return _to_repaint(request, sound, seconds)
    if request.task == "extend":
        return _to_extend(request, sound, rate, longest)
    return Source(sound, "cover", request.strength)


def _to_repaint(request: RemixRequest, sound: Array, seconds: float) -> Source:
    if (request.start or 0.0) >= seconds:
        message = "The part to renew begins after the source's end."
        raise ServiceError(ErrorCode.INVALID, message, field="start")
    return Source(sound, "repaint", start=request.start or 0.0, end=min(seconds, request.end or seconds))


def _to_extend(request: RemixRequest, sound: Array, rate: int, longest: float) -> Source:
    seconds = sound.shape[1] / rate
    asked = min(seconds, request.start if request.start is not None else seconds)
    # Not from within the fade that this service ends its songs with.
    start = max(1.0, min(asked, seconds - min(FADE_SECONDS, seconds / 10)))
    if request.duration is not None and request.duration <= asked:
        message = f"The source lasts {asked:.0f} s already: ask for more, up to {longest:.0f} s."
        raise ServiceError(ErrorCode.INVALID, message, field="duration")
    end = request.duration or min(longest, asked + _EXTENSION_SECONDS)
    return Source(sound[:, : round(end * rate)], "extend", start=start, end=end)

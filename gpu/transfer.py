"""Upload results by presigned PUT, and fetch a remix's source by presigned GET, without redirects or secrets."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from gpu.contract import ErrorCode
from gpu.errors import ServiceError

MAX_SOURCE = 64 * 1024 * 1024
_SOURCE_SECONDS = 60.0
_TIMEOUT = httpx.Timeout(60, connect=10)
# A store that is a web app may be restarting; a minute of waiting costs less than another song.
_PAUSES_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 16.0, 16.0)
_TICK_SECONDS = 0.5
_SERVER_ERROR = 500
_GONE = "cannot be read any more"
_AWAY = "cannot be reached"
_TOO_MUCH = "is too large, or takes too long to read"


def upload(path: Path, address: str, content_type: str, check: Callable[[], None]) -> None:
    """PUT a file, again when the connection or the store fails; raises ServiceError when it does not arrive."""
    headers = {"Content-Type": content_type, "Content-Length": str(path.stat().st_size)}
    for pause in (*_PAUSES_SECONDS, None):
        check()
        try:
            with path.open("rb") as file:
                status = httpx.put(address, content=file, headers=headers, timeout=_TIMEOUT).status_code
        except httpx.TransportError:
            status = _SERVER_ERROR
        if status < 300:
            return
        if status < _SERVER_ERROR or pause is None:
            break
        _wait(pause, check)
    message = "The finished song could not be uploaded to the storage."
    raise ServiceError(ErrorCode.UPLOAD_FAILED, message, retry=True)


def fetch(address: str, path: Path, check: Callable[[], None]) -> None:
    """GET a source into a file; raises ServiceError when it cannot be had, is too large or takes too long."""
    deadline = time.monotonic() + _SOURCE_SECONDS
    size = 0
    try:
        with httpx.stream("GET", address, timeout=_TIMEOUT) as answer, path.open("wb") as file:
            if answer.status_code != httpx.codes.OK:
                raise _Unreadable(_GONE)
            for chunk in answer.iter_bytes():
                check()
                size += len(chunk)
                if size > MAX_SOURCE or time.monotonic() > deadline:
                    raise _Unreadable(_TOO_MUCH)
                file.write(chunk)
    except httpx.TransportError as error:
        raise _Unreadable(_AWAY) from error


def _wait(seconds: float, check: Callable[[], None]) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        check()
        time.sleep(min(left, _TICK_SECONDS))


class _Unreadable(ServiceError):
    def __init__(self, what: str) -> None:
        super().__init__(ErrorCode.SOURCE_UNREADABLE, f"The source {what}.", field="source")

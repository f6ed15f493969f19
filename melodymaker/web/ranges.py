"""Files of which a part may be asked for (RFC 9110, section 14)."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

_RANGE = b"range"
_UNIT = "bytes="
_BY_PATH = "http.response.pathsend"


class FileInParts(FileResponse):
    """A file, whole or in ranges of bytes; a range of another unit is answered with the whole, as the standard says.

    `begun` is called where the file is really fetched, from its first byte: neither looked at, nor gone on with.
    With a `background`, which may remove the file, the bytes are read here: a server that gets the path opens it later.
    """

    def __init__(self, *args: Any, begun: Callable[[], Awaitable[object]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begun = begun

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        asked = Headers(scope=scope).get("range", "").strip().lower().replace(" ", "")
        in_bytes = asked.startswith(_UNIT)
        if not in_bytes:
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != _RANGE]}
        if self.background:
            offered = {name: value for name, value in scope.get("extensions", {}).items() if name != _BY_PATH}
            scope = {**scope, "extensions": offered}
        begins = not in_bytes or asked.removeprefix(_UNIT).startswith("0-")
        if self._begun and scope["method"] == "GET" and begins:
            await self._begun()
        await super().__call__(scope, receive, send)

"""What takes assistants' messages: checks the key, and hands them to the protocol's server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from melodymaker.api.v1.access import holder_of_request
from melodymaker.api.v1.problems import Refused, refused
from melodymaker.api_keys.service import KeyHolder
from melodymaker.db import in_thread

_NOT_RUNNING = "The site is starting or stopping. Try again in a few seconds."
_holder: ContextVar[KeyHolder] = ContextVar("holder")


def holder() -> KeyHolder:
    """For whom the assistant acts whose message is being answered."""
    return _holder.get()


class McpEndpoint:
    """The address. The protocol's package takes a second to import, so that is left to the first message."""

    def __init__(self) -> None:
        self._wanted: asyncio.Event | None = None
        self._server: asyncio.Future[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a message; 401 without a key, 503 while nothing runs."""
        try:
            found = await holder_of_request(Request(scope))
            server = await self._running_server()
        except Refused as error:
            await refused(error)(scope, receive, send)
            return
        token = _holder.set(found)
        try:
            await server(scope, receive, send)
        finally:
            _holder.reset(token)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve for as long as the block lasts. In one task: the server's own tasks end where they began."""
        self._wanted = asyncio.Event()
        self._server = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._serve(self._wanted, self._server))
        try:
            yield
        finally:
            self._wanted = self._server = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _running_server(self) -> ASGIApp:
        if self._wanted is None or self._server is None:
            raise Refused(503, "Not running", _NOT_RUNNING, {"Retry-After": "5"})
        self._wanted.set()
        return await asyncio.shield(self._server)

    @staticmethod
    async def _serve(wanted: asyncio.Event, server: asyncio.Future[ASGIApp]) -> None:
        await wanted.wait()
        try:
            manager = await in_thread(_new_manager)
            async with manager.run():
                server.set_result(manager.asgi_app)
                await asyncio.Event().wait()
        except Exception as error:
            if not server.done():
                server.set_exception(error)
            raise
        finally:
            server.cancel()


def _new_manager() -> Any:
    """The protocol's server, of which none is used twice.

    Stateless, so that any process answers any message; with streams, because plain JSON loses progress and
    cancellation.
    """
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # it takes long to import

    from melodymaker.api.mcp.server import new_server

    return StreamableHTTPSessionManager(new_server()._lowlevel_server, stateless=True)  # noqa: SLF001 - no other way


ENDPOINT = McpEndpoint()

"""What each line of the log says of the request it belongs to: an id, and the song that it is about."""

import logging
import re
import uuid
from contextlib import suppress
from typing import Any

import reflex as rx
import structlog
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import EventDict

from melodymaker.web import traces

log = logging.getLogger(__name__)

HEADER = "X-Request-Id"
LONGEST = 64
_SANE = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST}}}")
_ID = r"[A-Za-z0-9_-]{16}"
_WHOLE_ID = re.compile(_ID)
_IN_PATHS = re.compile(rf"/(?P<kind>songs?|generations)/(?P<id>{_ID})(?=[/.]|$)")
_SERVER_ERROR = 500
_NAMES = {"song": "song_id", "songs": "song_id", "generations": "generation_id"}


class RequestIds:
    """Wraps the app: gives each request an id, or takes the one that a proxy gave it, and sends it back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        id_ = given if _SANE.fullmatch(given) else new_id()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = id_
                if message["status"] >= _SERVER_ERROR:
                    # Not its path: that of a mailed link is a secret.
                    log.warning("a request was answered with %s by %s", message["status"], traces.endpoint_name(scope))
            await send(message)

        # A socket's events have songs of their own, each.
        about = _in_path(scope["path"]) if scope["type"] == "http" else {}
        with structlog.contextvars.bound_contextvars(request_id=id_, **about):
            try:
                await self._app(scope, receive, send_with_id if scope["type"] == "http" else send)
            except Exception:
                # The server writes this, too, but no more knows which request it was.
                log.exception("a request failed in %s", traces.endpoint_name(scope))
                raise


class EventIds(Middleware):
    """Has the lines of an event say which it is, and the song or request that it names."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> None:  # noqa: ARG002 - Reflex names them
        """Note it for the event's own task, which ends with it."""
        named = {name: value for name in ("song_id", "generation_id") if _is_id(value := event.payload.get(name))}
        structlog.contextvars.bind_contextvars(event_name=".".join(event.name.rsplit(".", 2)[1:]), **named)
        traces.describe(request_id=current_id())


def new_id() -> str:
    """An id that no other request has."""
    return uuid.uuid4().hex


def current_id() -> str:
    """The id of the request, or of the event of a page, that this is done for; nothing where it is for none."""
    with suppress(LookupError):
        # Around what is no event of a page, Reflex has a context without an id.
        if of_event := EventContext.get().txid:
            return of_event[:LONGEST]
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def add_event_id(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """A line with the id of the event that it is written for. The socket's own id came with the tab, and says less."""
    if id_ := current_id():
        line["request_id"] = id_
    return line


def _in_path(path: str) -> dict[str, str]:
    found = _IN_PATHS.search(path)
    return {_NAMES[found["kind"]]: found["id"]} if found else {}


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _WHOLE_ID.fullmatch(value) is not None

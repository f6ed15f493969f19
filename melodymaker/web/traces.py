"""Traces: what was done for one request, in which process and for how long. Without a provider in use none are made.

A span carries what a line of the log would (structlog's context variables), under the same names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, TracerProvider
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from reflex_base import otel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from melodymaker import routes

OURS = ("request_id", "event_name", "generation_id", "song_id", "song_ids", "attempt", "stage", "status", "reason")
METHOD = "http.request.method"
ANSWER = "http.response.status_code"
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Asked all the time by what watches the site, and files of the pages, of which each page has dozens.
_NOT_TRACED = ("/ping", "/_health", routes.HEALTH, routes.METRICS, "/assets/")
_SERVER_ERROR = 500
_PARENT = "traceparent"
_propagator = TraceContextTextMapPropagator()
_none: Tracer = trace.NoOpTracer()
_tracer = _none


def use(provider: TracerProvider | None) -> None:
    """From now on, spans go to the provider, those of Reflex's events too; None ends that."""
    global _tracer
    _tracer = trace.get_tracer("melodymaker", tracer_provider=provider) if provider else _none
    otel.disable()
    if provider:
        otel.enable(tracer_provider=provider)


@contextmanager
def span(name: str, kind: SpanKind = SpanKind.INTERNAL, parent: str = "") -> Iterator[Span]:
    """Note what the block does, as a part of what is done around it or of the parent (see `here`)."""
    with _tracer.start_as_current_span(name, _context(parent), kind) as current:
        describe()
        yield current


def add_past(name: str, start: int | datetime, end: int | datetime, parent: str = "") -> None:
    """Note a part that is over: from when to when, as times or in nanoseconds since 1970."""
    since = _nanoseconds(start)
    _tracer.start_span(name, _context(parent), start_time=since).end(max(since, _nanoseconds(end)))


def describe(**values: str | int) -> None:
    """Add these values, and what lines of the log carry here, to the span that this is done in."""
    current = trace.get_current_span()
    if current.is_recording():
        bound = structlog.contextvars.get_contextvars() | values
        current.set_attributes({name: value for name, value in bound.items() if value})


def fail(reason: str) -> None:
    """Say that what the current span is about has failed, and why, in a word."""
    describe(reason=reason)
    trace.get_current_span().set_status(Status(StatusCode.ERROR))


def here() -> str:
    """The place in a trace where this is done, as text for a row or a message; nothing outside of any trace."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get(_PARENT, "")


def _context(parent: str) -> Context | None:
    return _propagator.extract({_PARENT: parent}) if parent else None


def _nanoseconds(at: int | datetime) -> int:
    return at if isinstance(at, int) else int(at.timestamp() * 1_000_000) * 1_000


class TracedRequests:
    """Wraps the app: a span for each HTTP request. Events of pages, which come over a socket, have Reflex's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if _tracer is _none or scope["type"] != "http" or scope["path"].startswith(_NOT_TRACED):
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        # Where a trace begins is not for the sender to say.
        with span(method, SpanKind.SERVER) as current:
            current.set_attribute(METHOD, method)

            async def send_and_note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    current.set_attribute(ANSWER, message["status"])
                    if message["status"] >= _SERVER_ERROR:
                        current.set_status(Status(StatusCode.ERROR))
                await send(message)

            try:
                await self._app(scope, receive, send_and_note)
            finally:
                # Not the path: that of a mailed link is a secret.
                current.update_name(f"{method} {endpoint_name(scope)}")


def endpoint_name(scope: Scope) -> str:
    """What has answered a request, after that is known."""
    endpoint = scope.get("endpoint")
    return getattr(endpoint, "__name__", type(endpoint).__name__ if endpoint else scope["type"])

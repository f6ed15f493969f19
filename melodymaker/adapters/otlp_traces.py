"""Traces on their way to a collector, by OTLP over HTTP."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status

from melodymaker.settings import Settings
from melodymaker.types import Seconds
from melodymaker.web import traces

TIMEOUT = Seconds(5.0)
"""After which a collector that does not answer is given up, and those spans with it."""
_EXCEPTION = "exception"
# Of all that libraries note, these; others may hold addresses, texts that somebody typed, or rows.
_SENT = {*traces.OURS, traces.METHOD, traces.ANSWER, "exception.type", "code.function.name", "reflex.event.background"}


@contextmanager
def exporting(settings: Settings) -> Iterator[None]:
    """Spans of this process are sent until the block ends."""
    exporter = _CarefulExporter(OTLPSpanExporter(settings.traces_url, headers=settings.otlp_headers, timeout=TIMEOUT))
    provider = TracerProvider(resource=Resource.create({"service.name": settings.otel_service_name}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    traces.use(provider)
    try:
        yield
    finally:
        traces.use(None)
        exporter.ending = True
        provider.shutdown()


class _CarefulExporter(SpanExporter):
    """Sends nothing of a span that is not meant to be sent, and holds no process up that ends."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._last = SpanExportResult.SUCCESS
        self.ending = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        if self.ending and self._last == SpanExportResult.FAILURE:
            return self._last
        self._last = self._exporter.export([_without_texts(span) for span in spans])
        return self._last

    def shutdown(self) -> None:
        self._exporter.shutdown()


def _without_texts(span: ReadableSpan) -> ReadableSpan:
    """The span without any text of an error, and with those attributes alone that may be sent."""
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=_sent(span.attributes),
        events=[
            Event(event.name, _sent(event.attributes), event.timestamp)
            for event in span.events
            if event.name == _EXCEPTION
        ],
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _sent(attributes: Mapping | None) -> dict:
    return {name: value for name, value in (attributes or {}).items() if name in _SENT}

"""A collector of traces on this machine, and what it was sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue

from melodymaker.settings import Settings
from tests.receiver import Receiver, receiving


@dataclass(frozen=True)
class Sent:
    """One span as it arrived."""

    name: str
    trace: bytes
    id: bytes
    parent: bytes
    attributes: dict[str, Any]
    start: float
    seconds: float
    failed: bool
    events: list[dict[str, Any]]
    message: str


class Collector:
    """What a collector was sent so far."""

    def __init__(self, receiver: Receiver) -> None:
        self.url = receiver.url
        self._receiver = receiver

    @property
    def headers(self) -> list[dict[str, str]]:
        """Of each message, by lower-case name."""
        return [{name.lower(): value for name, value in headers.items()} for _, headers, _ in self._receiver.received]

    @property
    def resources(self) -> list[dict[str, Any]]:
        """What each message says of the process that sent it."""
        return [_values(part.resource.attributes) for part in self._parts()]

    @property
    def spans(self) -> list[Sent]:
        """Each span."""
        return [
            Sent(
                span.name,
                span.trace_id,
                span.span_id,
                span.parent_span_id,
                _values(span.attributes),
                span.start_time_unix_nano / 1e9,
                (span.end_time_unix_nano - span.start_time_unix_nano) / 1e9,
                span.status.code == span.status.STATUS_CODE_ERROR,
                [_values(event.attributes) for event in span.events],
                span.status.message,
            )
            for part in self._parts()
            for scope in part.scope_spans
            for span in scope.spans
        ]

    def named(self, name: str) -> Sent:
        """The one span of that name."""
        (found,) = [span for span in self.spans if span.name == name]
        return found

    def _parts(self) -> Iterator[Any]:
        for path, _, body in list(self._receiver.received):
            assert path == "/v1/traces"
            yield from ExportTraceServiceRequest.FromString(body).resource_spans


@contextmanager
def collecting() -> Iterator[Collector]:
    """The collector, until the block ends."""
    with receiving() as receiver:
        yield Collector(receiver)


def traced(url: str, **more: str) -> Settings:
    """Settings of a site whose spans go to the collector at the address; data is in the folder that it is asked in."""
    return Settings.model_validate({"otel_exporter_otlp_endpoint": url, **more})


def _values(attributes: list[KeyValue]) -> dict[str, Any]:
    return {attribute.key: _value(attribute.value) for attribute in attributes}


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(one) for one in value.array_value.values]
    return getattr(value, kind) if kind else None

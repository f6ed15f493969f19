"""Traces as a collector gets them, by the protocol's own definition, and what never leaves the process."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import structlog
from opentelemetry import trace
from reflex_base import otel
from reflex_base.event.context import EventContext
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from deploy.local import servers
from melodymaker.adapters.otlp_traces import exporting
from melodymaker.web import traces
from melodymaker.web.request_ids import EventIds, RequestIds
from melodymaker.web.traces import TracedRequests
from tests.collector import collecting, traced
from tests.conftest import ROOT

SECRET = "Dear Ana, here are my lyrics"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_spans_arrive_with_what_lines_of_the_log_carry() -> None:
    with collecting() as collector:
        settings = traced(collector.url, otel_exporter_otlp_headers="Authorization=Basic%20abc, x-team=music")
        with exporting(settings), structlog.contextvars.bound_contextvars(request_id="r1", song_ids=["a", "b"]):
            with traces.span("outer"):
                parent = traces.here()
                traces.add_past("past", 1_000_000_000, 3_000_000_000)
            with traces.span("in another process", parent=parent):
                traces.fail("engine")
        outer, past, other = (collector.named(name) for name in ("outer", "past", "in another process"))
    assert outer.attributes == {"request_id": "r1", "song_ids": ["a", "b"]}
    assert (past.seconds, past.parent) == (2, outer.id)
    assert (other.trace, other.parent) == (outer.trace, outer.id)
    assert (other.failed, other.attributes["reason"]) == (True, "engine")
    assert collector.resources[0]["service.name"] == "melodymaker"
    assert collector.headers[0]["authorization"] == "Basic abc"
    assert collector.headers[0]["x-team"] == "music"


def test_no_text_leaves_the_process() -> None:
    with collecting() as collector:
        with exporting(traced(collector.url)), pytest.raises(ValueError, match=SECRET), traces.span("fails") as span:
            span.set_attributes({"session.id": SECRET, "db.statement": SECRET, "url.full": SECRET})
            span.add_event(SECRET, {"text": SECRET})
            raise ValueError(SECRET)
        sent = collector.named("fails")
    assert sent.failed
    assert SECRET not in repr(sent)
    assert {"exception.type": "ValueError"} in sent.events


def test_a_request_is_a_span_without_its_address() -> None:
    async def get_song(request: Request) -> PlainTextResponse:
        return PlainTextResponse(traces.here(), int(request.query_params.get("status", 200)))

    app = RequestIds(TracedRequests(Starlette(routes=[Route("/song/{id}", get_song), Route("/health", get_song)])))
    client = TestClient(app)
    assert client.get("/song/PZNUjsb-hiKCA_4n").text == ""
    with collecting() as collector:
        with exporting(traced(collector.url)):
            outside = f"00-{'a' * 32}-{'b' * 16}-01"
            path = "/song/PZNUjsb-hiKCA_4n?token=secret"
            here = client.get(path, headers={"traceparent": outside, "x-request-id": "r1"}).text
            client.post("/song/x?status=503")
            client.request("HEAD", "/song/x?status=503")
            client.request("STRANGE", "/nowhere")
            assert client.get("/health").text == ""
        get, head, strange, post = (
            collector.named(name) for name in ("GET get_song", "HEAD get_song", "_OTHER http", "POST get_song")
        )
    assert get.trace.hex() in here
    assert get.trace.hex() != "a" * 32
    assert get.attributes == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "request_id": "r1",
        "song_id": "PZNUjsb-hiKCA_4n",
    }
    assert (get.failed, head.failed) == (False, True)
    assert post.attributes["http.response.status_code"] == 405
    assert strange.attributes["http.request.method"] == "_OTHER"
    assert len(collector.spans) == 4


def test_an_event_of_a_page_is_a_span_that_does_not_say_whose(monkeypatch: pytest.MonkeyPatch) -> None:
    song = "PZNUjsb-hiKCA_4n"
    event = SimpleNamespace(name="app.like_state.set_like", payload={"song_id": song, "text": SECRET})
    context = SimpleNamespace(txid="of-the-event", token=SECRET, otel_context=None, parent_txid="")
    handler = SimpleNamespace(handler=SimpleNamespace(fn=EventIds.preprocess, is_background=False))
    monkeypatch.setattr(EventContext, "get", lambda: context)
    with collecting() as collector:
        with exporting(traced(collector.url)), otel.event_span(event, context, handler):
            asyncio.run(EventIds().preprocess(app=None, state=None, event=event))
        sent = collector.named("app.like_state.set_like")
    assert not otel.enabled
    assert sent.attributes == {
        "request_id": "of-the-event",
        "event_name": "like_state.set_like",
        "song_id": song,
        "code.function.name": "melodymaker.web.request_ids.EventIds.preprocess",
        "reflex.event.background": False,
    }


@pytest.mark.parametrize("path", ["/broken", ""])
def test_a_collector_that_is_away_holds_nothing_up(path: str) -> None:
    with collecting() as collector:
        url = f"{collector.url}{path}" if path else f"http://127.0.0.1:{servers.free_port()}"
        settings = traced(url)
        begun = time.monotonic()
        with exporting(settings):
            for _ in range(10_000):
                with traces.span("lost"):
                    pass
            assert time.monotonic() - begun < 10
    assert time.monotonic() - begun < 15


def test_without_a_collector_nothing_is_noted_or_loaded() -> None:
    with traces.span("nothing") as span:
        assert traces.here() == ""
        assert not span.is_recording()
    assert trace.get_current_span() is trace.INVALID_SPAN
    code = "import sys, tasks.worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "melodymaker.web.traces" in loaded.split()
    assert not {"opentelemetry.sdk.trace", "melodymaker.adapters.otlp_traces"} & set(loaded.split())

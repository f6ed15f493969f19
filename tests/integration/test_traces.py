"""A song from the request to its last file as one trace, over what the web and a worker do."""

from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from melodymaker.adapters.otlp_traces import exporting
from melodymaker.api import http_routes
from melodymaker.api_keys.service import create_key
from melodymaker.errors import GenerationFailed
from melodymaker.generation import outcomes
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongRequest
from melodymaker.web.request_ids import RequestIds
from melodymaker.web.traces import TracedRequests
from tasks import songs
from tests.collector import Collector, Sent, collecting, traced
from tests.conftest import Adapters, Person
from tests.programs import SITE, Program

TEXT = "a waltz for Ana Kowalska"


@pytest.fixture(autouse=True)
def _again_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(outcomes, "BACKOFF", [timedelta(0)] * 3)


def _children(collector: Collector, span: Sent) -> list[Sent]:
    return sorted((one for one in collector.spans if one.parent == span.id), key=lambda one: one.start)


def test_a_song_is_one_trace_from_the_request_to_the_last_try(owner: Person, adapters: Adapters) -> None:
    adapters.generator.failures.append(GenerationFailed(TEXT))
    with collecting() as collector:
        with (
            exporting(traced(collector.url)),
            TestClient(RequestIds(TracedRequests(http_routes())), base_url=SITE) as client,
        ):
            program = Program(client, create_key(owner.id, "Script", may_create=True).key)
            made = program("POST", "/songs", {"description": TEXT}, x_request_id="r1").json()
            for _ in range(2):
                songs.make_next_songs()
        (root,) = [span for span in collector.spans if span.name == "POST create_song"]
        assert root.attributes["generation_id"] == made["id"]
        assert {span.trace for span in collector.spans} == {root.trace}
        waits, makes = (
            [span for span in _children(collector, root) if span.name == name]
            for name in ("wait for a worker", "make songs")
        )
        failed, ready = makes
        about = {"request_id": "r1", "generation_id": made["id"], "song_ids": [song["id"] for song in made["songs"]]}
        assert failed.attributes == {**about, "attempt": 1, "reason": "engine"}
        assert ready.attributes == {**about, "attempt": 2, "status": "ready"}
        assert (failed.failed, ready.failed) == (True, False)
        assert [span.name for span in _children(collector, failed)] == ["writing"]
        assert [span.name for span in _children(collector, ready)] == ["writing", "finishing"]
        assert len(waits) == 2
        for wait, make in zip(waits, makes, strict=True):
            assert wait.start <= make.start
        assert len(collector.spans) == 8
        assert TEXT not in repr(collector.spans)
        assert owner.id not in repr(collector.spans)


def test_a_song_that_was_asked_for_outside_of_any_trace_has_one_of_its_own(owner: Person) -> None:
    submit_request(owner.id, SongRequest(description=TEXT))
    with collecting() as collector:
        with exporting(traced(collector.url)):
            songs.make_next_songs()
        make = collector.named("make songs")
        assert not make.parent
        assert len({span.trace for span in collector.spans}) == 1

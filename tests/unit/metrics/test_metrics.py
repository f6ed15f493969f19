"""The metrics: what they say, and to whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from melodymaker import db, ports
from melodymaker.api import metrics
from melodymaker.credits.ledger import give_free
from melodymaker.db.models import Generation, MetricCounter, now
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import submit_request
from melodymaker.metrics import counters, queries
from melodymaker.metrics.exposition import exposition
from melodymaker.metrics.permissions import may_read
from melodymaker.settings import load_operations
from melodymaker.types import SongRequest, Stage, Status
from melodymaker.web import live_updates
from tasks import metrics_server, songs
from tests.conftest import Adapters, Person

TOKEN = "a token of the monitor's"
HERE = {"host": "localhost:3000"}


def _values(text: str = "") -> dict[tuple[str, ...], float]:
    """Each value by its name and the values of its labels, in the order of their names."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text or exposition().decode())
        for sample in family.samples
    }


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    load_operations.cache_clear()
    yield TOKEN
    load_operations.cache_clear()


def test_metrics_tell_how_many_wait_and_for_how_long(owner: Person, outsider: Person) -> None:
    submit_request(owner.id, SongRequest(description="one"))
    submit_request(owner.id, SongRequest(description="two"))
    submit_request(outsider.id, SongRequest(description="three"))
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(created_at=now() - timedelta(seconds=90)))
    assert claim_next("a worker")
    values = _values()
    assert values["melodymaker_queue_depth",] == 2
    assert 90 <= values["melodymaker_queue_oldest_seconds",] < 150
    assert values["melodymaker_generations_running",] == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_scrape_looks_at_no_request_that_has_ended(owner: Person) -> None:
    asked = []
    with db.transaction() as session:
        required = {"user_id": owner.id, "seed": 1, "guidance_low": 7.5, "guidance_high": 15.0}
        for number in range(2_000):
            session.add(Generation(**required, status=Status.READY if number % 100 else Status.QUEUED))
        session.flush()
        session.connection().exec_driver_sql("ANALYZE")
    with db.read() as session:
        engine = session.get_bind()
        sa.event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    queries.figures()
    with db.read() as session:
        explain = session.connection().exec_driver_sql
        plans = [explain(f"EXPLAIN QUERY PLAN {text}", values).all() for text, values in list(asked)]
    steps = [row[-1] for plan in plans for row in plan]
    assert any("SEARCH generations" in step for step in steps)
    assert not [step for step in steps if step.startswith(("SCAN generations", "SCAN credit_entries"))]


def test_metrics_of_an_empty_site_are_zero(adapters: Adapters) -> None:
    values = _values()
    for name in ("queue_depth", "queue_oldest_seconds", "generations_running", "credits_held"):
        assert values[f"melodymaker_{name}",] == 0
    assert values["melodymaker_live_tabs",] == live_updates.watching()
    assert values["process_resident_memory_bytes",] > 1_000_000
    assert values["process_open_fds",] > 2


def test_metrics_tell_the_credits_that_are_held_now(owner: Person, adapters: Adapters) -> None:
    ports.use(replace(ports.in_use(), credits=ports.CreditTerms(on=True, free=100)))
    with db.transaction() as session:
        give_free(session, owner.id)
    submit_request(owner.id, SongRequest(description="made"))
    songs.make_next_songs()
    waiting = submit_request(owner.id, SongRequest(description="waits"))
    assert _values()["melodymaker_credits_held",] == 2
    cancel_request(owner.id, waiting)
    values = _values()
    assert values["melodymaker_credits_held",] == 0
    assert values["melodymaker_generations_ended_total", "ready"] == 1
    assert values["melodymaker_generations_ended_total", "cancelled"] == 1
    assert values["melodymaker_generation_seconds_count",] == 1


def test_a_try_that_fails_is_counted_by_its_reason(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(adapters.generator, "generate", break_down)
    submit_request(owner.id, SongRequest(description="one"))
    songs.make_next_songs()
    assert _values()["melodymaker_generation_failures_total", "unexpected"] == 1


def test_seconds_of_stages_add_up_over_processes(adapters: Adapters) -> None:
    for seconds in (0.4, 3.0, 3.0, 4_000.0):
        counters.count_made({Stage.COMPOSING: seconds}, seconds)
    values = _values()
    name = "melodymaker_generation_stage_seconds"
    assert values[f"{name}_count", "composing"] == 4
    assert values[f"{name}_sum", "composing"] == pytest.approx(4_006.4)
    bounds = {"0.5": 1, "2.0": 1, "5.0": 3, "600.0": 3, "+Inf": 4}
    assert {bound: values[f"{name}_bucket", bound, "composing"] for bound in bounds} == bounds


def test_a_count_that_cannot_be_written_fails_nothing(
    adapters: Adapters, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MetricCounter, "value", sa.literal_column("no_such_column"))
    counters.count_failure("engine")
    assert "not counted" in caplog.text


@pytest.mark.parametrize(
    ("address", "headers", "may"),
    [
        ("127.0.0.1", HERE, True),
        ("::1", {"host": "[::1]:3000"}, True),
        ("192.168.1.4", HERE, False),
        ("", HERE, False),
        ("127.0.0.1", {"host": "evil.example"}, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {**HERE, "x-forwarded-for": "203.0.113.9"}, False),
        ("127.0.0.1", {**HERE, "via": "1.1 Caddy"}, False),
    ],
)
def test_without_a_token_only_this_machine_reads(address: str, headers: dict[str, str], may: bool) -> None:
    assert may_read(address, headers) is may


def test_with_a_token_whoever_sends_it_reads(token: str) -> None:
    assert may_read("203.0.113.9", {"host": "10.0.0.5:3001", "authorization": f"Bearer {token}"})
    for sent in ("", token, f"Bearer {token}x", "Bearer ", "Bearer é"):
        assert not may_read("127.0.0.1", {**HERE, "authorization": sent})


def test_the_route_answers_prometheus(adapters: Adapters, token: str) -> None:
    client = TestClient(Starlette(routes=metrics.ROUTES))
    assert client.get("/metrics").status_code == 403
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert ("melodymaker_queue_depth",) in _values(answer.text)


def test_a_worker_answers_on_its_own_port(adapters: Adapters) -> None:
    with metrics_server.serving("127.0.0.1", 0) as none:
        assert none == 0
    from deploy.local.servers import free_port

    with metrics_server.serving("127.0.0.1", free_port()) as port:
        assert ("process_open_fds",) in _values(httpx.get(f"http://localhost:{port}/metrics").text)
        assert httpx.get(f"http://localhost:{port}/").status_code == 404
        assert httpx.get(f"http://localhost:{port}/metrics", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 403

"""Each request has an id, which its lines and its answer carry."""

import asyncio
from types import SimpleNamespace

import pytest
import structlog
from reflex_base.event.context import EventContext
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from melodymaker.web import request_ids
from melodymaker.web.request_ids import HEADER, EventIds, RequestIds

SONG = "PZNUjsb-hiKCA_4n"


async def _bound(_request: Request) -> PlainTextResponse:
    bound = structlog.contextvars.get_contextvars()
    return PlainTextResponse(" ".join(f"{name}={bound[name]}" for name in sorted(bound, reverse=True)))


async def _fail(_request: Request) -> PlainTextResponse:
    raise ValueError


async def _be_away(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("", 503)


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/fail", _fail), Route("/away", _be_away), Route("/{rest:path}", _bound)]
    return TestClient(RequestIds(Starlette(routes=routes)), raise_server_exceptions=False)


def test_a_request_gets_an_id_that_is_sent_back(client: TestClient) -> None:
    first, second = client.get("/health"), client.get("/health")
    assert first.text == f"request_id={first.headers[HEADER]}"
    assert first.headers[HEADER] != second.headers[HEADER]
    assert structlog.contextvars.get_contextvars() == {}


def test_the_id_of_a_proxy_is_kept(client: TestClient) -> None:
    assert client.get("/", headers={HEADER: "edge-42.a_b"}).headers[HEADER] == "edge-42.a_b"


@pytest.mark.parametrize("given", ["", "with space", "x" * 65, "a\\x0ab", "é", 'a"b'])
def test_an_id_that_is_none_is_replaced(client: TestClient, given: str) -> None:
    answered = client.get("/", headers={HEADER.encode(): given.encode()}).headers[HEADER]
    assert len(answered) == 32
    assert answered != given


@pytest.mark.parametrize(
    ("path", "about"),
    [
        (f"/song/{SONG}", f"song_id={SONG}"),
        (f"/download/song/{SONG}.mp3", f"song_id={SONG}"),
        (f"/media/songs/{SONG}/stream", f"song_id={SONG}"),
        (f"/api/v1/generations/{SONG}", f"generation_id={SONG}"),
        ("/song/short", ""),
        (f"/u/{SONG}", ""),
    ],
)
def test_lines_name_the_song_of_the_path(client: TestClient, path: str, about: str) -> None:
    assert set(client.get(path).text.split()) >= set(filter(None, [about]))
    assert len(client.get(path).text.split()) == (2 if about else 1)


def test_a_request_that_fails_has_a_line_with_its_id(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/fail").status_code == 500
    assert "a request failed in _fail" in caplog.text
    assert client.get("/away?token=secret").status_code == 503
    assert "answered with 503 by _be_away" in caplog.text
    assert "secret" not in caplog.text


def test_lines_of_an_event_name_it_and_its_song() -> None:
    async def handle() -> dict[str, object]:
        event = SimpleNamespace(name="app.state.like_state.set_like", payload={"song_id": SONG, "on": True})
        await EventIds().preprocess(app=None, state=None, event=event)
        return dict(structlog.contextvars.get_contextvars())

    assert asyncio.run(handle()) == {"event_name": "like_state.set_like", "song_id": SONG}
    assert structlog.contextvars.get_contextvars() == {}


def test_an_event_has_an_id_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert request_ids.current_id() == ""
    with structlog.contextvars.bound_contextvars(request_id="of-the-socket"):
        assert request_ids.current_id() == "of-the-socket"
        monkeypatch.setattr(EventContext, "get", lambda: SimpleNamespace(txid=""))
        assert request_ids.current_id() == "of-the-socket"
        monkeypatch.setattr(EventContext, "get", lambda: SimpleNamespace(txid="of-the-event"))
        assert request_ids.add_event_id(None, "", {"request_id": "of-the-socket"}) == {"request_id": "of-the-event"}

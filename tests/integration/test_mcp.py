"""The site for assistants, with the protocol's official client, in both of its generations."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from melodymaker import ports
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.api.v1 import access
from melodymaker.api_keys.service import create_key, revoke_key
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongRequest
from tests.api_server import ApiServer, running_api
from tests.factories import make_song
from tests.waiting import until

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    with running_api(tmp_path_factory.mktemp("mcp")) as server:
        yield server


@pytest.fixture(params=["auto", "legacy"])
def mode(request: pytest.FixtureRequest) -> Any:
    """The newest protocol that both sides know, and the one before it."""
    return request.param


@asynccontextmanager
async def _assistant(server: ApiServer, key: str, mode: Any) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
        transport = streamable_http_client(f"{server.url}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


def _text(result: Any) -> str:
    return " ".join(part.text for part in result.content)


async def test_an_assistant_makes_a_song_for_somebody(server: ApiServer, mode: Any) -> None:
    async with _assistant(server, server.key, mode) as assistant:
        tools = {tool.name: tool for tool in (await assistant.list_tools()).tools}
        assert {"draft_song", "create_song", "wait_for_songs", "list_songs", "get_song", "get_playlist"} <= set(tools)
        assert all(tool.description for tool in tools.values())
        draft = (await assistant.call_tool("draft_song", {"description": "rain on a tin roof"})).structured_content
        given = {name: draft[name] for name in ("style", "lyrics", "bpm", "key")}
        asked = await assistant.call_tool("create_song", {**given, "title": "Tin roof", "duration": 20})
        assert not asked.is_error, _text(asked)
        generation = asked.structured_content
        steps: list[float] = []

        async def note(progress: float, _total: float | None, _message: str | None) -> None:
            steps.append(progress)

        arguments = {"generation_id": generation["id"]}
        done = await assistant.call_tool("wait_for_songs", arguments, progress_callback=note)
        assert done.structured_content["status"] == "ready"
        assert len(steps) > 2
        assert steps == sorted(steps)
        song = (await assistant.call_tool("get_song", {"song_id": generation["songs"][0]["id"]})).structured_content
        assert song["title"] == "Tin roof"
        async with httpx.AsyncClient() as anybody:
            heard = await anybody.get(song["audio"])
        assert (heard.status_code, heard.headers["content-type"]) == (200, "audio/mpeg")
        ids = [each["id"] for each in generation["songs"]]
        playlist = await assistant.call_tool("create_playlist", {"title": "Rain", "song_ids": ids})
        assert playlist.structured_content["count"] == 2
        listed = await assistant.call_tool("list_songs", {"words": "tin roof"})
        assert {each["id"] for each in listed.structured_content["songs"]} >= set(ids)


async def test_what_goes_wrong_is_said_in_words(server: ApiServer, mode: Any) -> None:
    async with _assistant(server, server.key, mode) as assistant:
        for tool, arguments, words in (
            ("create_song", {}, "description: Say what you want to hear."),
            ("create_song", {"description": "a", "duration": 5}, "duration: The length goes from"),
            ("create_song", {"description": "a", "bpm": 5}, "bpm: "),
            ("get_song", {"song_id": "nothing"}, "This is not here any more."),
            ("wait_for_songs", {"generation_id": "nothing"}, "This is not here any more."),
            ("get_song", {}, "song_id"),
        ):
            result = await assistant.call_tool(tool, arguments)
            assert result.is_error
            assert words in _text(result)


async def test_an_assistant_sees_and_changes_only_what_its_key_may(server: ApiServer, mode: Any) -> None:
    reader = create_key(server.user_id, "Reader", may_create=False)
    song = make_song(server.user_id)
    async with _assistant(server, reader.key, mode) as assistant:
        assert not (await assistant.call_tool("get_song", {"song_id": song})).is_error
        me = (await assistant.call_tool("who_am_i", {})).structured_content
        assert (me["handle"], me["may_create"]) == ("mira", False)
        for tool, arguments in (("create_song", {"description": "a"}), ("create_playlist", {"title": "a"})):
            result = await assistant.call_tool(tool, arguments)
            assert result.is_error
            assert "only reads" in _text(result)


async def test_a_wait_ends_when_its_assistant_goes_away(server: ApiServer, mode: Any) -> None:
    live = ports.in_use().live
    assert isinstance(live, MemoryLive)
    for _ in range(3):  # the last one waits for the others
        last = submit_request(server.user_id, SongRequest(description="a", duration=20))
    async with _assistant(server, server.key, mode) as assistant:
        started = anyio.Event()

        async def note(*_: Any) -> None:
            started.set()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(
                lambda: assistant.call_tool("wait_for_songs", {"generation_id": last}, progress_callback=note)
            )
            with anyio.fail_after(20):
                await started.wait()
            assert live.listeners() == 1
            tasks.cancel_scope.cancel()
    await anyio.to_thread.run_sync(until, lambda: live.listeners() == 0)


def test_nobody_gets_in_without_a_key(server: ApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    revoked = create_key(server.user_id, "Old", may_create=True)
    revoke_key(server.user_id, revoked.id)
    wrong = [{"authorization": f"Bearer {key}"} for key in ("mm_wrong", revoked.key)]
    for headers in ({}, {"cookie": "melody_session=none"}, *wrong):
        answer = httpx.post(f"{server.url}/mcp", json=INITIALIZE, headers={**headers, **ACCEPT})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    for address in ("/mcp", "/mcp/"):
        answer = httpx.post(f"{server.url}{address}", json=INITIALIZE, headers={**server.headers, **ACCEPT})
        assert answer.status_code == 200
        assert httpx.get(f"{server.url}{address}").status_code == 405
    assert httpx.get(f"{server.url}/.well-known/oauth-protected-resource").status_code == 404
    monkeypatch.setattr(access, "_RULE", "1/hour")
    statuses = [
        httpx.post(f"{server.url}/mcp", json=INITIALIZE, headers={**server.headers, **ACCEPT}).status_code
        for _ in range(2)
    ]
    assert statuses[-1] == 429

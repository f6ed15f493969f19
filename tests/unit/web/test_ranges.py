"""Files that are sent."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from starlette.background import BackgroundTask

from melodymaker.web.ranges import FileInParts

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _sent(answer: FileInParts) -> list[MutableMapping[str, Any]]:
    """What is sent to a server that would open files by itself."""
    messages: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError

    async def send(message: MutableMapping[str, Any]) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "asgi": {"spec_version": "2.4"},
        "extensions": {"http.response.pathsend": {}},
    }
    await answer(scope, receive, send)
    return messages[1:]


async def test_a_file_that_is_removed_afterwards_is_sent_itself_and_not_its_path(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"music")
    (message,) = await _sent(FileInParts(path, background=BackgroundTask(path.unlink)))
    assert message["body"] == b"music"
    assert not path.exists()


async def test_a_file_that_stays_is_left_to_the_server(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"music")
    (message,) = await _sent(FileInParts(path))
    assert message == {"type": "http.response.pathsend", "path": str(path)}

"""The API on a real server: the examples of its docs, and a stream of events."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import soundfile

from melodymaker.api.v1 import generations
from tests.api_server import ApiServer, running_api
from tests.conftest import ROOT
from tests.waiting import until

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """The server, shared because starting it takes seconds."""
    with running_api(tmp_path_factory.mktemp("api")) as server:
        yield server


def _examples(kind: str) -> str:
    """The blocks of the docs in this language, one after the other."""
    found = [text for language, text in _BLOCK.findall((ROOT / "docs/api.md").read_text()) if language == kind]
    assert found
    return "\n".join(found)


def _run(server: ApiServer, folder: Path, *command: str) -> str:
    environment = {**os.environ, "MELODY_URL": server.url, "MELODY_KEY": server.key}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_curl_example_makes_a_song_and_downloads_it(server: ApiServer, tmp_path: Path) -> None:
    printed = _run(server, tmp_path, "bash", "-euo", "pipefail", "-c", _examples("sh"))
    events = [json.loads(line.removeprefix("data: ")) for line in printed.splitlines() if line.startswith("data: ")]
    assert events[-1]["status"] == "ready"
    assert len(events) > 2, "steps are told while it is made"
    assert [event["progress"] for event in events] == sorted(event["progress"] for event in events)
    assert soundfile.info(tmp_path / "waltz.mp3").duration == pytest.approx(20, abs=6)


def test_the_python_example_makes_a_song_and_a_playlist(server: ApiServer, tmp_path: Path) -> None:
    printed = _run(server, tmp_path, sys.executable, "-c", _examples("python"))
    assert re.findall(r"Tin roof ([AB]) ready", printed) == ["A", "B"]
    playlists = httpx.get(f"{server.url}/api/v1/playlists", headers=server.headers).json()["playlists"]
    assert [playlist["count"] for playlist in playlists if playlist["title"] == "Rain"] == [2]


def test_a_stream_of_events_ends_when_its_program_goes_away(server: ApiServer) -> None:
    with httpx.Client(base_url=f"{server.url}/api/v1", headers=server.headers, timeout=30) as api:
        # The last one waits for the others.
        queued = [api.post("/songs", json={"description": "a", "duration": 20}).json()["id"] for _ in range(4)]
        address = f"/generations/{queued[-1]}/events"
        with api.stream("GET", address) as answer:
            lines = answer.iter_lines()
            assert (next(lines), '"status":"queued"' in next(lines)) == ("event: generation", True)
            assert generations._open[server.user_id] == 1
        until(lambda: not generations._open)
        for generation in queued[::-1]:
            api.post(f"/generations/{generation}/cancel")
        with api.stream("GET", address) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            data = [line for line in answer.iter_lines() if line.startswith("data")]
        assert ['"status":"cancelled"' in line for line in data] == [True], "one that has ended is told once"

"""A song in its parts, for whoever made it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from melodymaker import ports
from melodymaker.api import http_routes
from melodymaker.downloads.state import DownloadState
from melodymaker.errors import GenerationFailed
from melodymaker.types import SongId
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.doubles import ScriptedGenerator
from tests.factories import make_song
from tests.unit.states import Tab


@pytest.fixture
def generator(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> ScriptedGenerator:
    """An engine that can make its songs' parts."""
    generator = ports.in_use().generator
    assert isinstance(generator, ScriptedGenerator)
    can = replace(generator.capabilities, parts=True, remixes_own_scores=True)
    monkeypatch.setattr(generator, "capabilities", can)
    return generator


@pytest.fixture
def song(owner: Person, generator: ScriptedGenerator) -> SongId:
    return make_song(owner.id, "Rain", engine=generator.name)


@pytest.fixture
def client(adapters: Adapters) -> Iterator[TestClient]:
    with TestClient(http_routes(), base_url="http://localhost:3000") as client:
        yield client


def _as(person: Person) -> dict[str, str]:
    return {"cookie": f"{cookies.SESSION}={person.token}"}


def test_the_owner_gets_the_parts_in_a_zip(client: TestClient, owner: Person, song: SongId) -> None:
    answer = client.get(f"/download/song/{song}.zip", headers=_as(owner))
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.namelist() == ["vocals.flac"]
        assert pack.read("vocals.flac").startswith(b"take 0 of ")


def test_nobody_else_gets_them(client: TestClient, owner: Person, outsider: Person, song: SongId) -> None:
    assert client.get(f"/download/song/{song}.zip", headers=_as(outsider)).status_code == 404
    assert client.get("/download/songs.zip.zip", headers=_as(owner)).status_code == 404


def test_a_song_of_another_engine_has_no_parts(client: TestClient, owner: Person, song: SongId) -> None:
    other = make_song(owner.id, engine="ACE-Step")
    assert client.get(f"/download/song/{other}.zip", headers=_as(owner)).status_code == 404


def test_a_song_that_cannot_be_made_again_says_why(
    client: TestClient, owner: Person, song: SongId, generator: ScriptedGenerator
) -> None:
    generator.failures.append(GenerationFailed("It is another song by now.", retry=False))
    answer = client.get(f"/download/song/{song}.zip", headers=_as(owner))
    assert answer.status_code >= 400
    assert "another song by now" in answer.text


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_the_dialog_offers_them_for_one_song(owner: Person, song: SongId) -> None:
    state = await Tab(owner.token).state(DownloadState)
    await DownloadState.open_song.fn(state, song)
    assert state.has_parts
    await DownloadState.open_songs.fn(state, [song])
    assert not state.has_parts
    assert await DownloadState.download.fn(state, "zip") == []

"""Below a floor of free bytes no song is started: new requests are refused with a message, and queued ones wait."""

import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db, ports
from melodymaker.create.queries import waiting_of
from melodymaker.db.models import Generation, Song
from melodymaker.errors import NoRoom
from melodymaker.generation import disk_space
from melodymaker.generation.requests import submit_request
from melodymaker.remixes.service import repeat_request
from melodymaker.types import GenerationId, SongRequest, Status
from tasks import housekeeping, songs
from tests.conftest import Adapters, Person


@pytest.fixture
def waiting(owner: Person) -> GenerationId:
    return submit_request(owner.id, SongRequest(description="a tune"))


def _fill_every_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=disk_space.FLOOR - 1))


def _fill_disk_of(monkeypatch: pytest.MonkeyPatch, full: Path) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda folder: SimpleNamespace(free=0 if Path(folder) == full else disk_space.FLOOR)
    )


def _status(generation_id: GenerationId) -> str:
    with db.read() as session:
        return session.exec(select(Generation.status).where(Generation.id == generation_id)).one()


def test_submit_request_on_a_full_disk_stores_nothing(
    owner: Person, waiting: GenerationId, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill_every_disk(monkeypatch)
    for attempt in (
        lambda: submit_request(owner.id, SongRequest(description="more")),
        lambda: repeat_request(owner.id, waiting),
    ):
        with pytest.raises(NoRoom) as caught:
            attempt()
        assert caught.value.message == disk_space.NO_ROOM
    with db.read() as session:
        assert session.exec(select(sa.func.count()).select_from(Song)).one() == 2


def test_queued_requests_wait_while_the_disk_is_full(
    owner: Person, waiting: GenerationId, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill_every_disk(monkeypatch)
    songs.make_next_songs()
    assert (_status(waiting), adapters.generator.jobs) == (Status.QUEUED, [])
    assert [row.left for row in waiting_of(owner.id)[0].values()] == [disk_space.WAITS]
    monkeypatch.undo()
    assert [row.left for row in waiting_of(owner.id)[0].values()] != [disk_space.WAITS]
    adapters.queue.delays.clear()
    housekeeping.requeue()
    assert adapters.queue.delays == [0]
    songs.make_next_songs()
    assert _status(waiting) == Status.READY


def test_the_disks_of_the_storage_the_database_and_temporary_files_all_count(
    adapters: Adapters, database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _fill_disk_of(monkeypatch, Path("/somewhere/else"))
    assert disk_space.has_room()
    for folder in (adapters.media, Path(tempfile.gettempdir())):
        _fill_disk_of(monkeypatch, folder)
        assert not disk_space.has_room()
    _fill_disk_of(monkeypatch, tmp_path)  # where the SQLite file lies; PostgreSQL's disk is its own
    assert disk_space.has_room() == database.startswith("postgres")


def test_an_unlimited_storage_always_has_room(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters.storage, "free", lambda: None)
    _fill_disk_of(monkeypatch, adapters.media)
    assert disk_space.has_room()


def test_no_folder_for_temporary_files_is_no_room(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    assert not disk_space.has_room()


def test_a_missing_folder_is_not_reported_as_a_full_disk(adapters: Adapters) -> None:
    shutil.rmtree(adapters.media)
    assert ports.in_use().storage.free() is None
    assert disk_space.has_room()

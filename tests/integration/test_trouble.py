"""A full disk, or a storage that refuses files, while songs are made: what is left, and what users are shown."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from melodymaker import db
from melodymaker.adapters import local_storage, sketch_generator
from melodymaker.adapters.sketch_generator import SketchGenerator
from melodymaker.api import http_routes
from melodymaker.db.models import Generation, now
from melodymaker.errors import GenerationFailed, NoRoom, StorageFailed
from melodymaker.generation import disk_space, outcomes
from melodymaker.generation.requests import submit_request
from melodymaker.generation.timing import MAX_ATTEMPTS
from melodymaker.ports import Job
from melodymaker.types import FileName, Seconds, SongRequest, Status
from tasks import housekeeping, songs
from tests.conftest import Adapters, Person
from tests.doubles import RecordingListener

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(songs, "HEARTBEAT", 0.02)
    songs.stopping.clear()
    yield
    songs.stopping.clear()


def _row() -> Generation:
    with db.read() as session:
        return session.exec(select(Generation)).one()


def _fail_three_times(owner: Person, adapters: Adapters, error: Exception) -> Generation:
    submit_request(owner.id, SongRequest(description="a"))
    for _ in range(MAX_ATTEMPTS):
        adapters.generator.failures.append(error)
        with db.transaction() as session:
            session.exec(select(Generation)).one().due_at = now()
        songs.make_next_songs()
    return _row()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NoRoom(), NoRoom.message),
        (StorageFailed(), StorageFailed.message),
        (OSError(errno.ENOSPC, "No space left on device"), disk_space.NO_ROOM),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), disk_space.NO_ROOM),
        (PermissionError(errno.EACCES, "secret path"), GenerationFailed.message),
    ],
)
def test_the_failure_reason_names_what_failed(owner: Person, adapters: Adapters, error: Exception, reason: str) -> None:
    row = _fail_three_times(owner, adapters, error)
    assert (row.status, row.reason) == (Status.FAILED, reason)


def test_a_read_only_media_folder_is_reported_as_a_storage_error(owner: Person, adapters: Adapters) -> None:
    adapters.media.rmdir()
    adapters.media.write_text("a file where the folder was")
    submit_request(owner.id, SongRequest(description="a"))
    for _ in range(MAX_ATTEMPTS):
        with db.transaction() as session:
            session.exec(select(Generation)).one().due_at = now()
        songs.make_next_songs()
    assert (_row().status, _row().reason) == (Status.FAILED, StorageFailed.message)


@pytest.mark.parametrize("error", [NoRoom(), GenerationFailed(), RuntimeError("broken")])
def test_files_are_deleted_before_the_failure_is_stored(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    written = []

    def complete(*_: object) -> None:
        assert len(adapters.files()) == 8
        raise error

    def fail(*_: object, **__: object) -> timedelta | None:
        written.append(adapters.files())
        return None

    monkeypatch.setattr(outcomes, "complete", complete)
    monkeypatch.setattr(outcomes, "fail", fail)
    submit_request(owner.id, SongRequest(description="a"))
    songs.make_next_songs()
    assert written == [[]]


def test_files_that_cannot_be_deleted_do_not_hide_the_failure(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_names: object) -> None:
        raise PermissionError

    monkeypatch.setattr(adapters.storage, "delete", refuse)
    assert _fail_three_times(owner, adapters, NoRoom()).status == Status.FAILED


def test_a_failure_that_cannot_be_stored_is_requeued_once_there_is_room(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoRoom

    monkeypatch.setattr(outcomes, "fail", refuse)
    submit_request(owner.id, SongRequest(description="a"))
    adapters.generator.failures.append(NoRoom())
    songs.make_next_songs()
    assert _row().status == Status.PROCESSING
    with db.transaction() as session:  # the lease runs out
        session.exec(select(Generation)).one().lease_until = now() - timedelta(seconds=1)
    housekeeping.requeue()
    assert _row().status == Status.QUEUED


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, NoRoom), (errno.EDQUOT, NoRoom), (errno.EIO, StorageFailed)]
)
def test_an_incomplete_copy_is_removed_after_any_error(
    adapters: Adapters, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def copy_half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:3])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(local_storage.shutil, "copyfile", copy_half)
    with pytest.raises(error):
        adapters.storage.put(NAME, adapters.generator._file)
    assert adapters.files() == []


def test_a_folder_with_a_files_name_leaves_no_incomplete_copy(adapters: Adapters) -> None:
    adapters.storage._path(NAME).mkdir(parents=True)
    with pytest.raises(StorageFailed):
        adapters.storage.put(NAME, adapters.generator._file)
    assert adapters.files() == []


def test_a_file_missing_from_the_engine_is_reported_as_an_engine_error(adapters: Adapters, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        adapters.storage.put(NAME, tmp_path / "nothing")


@pytest.mark.parametrize(("hours", "kept"), [(-0.9, True), (-1.1, False), (0.9, True), (1.1, False)])
def test_incomplete_copies_of_killed_processes_are_removed_after_an_hour(
    adapters: Adapters, hours: float, kept: bool
) -> None:
    adapters.storage.put(NAME, adapters.generator._file)
    part = adapters.storage._path(NAME).with_name(f"{NAME}.1.part")
    part.write_bytes(b"half")
    written = time.time() + hours * 3600
    os.utime(part, (written, written))
    housekeeping.remove_expired()
    assert part.exists() == kept
    assert adapters.storage.size(NAME)


@pytest.fixture
def visitor(adapters: Adapters) -> Iterator[TestClient]:
    with TestClient(http_routes(), base_url="http://localhost:3000") as client:
        yield client


def test_health_reports_a_nearly_full_disk(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert visitor.get("/health").status_code == 200
    monkeypatch.setattr(disk_space, "FLOOR", 2**62)
    answer = visitor.get("/health")
    assert answer.status_code == 503
    assert answer.json()["storage"] == {"ok": False, "error": "NoRoom"}


def test_health_reads_back_its_test_file(
    visitor: TestClient, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = []

    def sample(size: int) -> bytes:
        samples.append(os.urandom(size))
        return samples[-1]

    monkeypatch.setattr(local_storage.secrets, "token_bytes", sample)
    assert visitor.get("/health").status_code == 200
    assert len(samples[0]) >= 4096
    assert adapters.files() == []
    monkeypatch.setattr(local_storage.secrets, "token_bytes", lambda _size: _CorruptedBytes(b"x"))
    assert visitor.get("/health").json()["storage"] == {"ok": False, "error": "OSError"}


class _CorruptedBytes(bytes):
    """Bytes that differ each time they are compared, as if a disk had corrupted them."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True


@pytest.mark.parametrize(("error", "status"), [(NoRoom(), 507), (StorageFailed(), 503)])
def test_an_upload_that_cannot_be_stored_returns_an_error_message(
    visitor: TestClient, adapters: Adapters, monkeypatch: pytest.MonkeyPatch, error: NoRoom, status: int
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(adapters.storage, "put", refuse)
    address = adapters.storage.put_url(NAME, Seconds(60))
    answer = visitor.put(address, content=b"sound", headers={"content-type": "audio/mpeg"})
    assert (answer.status_code, answer.text) == (status, error.message)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("processors", [1, 2])
def test_the_sketch_engine_reports_a_full_disk(
    adapters: Adapters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    for take in (1, 2):
        (folder / f"take-{take}.mp3").symlink_to("/dev/full")
    monkeypatch.setattr(sketch_generator.tempfile, "TemporaryDirectory", lambda **_: nullcontext(str(folder)))
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:processors]))
    request = SongRequest(description="a tune", instrumental=True, duration=20, seed=1)
    submitted = Job(request, (songs._new_files(), songs._new_files()))
    try:
        with pytest.raises(NoRoom, match="disk"):
            SketchGenerator(adapters.storage).generate(submitted, RecordingListener())
    finally:
        os.sched_setaffinity(0, before)

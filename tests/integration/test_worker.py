"""The real worker: Huey's consumer, the sketch engine in its child process, and kill -9."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db, ports, wiring
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.models import Generation, Song, now
from melodymaker.settings import Settings
from melodymaker.songs.service import SongRequest, cancel_request, submit_request
from melodymaker.types import Stage, Status, UserId
from tests.conftest import PASSWORD, ROOT

# The time that a loaded machine may take for what is normally a few seconds.
PATIENCE = 60


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Path]:
    """A data folder, with this process wired to it as a web process would be."""
    with wiring.started(Settings(data_dir=tmp_path, _env_file=None)):
        yield tmp_path


@pytest.fixture
def user_id(house: Path) -> UserId:
    user = user_of_session(accounts.sign_up("Mira", "mira@example.com", PASSWORD, accounts.Visitor("127.0.0.1")))
    assert user is not None
    return user.id


@contextmanager
def _worker(house: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DATA_DIR": str(house)}
    process = subprocess.Popen([sys.executable, "-m", "tasks.worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "this did not come true in time"
        time.sleep(0.02)


def _row() -> Generation:
    with db.read() as session:
        return session.exec(select(Generation)).one()


def _children(process: subprocess.Popen[bytes]) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, check=False)
    return [int(line) for line in done.stdout.split()]


def _is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def _assert_two_different_songs(house: Path) -> None:
    with db.read() as session:
        songs = session.exec(select(Song).order_by(Song.take)).all()
    assert [song.status for song in songs] == [Status.READY] * 2
    assert songs[0].title == songs[1].title
    assert songs[0].score_hash != songs[1].score_hash
    assert [song.guidance for song in songs] == [7.5, 15.0]
    stored = {path.name for path in (house / "media").rglob("*") if path.is_file()}
    assert stored == {name for song in songs for name in (song.master, song.stream, song.cover, song.thumb)}


def test_killed_in_the_middle_nothing_is_lost_and_nothing_comes_twice(house: Path, user_id: UserId) -> None:
    with _worker(house) as first:
        submit_request(user_id, SongRequest(description="a short folk tune", duration=20))
        _ring_in(house)
        _until(lambda: _row().status == Status.PROCESSING and _row().stage == Stage.COMPOSING)
        engine = _children(first)
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert _row().status == Status.PROCESSING
    _until(lambda: not any(map(_is_alive, engine)))
    with db.transaction() as session:  # the lease runs out
        session.exec(sa.update(Generation).values(lease_until=now() - timedelta(seconds=1)))
    with _worker(house):
        _until(lambda: _row().status == Status.READY)
    assert _row().attempts == 2
    _assert_two_different_songs(house)


def test_told_to_stop_it_gives_its_work_back_at_once(house: Path, user_id: UserId) -> None:
    with _worker(house) as worker:
        submit_request(user_id, SongRequest(description="a long folk tune", duration=180))
        _ring_in(house)
        _until(lambda: _row().stage == Stage.COMPOSING)
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
    assert (_row().status, _row().attempts) == (Status.QUEUED, 0)


def test_cancelled_the_engine_ends_soon(house: Path, user_id: UserId) -> None:
    with _worker(house) as worker:
        generation_id = submit_request(user_id, SongRequest(description="a long folk tune", duration=180))
        _ring_in(house)
        _until(lambda: _row().stage == Stage.COMPOSING)
        engine = _children(worker)
        assert engine
        cancel_request(user_id, generation_id)
        _until(lambda: not any(map(_is_alive, engine)))
    assert _row().status == Status.CANCELLED
    assert not [path for path in (house / "media").rglob("*") if path.is_file()]


def _ring_in(house: Path) -> None:
    """Ring in the worker's own house: this process's Huey was opened on another folder at its import."""
    from huey import SqliteHuey

    from tasks.songs import make_next_songs

    other = SqliteHuey("melodymaker", filename=str(house / "queue.sqlite"), fsync=False, results=False)
    other.storage.enqueue(make_next_songs.huey.serialize_task(make_next_songs.s()))
    assert ports.in_use()

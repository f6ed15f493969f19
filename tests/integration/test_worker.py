"""The real worker: Huey's consumer, the sketch engine in its child process, and kill -9."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from deploy.local.servers import S3
from melodymaker import bootstrap, db, ports
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.adapters.s3_storage import S3Storage
from melodymaker.db.models import Generation, Song, now
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import submit_request
from melodymaker.settings import Settings
from melodymaker.types import SongRequest, Stage, Status, UserId
from tasks.queue import open_queue
from tests.conftest import PASSWORD, ROOT
from tests.waiting import until

# The time that a loaded machine may take for what is normally a few seconds.
PATIENCE = 60


class Installation:
    """A set of settings, with this process wired to them as a web process would be."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        values = {name.lower(): value for name, value in environment.items()}
        self.settings = Settings(_env_file=None, **values)
        self.storage = bootstrap._storage(self.settings)

    def enqueue(self) -> None:
        """Wake a worker of these settings."""
        ports.in_use().queue.enqueue()

    def files(self) -> set[str]:
        """The names of every stored file."""
        if isinstance(self.storage, S3Storage):
            listed = self.storage._client.list_objects_v2(Bucket=self.settings.s3_bucket)
            return {entry["Key"] for entry in listed.get("Contents", ())}
        return {path.name for path in (self.settings.data_dir / "media").rglob("*") if path.is_file()}


@pytest.fixture(params=["embedded", "servers"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    environment = {"DATA_DIR": str(tmp_path)}
    if request.param == "servers":
        server: S3 = request.getfixturevalue("moto_server")
        environment |= {
            "DATABASE_URL": request.getfixturevalue("postgres"),
            "REDIS_URL": request.getfixturevalue("redis"),
            "SECRET_KEY": "x" * 32,
            "S3_ENDPOINT": server.endpoint,
            "S3_REGION": server.region,
            "S3_BUCKET": f"songs-{uuid.uuid4().hex[:8]}",
            "S3_KEY_ID": server.key_id,
            "S3_APP_KEY": server.app_key,
        }
        S3Storage(Settings(_env_file=None, **{name.lower(): value for name, value in environment.items()})).set_up("*")
    installation = Installation(environment)
    with bootstrap.started(installation.settings, open_queue(installation.settings).tasks):
        yield installation


@pytest.fixture
def user_id(installation: Installation) -> UserId:
    user = user_of_session(accounts.sign_up("Mira", "mira@example.com", PASSWORD, accounts.Visitor("127.0.0.1")))
    assert user is not None
    return user.id


@contextmanager
def _worker(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, **installation.environment}
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
    until(true, PATIENCE)


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


def _assert_two_different_songs(installation: Installation) -> None:
    with db.read() as session:
        songs = session.exec(select(Song).order_by(Song.take)).all()
    assert [song.status for song in songs] == [Status.READY] * 2
    assert songs[0].title == songs[1].title
    assert songs[0].score_hash != songs[1].score_hash
    assert [song.guidance for song in songs] == [7.5, 15.0]
    assert installation.files() == {
        name for song in songs for name in (song.master, song.stream, song.cover, song.thumb)
    }


def test_a_killed_worker_loses_and_duplicates_no_song(installation: Installation, user_id: UserId) -> None:
    with _worker(installation) as first:
        submit_request(user_id, SongRequest(description="a short folk tune", duration=20))
        installation.enqueue()
        _until(lambda: _row().status == Status.PROCESSING and _row().stage == Stage.COMPOSING)
        engine = _children(first)
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert _row().status == Status.PROCESSING
    _until(lambda: not any(map(_is_alive, engine)))
    with db.transaction() as session:  # the lease runs out
        session.exec(sa.update(Generation).values(lease_until=now() - timedelta(seconds=1)))
    with _worker(installation):
        _until(lambda: _row().status == Status.READY)
    assert _row().attempts == 2
    _assert_two_different_songs(installation)


def test_a_stopped_worker_releases_its_claim_at_once(installation: Installation, user_id: UserId) -> None:
    with _worker(installation) as worker:
        submit_request(user_id, SongRequest(description="a long folk tune", duration=180))
        installation.enqueue()
        _until(lambda: _row().stage == Stage.COMPOSING)
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
    assert (_row().status, _row().attempts) == (Status.QUEUED, 0)


def test_the_engine_stops_soon_after_a_cancellation(installation: Installation, user_id: UserId) -> None:
    with _worker(installation) as worker:
        generation_id = submit_request(user_id, SongRequest(description="a long folk tune", duration=180))
        installation.enqueue()
        _until(lambda: _row().stage == Stage.COMPOSING)
        engine = _children(worker)
        assert engine
        cancel_request(user_id, generation_id)
        _until(lambda: not any(map(_is_alive, engine)))
    assert _row().status == Status.CANCELLED
    assert not installation.files()

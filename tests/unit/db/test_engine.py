"""A database whose disk is full: reads work, writes raise NoRoom. A server that was restarted: both work."""

import shutil
import sqlite3
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.accounts import service as accounts
from melodymaker.adapters.rate_limits import RateLimits
from melodymaker.db import engine
from melodymaker.db.models import User
from melodymaker.errors import NoRoom
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongRequest
from tests.conftest import PASSWORD, Person

VISITOR = accounts.Visitor("127.0.0.1", "x" * 200)
MANY = 1_000
# The disk of a server cannot be filled from here.
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def full(owner: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The owner, whose database cannot grow any more."""
    monkeypatch.setattr(RateLimits, "allow", lambda *_: True)

    def stop_growing(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes this for: no more than there are

    sa.event.listen(engine._engine, "checkout", stop_growing)
    return owner


def _until_full(attempt: Callable[[int], object]) -> None:
    for number in range(MANY):  # there is some room in the pages that are there
        attempt(number)


@ON_SQLITE
@pytest.mark.parametrize(
    "attempt",
    [
        lambda _owner, number: accounts.sign_up("Ana", f"ana{number}@example.com", PASSWORD, VISITOR),
        lambda owner, _number: submit_request(owner.id, SongRequest(description="x" * 1_000)),
    ],
)
def test_writes_to_a_full_disk_raise_no_room(full: Person, attempt: Callable[[Person, int], object]) -> None:
    with pytest.raises(NoRoom, match="no room left on the server's disk"):
        _until_full(lambda number: attempt(full, number))


@ON_SQLITE
def test_sign_in_on_a_full_disk_raises_no_room(full: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "verified", lambda *_: True)
    with pytest.raises(NoRoom):
        _until_full(lambda _number: accounts.sign_in("mira@example.com", PASSWORD, VISITOR))


@ON_SQLITE
def test_reads_work_on_a_full_disk(full: Person) -> None:
    with pytest.raises(NoRoom):
        _until_full(lambda number: accounts.sign_up("Ana", f"ana{number}@example.com", PASSWORD, VISITOR))
    with db.read() as session:
        assert session.exec(select(User.name).where(User.id == full.id)).one() == "Mira"


@pytest.mark.parametrize("use", [db.read, db.transaction])
def test_a_full_disk_of_postgresql_raises_no_room(postgres: str, use: Callable) -> None:
    db.use(db.connect(postgres))
    statement = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
    try:
        with pytest.raises(NoRoom), use() as session:
            session.connection().execute(sa.text(statement))
    finally:
        db.use(None)


@pytest.mark.parametrize("use", [db.read, db.transaction])
def test_a_server_that_has_ended_the_connections_is_met_with_a_new_one(postgres: str, use: Callable) -> None:
    def process() -> int:
        with use() as session:
            return session.connection().execute(sa.text("SELECT pg_backend_pid()")).scalar_one()

    db.use(db.connect(postgres))
    ends = sa.create_engine(postgres)
    try:
        before = process()
        assert process() == before
        with ends.connect() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(:process, 10000)"), {"process": before})
        assert process() != before
    finally:
        ends.dispose()
        db.use(None)


@pytest.mark.parametrize(("free", "error"), [(0, NoRoom), (10**9, sa.exc.OperationalError)])
def test_connecting_on_a_full_disk_raises_no_room(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, free: int, error: type[Exception]
) -> None:
    db.use(db.connect(sqlite))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR | 19 << 8  # SQLITE_IOERR_SHMSIZE, as a full disk gives it
    wrapped = sa.exc.OperationalError("SELECT 1", None, fault)
    try:
        with pytest.raises(error), db.read():
            raise wrapped
    finally:
        db.use(None)


def test_other_database_errors_are_not_translated(owner: Person) -> None:
    with pytest.raises(sa.exc.DBAPIError) as caught, db.transaction() as session:
        session.connection().execute(sa.text("SELECT * FROM no_such_table"))
    assert not isinstance(caught.value, NoRoom)

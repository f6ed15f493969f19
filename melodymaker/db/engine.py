"""The database engine, and the two ways to use it: `read()` and `transaction()`."""

import logging
import select
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import anyio.to_thread
import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlmodel import Session, SQLModel

from melodymaker.errors import NoRoom

log = logging.getLogger(__name__)

# PostgreSQL's error code `disk_full`.
_POSTGRES_DISK_FULL = "53100"
# The kind of a result code of SQLite stands in its last eight bits.
_SQLITE_KIND = 0xFF
_SQLITE_TROUBLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
_LAST_BYTES = 1024 * 1024
_AFTER_COMMIT = "after_commit"
# The engine, and itself as readers and writers use it: options take longer to set than a row does to be read.
_engine: sa.Engine | None = None
_reading: sa.Engine | None = None
_writing: sa.Engine | None = None

P = ParamSpec("P")
R = TypeVar("R")


def connect(url: str) -> sa.Engine:
    """A new engine for the URL, with SQLite set up for several processes."""
    if not url.startswith("sqlite"):
        server = sa.create_engine(
            url, pool_size=10, max_overflow=10, connect_args={"connect_timeout": 5}, hide_parameters=True
        )
        event.listen(server, "checkout", _check_server)
        return server
    # Errors are logged without what people typed.
    engine = sa.create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def use(engine: sa.Engine | None) -> None:
    """Make this the engine of the process, closing the one before."""
    global _engine, _reading, _writing
    if _engine is not None:
        _engine.dispose()
    _engine = _reading = _writing = engine
    if engine is None:
        return
    if engine.dialect.name != "sqlite":
        # One statement at a time needs no BEGIN and no ROLLBACK, each a trip to the server and back.
        _reading = engine.execution_options(isolation_level="AUTOCOMMIT")
    # A deferred BEGIN that reads and then writes fails under load however long it waits, so
    # writers take SQLite's lock at once.
    _writing = engine.execution_options(immediate=True)


@contextmanager
def read() -> Iterator[Session]:
    """A session for reading; nothing done in it is kept."""
    with _full_disk_in_words(), Session(_in_use(_reading)) as session:
        yield session


@contextmanager
def transaction() -> Iterator[Session]:
    """A session whose changes are kept together when the block ends, or not at all when it raises.

    Raises NoRoom when the database's disk is full.
    """
    with _full_disk_in_words(), Session(_in_use(_writing), expire_on_commit=False) as session:
        with session.begin():
            yield session
        actions = session.info.get(_AFTER_COMMIT, [])
    for action in actions:
        action()


def after_commit(session: Session, action: Callable[[], object]) -> None:
    """Do this once the session's transaction is committed, and nothing if it is not: to tell others of the change."""
    session.info.setdefault(_AFTER_COMMIT, []).append(action)


def insert_new(session: Session, row: SQLModel) -> bool:
    """Insert the row, unless one with its key is there already; returns whether it was inserted.

    Two who insert the same at the same instant wait for each other, and one of them gets False.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(type(row)).values(row.model_dump()).on_conflict_do_nothing()
    # Without this, SQLAlchemy counts no inserted rows where the database does not say by itself.
    counted = statement.execution_options(preserve_rowcount=True)
    return session.connection().execute(counted).rowcount > 0


def folder() -> Path | None:
    """Where the database's file lies; None for a database of a server."""
    url = _in_use(_engine).url
    return Path(url.database).parent if url.drivername.startswith("sqlite") and url.database else None


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The function's result, computed off the event loop, where a wait would stall every user."""
    return await anyio.to_thread.run_sync(lambda: function(*args, **kwargs))


def _in_use(engine: sa.Engine | None) -> sa.Engine:
    if engine is None:
        msg = "no database is in use: call bootstrap.started() first"
        raise RuntimeError(msg)
    return engine


@contextmanager
def _full_disk_in_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if _is_full(error.orig):
            log.warning("the database's disk is full: %s", error.orig)
            raise NoRoom from error
        raise


def _is_full(error: BaseException | None) -> bool:
    """Whether SQLite or PostgreSQL says that there is no room left."""
    if not isinstance(error, sqlite3.Error):
        return getattr(error, "sqlstate", None) == _POSTGRES_DISK_FULL
    code = getattr(error, "sqlite_errorcode", 0) & _SQLITE_KIND
    if code == sqlite3.SQLITE_FULL:
        return True
    # A new connection that cannot make its files beside the database fails in one of these ways.
    return code in _SQLITE_TROUBLE and _has_no_bytes_left(folder())


def _has_no_bytes_left(at: Path | None) -> bool:
    try:
        return at is not None and shutil.disk_usage(at).free < _LAST_BYTES
    except OSError:
        return False


def _check_server(connection: psycopg.Connection, _record: Any, _proxy: Any) -> None:
    """Have a restarted server met with a new connection, not an error.

    A server that ends a connection says so on it. To ask each time, as `pool_pre_ping` does, is one trip more to the
    server and back for every few rows that are read.
    """
    said = select.poll()
    try:
        said.register(connection.fileno(), select.POLLIN)
        if said.poll(0):
            connection.execute("SELECT 1")
            connection.rollback()
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours to say, see _begin_sqlite
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

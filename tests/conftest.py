"""A fresh database and a set of adapters for each test that asks for them."""

import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import alembic.command
import alembic.config
import psycopg
import pytest
from alembic.script import ScriptDirectory
from redis import Redis

from deploy.local import servers
from melodymaker import db, ports
from melodymaker.accounts import mails
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.rate_limits import RateLimits
from melodymaker.generation import health
from melodymaker.types import UserId
from melodymaker.web import shutdown
from tests.doubles import AtOnce, CountingQueue, RecordingLive, RecordingMailer, RecordingMessenger, ScriptedGenerator

# Tests run in as many processes as there are processors: more threads of numpy, which reads this when it is loaded, would
# only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "three words together"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser tests to the end: Playwright's event loop would stand in the way of the others' own."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def _process_goes_on() -> Iterator[None]:
    """What a test leaves behind in its process, the tests after it would meet.

    One that asks its process to end takes that back, as streams would end at once, and no tab goes on listening.
    """
    yield
    assert not shutdown.is_ending()
    # Most tests do without Reflex, which takes a while to load.
    live_updates = sys.modules.get("melodymaker.web.live_updates")
    assert live_updates is None or live_updates.watching() == 0


def migrated(url: str) -> None:
    """Bring the database at the URL to the newest migration."""
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    alembic.command.upgrade(config, "head")


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server, with an empty, migrated database `template` to be copied."""
    # Not in pytest's own folder: of those only the last three are kept, and other runs may be going on.
    with TemporaryDirectory(prefix="melodymaker-") as folder, servers.postgres(Path(folder, "data")) as url:
        # What the tests write may be lost in a power cut.
        _admin(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE template")
        migrated(url.replace("/postgres?", "/template?"))
        yield url


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Redis server."""
    with servers.redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def redis(redis_server: str) -> str:
    """The URL of an empty Redis."""
    with Redis.from_url(redis_server) as connection:
        connection.flushall()
    return redis_server


@pytest.fixture(scope="session")
def moto_server() -> Iterator[servers.S3]:
    """A strict S3 API."""
    with servers.moto() as server:
        yield server


@pytest.fixture(scope="session")
def rclone_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.S3]:
    """Another S3 API."""
    with servers.rclone(tmp_path_factory.mktemp("rclone")) as server:
        yield server


_numbers = itertools.count()


@pytest.fixture
def sqlite(template_database: Path, tmp_path: Path) -> str:
    """The URL of a fresh SQLite database."""
    path = tmp_path / "test.sqlite"
    shutil.copyfile(template_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> str:
    """The URL of a database of this process, made of the template."""
    name = f"test{next(_numbers)}"
    _admin(postgres_server, f"CREATE DATABASE {name} TEMPLATE template")
    return postgres_server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgres(postgres_database: str, postgres_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database without a row."""
    yield postgres_database
    try:
        _empty(postgres_database)
    except psycopg.Error:
        # A test has changed the tables: from now on another one is used.
        name = urlsplit(postgres_database).path[1:]
        _admin(
            postgres_server,
            f"DROP DATABASE {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE template STRATEGY file_copy",
        )


# Quicker by far than a new database. Triggers, some of which let no row go, and references are left out.
_EMPTY = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    PERFORM 1 / (SELECT count(*) FROM alembic_version WHERE version_num = '{head}')::int;
END $$
"""


@cache
def _head() -> str:
    return str(ScriptDirectory.from_config(alembic.config.Config(ROOT / "alembic.ini")).get_current_head())


def _empty(url: str) -> None:
    """Take all rows away; raises psycopg.Error where the tables are not those of the newest migration."""
    _admin(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        "SET session_replication_role = replica",
        "SET lock_timeout = '5s'",
        _EMPTY.replace("{head}", _head()),
    )


def _admin(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh database, in use during the test; each test runs on both kinds."""
    url = request.getfixturevalue(request.param)
    db.use(db.connect(url))
    yield url
    db.use(None)


@dataclass
class Adapters:
    """The adapters in use, with the types they really have."""

    storage: LocalStorage
    queue: CountingQueue
    live: RecordingLive
    generator: ScriptedGenerator
    mailer: RecordingMailer
    media: Path
    messenger: RecordingMessenger

    def limit(self, **quota: int) -> None:
        """Let each user have no more than this: `songs_per_day`, `bytes_per_user`."""
        ports.use(replace(ports.in_use(), quota=ports.Quota(**quota)))

    def files(self) -> list[Path]:
        """Every file in the storage."""
        return [path for path in self.media.rglob("*") if path.is_file()]


@pytest.fixture
def adapters(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Adapters]:
    """Adapters that answer at once, in use during the test; mails are sent at once too."""
    monkeypatch.setattr(mails, "_executor", AtOnce())
    monkeypatch.setattr(health, "FRESH", 0)
    media = tmp_path / "media"
    storage = LocalStorage(media, b"a secret for tests only")
    chosen = Adapters(
        storage,
        CountingQueue(),
        RecordingLive(),
        ScriptedGenerator(storage, tmp_path),
        RecordingMailer(),
        media,
        RecordingMessenger(),
    )
    site = ports.Site(secret=b"a secret for tests only")
    ports.use(
        ports.Ports(
            chosen.storage,
            chosen.queue,
            chosen.live,
            chosen.generator,
            RateLimits(),
            chosen.mailer,
            site,
            messenger=chosen.messenger,
        )
    )
    yield chosen
    ports.use(None)


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of PASSWORD; hashing is slow on purpose, so once is enough."""
    return accounts.hashed(PASSWORD)


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    id: UserId
    token: str


def make_person(name: str, *, confirmed: bool = True) -> Person:
    """Somebody with a new account of that name, whose email is confirmed."""
    email = f"{name.lower()}@example.com"
    token = accounts.sign_up(name, email, PASSWORD, Visitor("127.0.0.1"), confirmed=confirmed)
    user = user_of_session(token)
    assert user is not None
    return Person(user.id, token)


@pytest.fixture
def owner(adapters: Adapters, monkeypatch: pytest.MonkeyPatch, password_hash: str) -> Person:
    """The one whose songs the test is about."""
    monkeypatch.setattr(accounts, "hashed", lambda _password: password_hash)
    return make_person("Mira")


@pytest.fixture
def outsider(owner: Person) -> Person:
    """Another user, who may not change the owner's songs."""
    return make_person("Okto")

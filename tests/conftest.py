"""A fresh database and a set of adapters for each test that asks for them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Some modules open files in DATA_DIR when they are imported; a test run has a folder of its own.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="melodymaker-tests-")

import alembic.command
import alembic.config
import pytest

from melodymaker import db, ports
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.types import UserId
from tests.doubles import CountingQueue, RecordingLive, ScriptedGenerator

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "three words together"


def pytest_unconfigure() -> None:
    """Remove the test run's data folder."""
    shutil.rmtree(os.environ["DATA_DIR"], ignore_errors=True)


def migrated(url: str) -> None:
    """Bring the database at the URL to the newest migration."""
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    alembic.command.upgrade(config, "head")


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated database, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(template_database: Path, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database, in use during the test."""
    path = tmp_path / "test.sqlite"
    shutil.copyfile(template_database, path)
    url = f"sqlite:///{path}"
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
    media: Path

    def files(self) -> list[Path]:
        """Every file in the storage."""
        return [path for path in self.media.rglob("*") if path.is_file()]


@pytest.fixture
def adapters(database: str, tmp_path: Path) -> Iterator[Adapters]:
    """Adapters that answer at once, in use during the test."""
    media = tmp_path / "media"
    storage = LocalStorage(media, b"a secret for tests only")
    chosen = Adapters(storage, CountingQueue(), RecordingLive(), ScriptedGenerator(storage, tmp_path), media)
    ports.use(ports.Ports(chosen.storage, chosen.queue, chosen.live, chosen.generator))
    yield chosen
    ports.use(None)


@pytest.fixture(autouse=True)
def _no_rate_limits_between_tests() -> None:
    accounts.forget_attempts()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of PASSWORD; hashing is slow on purpose, so once is enough."""
    return accounts.hashed(PASSWORD)


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    id: UserId
    token: str


def _person(name: str) -> Person:
    token = accounts.sign_up(name, f"{name.lower()}@example.com", PASSWORD, accounts.Visitor("127.0.0.1"))
    user = user_of_session(token)
    assert user is not None
    return Person(user.id, token)


@pytest.fixture
def owner(adapters: Adapters, monkeypatch: pytest.MonkeyPatch, password_hash: str) -> Person:
    """The one whose songs the test is about."""
    monkeypatch.setattr(accounts, "hashed", lambda _password: password_hash)
    return _person("Mira")


@pytest.fixture
def outsider(owner: Person) -> Person:
    """Somebody else, who has no business with the owner's songs."""
    return _person("Okto")

"""What the checks after a fault find."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from melodymaker import db, ports
from melodymaker.db.models import CreditEntry, Generation, Song, User
from melodymaker.generation.requests import submit_request
from melodymaker.ports import CreditTerms
from melodymaker.types import SongRequest, Status
from tasks.songs import make_next_songs
from tests.chaos.checks import Found, check, is_calm
from tests.chaos.load import Asked
from tests.chaos.site import Site
from tests.conftest import Adapters, make_person

MARK = "a tune, number 1"


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    """The database, as the checks read it."""
    engine = db.connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def checked(adapters: Adapters, database: str, engine: sa.Engine, tmp_path: Path) -> Callable[[], Found]:
    """Checks a site where one request was made into songs."""
    ports.use(replace(ports.in_use(), credits=CreditTerms(on=True)))
    person = make_person("Mira")
    promised = submit_request(person.id, SongRequest(description=MARK))
    make_next_songs()
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": database}
    nothing = cast("Any", None)
    site = Site(tmp_path, settings, nothing, nothing, 1)
    asked = [Asked(MARK, person.id, promised)]
    return lambda: check(site, engine, asked)


def _change(statement: sa.Executable) -> None:
    with db.transaction() as session:
        session.connection().execute(statement)


def test_a_request_that_became_two_songs_is_all_right(checked: Callable[[], Found]) -> None:
    assert not checked()


def test_a_request_that_has_not_ended_is_lost_and_not_calm(checked: Callable[[], Found], engine: sa.Engine) -> None:
    assert is_calm(engine)
    _change(sa.update(Generation).values(status=Status.PROCESSING))
    assert not is_calm(engine)
    assert MARK in checked().lost[0]


def test_a_request_that_was_made_twice_is_doubled(checked: Callable[[], Found]) -> None:
    with db.read() as session:
        user_id = session.connection().execute(sa.select(User.id)).scalar_one()
    submit_request(user_id, SongRequest(description=MARK))
    make_next_songs()
    assert checked().doubled == [f"request {MARK} was made 2 times"]


def test_a_file_that_is_gone_is_lost_and_one_of_no_song_is_wrong(
    checked: Callable[[], Found], adapters: Adapters
) -> None:
    file = adapters.files()[0]
    file.rename(file.with_name(f"{'0' * 32}.mp3"))
    found = checked()
    assert found.lost == [f"file {file.name} is gone"]
    assert found.wrong == [f"file {'0' * 32}.mp3 is of no song"]


def test_a_song_without_its_generations_status_is_wrong(checked: Callable[[], Found]) -> None:
    _change(sa.update(Song).where(sa.column("take") == "A").values(status=Status.FAILED))
    assert len(checked().wrong) == 2


def test_credits_that_are_not_the_sum_of_their_entries_are_wrong(checked: Callable[[], Found]) -> None:
    _change(sa.update(User).values(credits=3))
    assert ["has 3 credits, and entries of 98" in text for text in checked().wrong] == [True]


def test_credits_that_an_ended_request_holds_are_wrong(checked: Callable[[], Found]) -> None:
    with db.transaction() as session:
        entry = CreditEntry(key="x", user_id=_one(User.id), kind="hold", amount=0, balance=98)
        entry.generation_id = _one(Generation.id)
        session.add(entry)
    assert "2 holds, 1 closed" in checked().wrong[0]


def _one(column: Any) -> str:
    with db.read() as session:
        return session.connection().execute(sa.select(column)).scalar_one()

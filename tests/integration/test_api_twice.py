"""Requests with an idempotency key: sent twice, done once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.api_keys import stored_answers
from melodymaker.db.models import Generation, StoredAnswer, now
from tests.conftest import Adapters, Person
from tests.programs import WALTZ, Program, fields_of, problem_of


@pytest.fixture
def database(sqlite: str) -> Iterator[str]:
    """SQLite alone: what differs between databases is tested where the rows are."""
    db.use(db.connect(sqlite))
    yield sqlite
    db.use(None)


def _generations() -> int:
    with db.read() as session:
        return session.connection().execute(sa.select(sa.func.count()).select_from(Generation)).scalar_one()


def test_a_request_sent_twice_with_its_key_is_done_once(api: Program) -> None:
    first = api("POST", "/songs", WALTZ, Idempotency_Key="one")
    again = api("POST", "/songs", WALTZ, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert _generations() == 1
    assert api("POST", "/songs", WALTZ, Idempotency_Key="two").json()["id"] != first.json()["id"]


def test_an_idempotency_key_belongs_to_one_request_of_one_user(api: Program, stranger: Program) -> None:
    api("POST", "/songs", WALTZ, Idempotency_Key="one")
    problem_of(api("POST", "/songs", {"description": "a tango"}, Idempotency_Key="one"), 422)
    assert stranger("POST", "/songs", WALTZ, Idempotency_Key="one").status_code == 202
    assert _generations() == 2
    for wrong in ("", "x" * 256, "a\tb"):
        assert fields_of(api("POST", "/songs", WALTZ, Idempotency_Key=wrong)) == {"Idempotency-Key"}


def test_a_refused_request_may_be_sent_again_with_its_key(api: Program, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=2)
    api("POST", "/songs", WALTZ)
    problem_of(api("POST", "/songs", WALTZ, Idempotency_Key="one"), 429)
    adapters.limit(songs_per_day=0)
    assert api("POST", "/songs", WALTZ, Idempotency_Key="one").status_code == 202


def test_a_request_that_is_being_worked_on_is_not_begun_again(
    api: Program, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first try ended before it was answered, but after the songs were queued."""
    with monkeypatch.context() as broken:
        broken.setattr(stored_answers, "answer", lambda *_: 1 / 0)
        problem_of(api("POST", "/songs", WALTZ, Idempotency_Key="one"), 500)
    problem_of(api("POST", "/songs", WALTZ, Idempotency_Key="one"), 409)
    with db.transaction() as session:
        session.exec(sa.update(StoredAnswer).values(begun_at=now() - timedelta(minutes=2)))
    assert api("POST", "/songs", WALTZ, Idempotency_Key="one").status_code == 202
    assert _generations() == 1


def test_an_idempotency_key_is_forgotten_after_a_day(api: Program) -> None:
    api("POST", "/songs", WALTZ, Idempotency_Key="one")
    with db.transaction() as session:
        session.exec(sa.update(StoredAnswer).values(created_at=now() - timedelta(hours=25)))
    assert "idempotent-replayed" not in api("POST", "/songs", WALTZ, Idempotency_Key="one").headers
    assert _generations() == 2
    with db.transaction() as session:
        session.exec(sa.update(StoredAnswer).values(created_at=now() - timedelta(hours=25)))
    assert stored_answers.forget_old_answers() == 1

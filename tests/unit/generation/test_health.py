"""What the health check tells, and how often it tries."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.db.models import Generation, now
from melodymaker.generation import health
from melodymaker.generation.claims import claim_next
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongRequest
from tests.conftest import Adapters, Person


def _long_ago() -> None:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(due_at=now() - health.LONGEST_IDLE - timedelta(seconds=1)))


def test_requests_that_nobody_makes_are_told(owner: Person, outsider: Person) -> None:
    submit_request(owner.id, SongRequest(description="one"))
    assert health._try_all()["workers"].ok
    _long_ago()
    assert health._try_all()["workers"].error == "NobodyWorks"
    submit_request(outsider.id, SongRequest(description="two"))
    assert claim_next("a worker")
    _long_ago()
    assert health._try_all()["workers"].ok


def test_what_was_tried_just_now_is_told_again(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(health, "_latest", [])
    monkeypatch.setattr(adapters.queue, "check", lambda: tried.append(1))
    monkeypatch.setattr(health, "FRESH", 1_000)
    first = health.parts()
    assert health.parts() is first
    monkeypatch.setattr(health, "FRESH", 0)
    assert health.parts() is not first
    assert len(tried) == 2

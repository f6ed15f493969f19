"""What a request costs, whichever way it ends."""

from dataclasses import replace

import pytest
from sqlmodel import select

from melodymaker import db, ports
from melodymaker.credits import ledger
from melodymaker.db.models import CreditEntry, Generation, Song
from melodymaker.errors import AlreadyOver, NotEnoughCredits, NotFound, TooManyPending
from melodymaker.generation import requests
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import cancel_request, fail, retry_failed
from melodymaker.generation.requests import continue_all, continue_request, submit_request
from melodymaker.types import GenerationId, Movement, SongRequest, Status, UserId
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person
from tests.factories import stored_user


@pytest.fixture(autouse=True)
def priced(adapters: Adapters) -> None:
    """Four free credits, which is two requests."""
    assert adapters
    ports.use(replace(ports.in_use(), credits=ports.CreditTerms(on=True, free=4)))


def _submit(person: Person, key: str | None = None) -> GenerationId:
    return submit_request(person.id, SongRequest(description="a tune"), key)


def _credits(person: Person) -> int:
    return stored_user(person.id).credits


def _statuses(generation_id: GenerationId) -> tuple[str, set[str]]:
    with db.read() as session:
        songs = session.exec(select(Song.status).where(Song.generation_id == generation_id)).all()
        return session.get_one(Generation, generation_id).status, set(songs)


def _movements(person: Person) -> list[str]:
    with db.read() as session:
        entries = select(CreditEntry.kind).where(CreditEntry.user_id == person.id).order_by("number")
        return list(session.exec(entries).all())


def _pay(person: Person, order: str, amount: int) -> None:
    with db.transaction() as session:
        ledger.book_order(session, ledger.PaidOrder(order, person.id, amount))


def _fail(*, retry: bool = False) -> None:
    claim = claim_next("worker")
    assert claim is not None
    fail(claim, "broken", retry=retry)


def test_finished_songs_are_paid_for(owner: Person) -> None:
    _submit(owner)
    assert _credits(owner) == 2
    make_next_songs()
    assert _credits(owner) == 2
    assert _movements(owner) == [Movement.FREE, Movement.HOLD, Movement.SETTLE]


def test_what_is_sent_twice_is_held_once(owner: Person) -> None:
    assert _submit(owner, "key") == _submit(owner, "key")
    assert _credits(owner) == 2


def test_a_failed_or_cancelled_request_costs_nothing(owner: Person) -> None:
    _submit(owner)
    _fail()
    cancel_request(owner.id, _submit(owner))
    assert _credits(owner) == 4
    assert _movements(owner)[1:] == [Movement.HOLD, Movement.REFUND] * 2


def test_a_try_that_is_repeated_is_held_once(owner: Person) -> None:
    _submit(owner)
    _fail(retry=True)
    assert _credits(owner) == 2


def test_without_credits_a_request_waits(owner: Person, adapters: Adapters) -> None:
    _submit(owner)
    _submit(owner)
    adapters.queue.delays.clear()
    poor = _submit(owner)
    assert _statuses(poor) == (Status.NO_CREDITS, {Status.NO_CREDITS})
    assert _credits(owner) == 0
    with pytest.raises(NotEnoughCredits):
        continue_request(owner.id, poor)
    _pay(owner, "o1", 10)
    continue_request(owner.id, poor)
    assert _statuses(poor) == (Status.QUEUED, {Status.QUEUED})
    assert _credits(owner) == 8
    with pytest.raises(AlreadyOver):
        continue_request(owner.id, poor)


def test_nobody_else_continues_a_request(owner: Person, outsider: Person) -> None:
    _submit(owner)
    _submit(owner)
    poor = _submit(owner)
    with pytest.raises(NotFound):
        continue_request(outsider.id, poor)
    cancelled = _submit(outsider)
    cancel_request(outsider.id, cancelled)
    with pytest.raises(AlreadyOver):
        continue_request(outsider.id, cancelled)


def test_what_waits_goes_on_as_far_as_the_credits_reach(owner: Person) -> None:
    first, *_, last = [_submit(owner) for _ in range(5)][2:]
    _pay(owner, "o1", 4)
    assert continue_all(owner.id) == 2
    assert (_statuses(first)[0], _statuses(last)[0]) == (Status.QUEUED, Status.NO_CREDITS)
    assert _credits(owner) == 0


def test_only_as_many_wait_for_a_worker_as_may(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    poor = [_submit(owner) for _ in range(3)][-1]
    monkeypatch.setattr(requests, "MAX_PENDING", 2)
    _pay(owner, "o1", 4)
    with pytest.raises(TooManyPending):
        continue_request(owner.id, poor)


def test_a_failed_request_that_an_admin_retries_is_paid_for_again(owner: Person) -> None:
    failed = _submit(owner)
    _fail()
    with db.transaction() as session:
        retry_failed(session, failed)
    assert _credits(owner) == 2
    make_next_songs()
    assert _credits(owner) == 2


def test_a_retry_needs_credits(owner: Person) -> None:
    failed = _submit(owner)
    _fail()
    _submit(owner)
    _submit(owner)
    with pytest.raises(NotEnoughCredits), db.transaction() as session:
        retry_failed(session, failed)
    assert _statuses(failed)[0] == Status.FAILED


def test_where_nothing_costs_anything_nothing_is_booked(adapters: Adapters, owner: Person) -> None:
    ports.use(replace(ports.in_use(), credits=ports.CreditTerms()))
    submit_request(UserId(owner.id), SongRequest(description="a tune"))
    make_next_songs()
    assert _movements(owner) == [Movement.FREE]
    assert adapters.queue.works == []

"""The ledger: the balance is the sum of the entries, never below zero, and nothing happens twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from melodymaker import db, ports
from melodymaker.credits import ledger
from melodymaker.credits.ledger import PaidOrder
from melodymaker.db.models import CreditEntry, User
from melodymaker.errors import NotFound
from melodymaker.types import GenerationId, Kind, Movement, UserId
from tests.conftest import Adapters
from tests.factories import make_people, stored_user

ONE = GenerationId("one")


@pytest.fixture
def mira(adapters: Adapters) -> UserId:
    """Somebody with 100 credits."""
    ports.use(replace(ports.in_use(), credits=ports.CreditTerms(on=True, free=100)))
    [user_id] = make_people(1)
    _do(lambda session: ledger.give_free(session, user_id))
    adapters.live.published.clear()
    return user_id


def _do(act: Callable[[Session], object]) -> object:
    with db.transaction() as session:
        return act(session)


def _hold(user_id: UserId, request: str = ONE, songs: int = 2) -> object:
    return _do(lambda session: ledger.hold(session, user_id, GenerationId(request), songs))


def _book(order: PaidOrder) -> object:
    return _do(lambda session: ledger.book_order(session, order))


def _entries(user_id: UserId) -> list[CreditEntry]:
    with db.read() as session:
        return list(session.exec(select(CreditEntry).where(CreditEntry.user_id == user_id).order_by("number")).all())


def _told(user_id: UserId) -> list[tuple[str, int, int]]:
    return [(entry.kind, entry.amount, entry.balance) for entry in _entries(user_id)]


def test_what_is_held_is_spent_when_the_songs_are_finished(mira: UserId) -> None:
    assert _hold(mira)
    assert stored_user(mira).credits == 98
    _do(lambda session: ledger.settle(session, ONE, 2))
    _do(lambda session: ledger.give_back(session, ONE))  # too late
    assert _told(mira) == [(Movement.FREE, 100, 100), (Movement.HOLD, -2, 98), (Movement.SETTLE, 0, 98)]


def test_songs_that_were_not_finished_are_not_paid_for(mira: UserId) -> None:
    _hold(mira)
    _do(lambda session: ledger.settle(session, ONE, 1))
    assert _told(mira)[-1] == (Movement.SETTLE, 1, 99)


def test_what_is_held_comes_back_once(mira: UserId) -> None:
    _hold(mira)
    for _ in range(2):
        _do(lambda session: ledger.give_back(session, ONE))
    _do(lambda session: ledger.settle(session, ONE, 2))  # too late
    assert _told(mira)[1:] == [(Movement.HOLD, -2, 98), (Movement.REFUND, 2, 100)]


def test_a_request_that_is_tried_again_is_paid_for_again(mira: UserId) -> None:
    _hold(mira)
    _do(lambda session: ledger.give_back(session, ONE))
    _hold(mira)
    _do(lambda session: ledger.settle(session, ONE, 2))
    assert stored_user(mira).credits == 98


def test_too_few_credits_hold_nothing(mira: UserId) -> None:
    assert not _hold(mira, songs=101)
    assert _hold(mira, songs=100)
    assert not _hold(mira, "two", songs=1)
    assert stored_user(mira).credits == 0


def test_free_credits_are_given_once_to_each(mira: UserId) -> None:
    _do(lambda session: ledger.give_free(session, mira))
    [late] = make_people(1)
    assert ledger.give_free_to_all() == 1
    assert ledger.give_free_to_all() == 0
    assert (stored_user(mira).credits, stored_user(late).credits) == (100, 100)


def test_nothing_moves_where_nothing_costs_anything(adapters: Adapters) -> None:
    [user_id] = make_people(1)
    _do(lambda session: ledger.give_free(session, user_id))
    assert _hold(user_id)
    assert ledger.give_free_to_all() == 0
    assert _entries(user_id) == []
    assert adapters.live.published == []


def test_an_order_gives_once(mira: UserId) -> None:
    order = PaidOrder("o1", mira, 25)
    assert [_book(order), _book(order)] == [True, False]
    _book(PaidOrder("o2", mira, 40, monthly=True))
    assert _told(mira)[1:] == [(Movement.PURCHASE, 25, 125), (Movement.PLAN, 40, 165)]


@pytest.mark.parametrize("refunds", [(0, 1.0), (1.0, 0), (0, 0.5, 1.0), (1.0, 0.5), (0, 0.2, 0.4, 1.0, 1.0), (0, 1.7)])
def test_a_refund_takes_what_it_gave_in_whatever_order_it_is_told(mira: UserId, refunds: tuple[float, ...]) -> None:
    for refunded in refunds:
        _book(PaidOrder("o1", mira, 25, refunded=refunded))
    assert stored_user(mira).credits == 100


def test_a_refund_takes_only_what_is_left(mira: UserId) -> None:
    _book(PaidOrder("o1", mira, 25))
    _hold(mira, songs=120)
    _book(PaidOrder("o1", mira, 25, refunded=1))
    assert _told(mira)[-1] == (Movement.CLAW_BACK, -5, 0)
    _do(lambda session: ledger.give_back(session, ONE))
    _book(PaidOrder("o1", mira, 25, refunded=1))  # told again, it takes nothing more
    assert stored_user(mira).credits == 120


def test_an_order_of_nobody_is_refused(mira: UserId) -> None:
    with pytest.raises(NotFound):
        _book(PaidOrder("o1", UserId("gone"), 25))


def test_open_tabs_are_told_after_the_change(mira: UserId, adapters: Adapters) -> None:
    _hold(mira)
    assert [change.kind for change, *_ in adapters.live.published] == [Kind.CREDITS]


def test_an_entry_cannot_be_changed(mira: UserId) -> None:
    with pytest.raises(DBAPIError, match="only added"):
        _do(lambda session: session.exec(sa.update(CreditEntry).values(amount=1_000)))
    with pytest.raises(DBAPIError):
        _do(lambda session: session.exec(sa.update(User).values(credits=-1)))


def test_many_at_once_move_nothing_twice(mira: UserId) -> None:
    order = PaidOrder("o1", mira, 25)
    with ThreadPoolExecutor(16) as threads:
        given = list(threads.map(lambda _: _book(order), range(32)))
        held = list(threads.map(lambda number: _hold(mira, f"request {number}", songs=10), range(32)))
    assert given.count(True) == 1
    assert held.count(True) == 12
    assert stored_user(mira).credits == 5
    _check_sum(mira)


def _check_sum(user_id: UserId) -> None:
    entries = _entries(user_id)
    balance = 0
    for entry in entries:
        balance += entry.amount
        assert entry.balance == balance >= 0
    assert stored_user(user_id).credits == balance
    assert len({entry.key for entry in entries}) == len(entries)


class Accounts(RuleBasedStateMachine):
    """What may happen to one user's credits, in any order, some of it at the same time."""

    def __init__(self) -> None:
        super().__init__()
        [self.user_id] = make_people(1)
        self.requests: list[str] = []
        self.orders: dict[str, PaidOrder] = {}

    @rule(free=st.booleans())
    def give_free(self, free: bool) -> None:
        """The account is opened, or the app started."""
        if free:
            _do(lambda session: ledger.give_free(session, self.user_id))
        else:
            ledger.give_free_to_all()

    @rule(songs=st.integers(1, 40))
    def hold(self, songs: int) -> None:
        """Something is asked for."""
        name = f"{self.user_id}-{len(self.requests)}"
        if _hold(self.user_id, name, songs):
            self.requests.append(name)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), songs=st.integers(0, 2))
    def end_both_ways(self, data: st.DataObject, songs: int) -> None:
        """It is finished and called off in the same instant."""
        name = data.draw(st.sampled_from(self.requests))
        self._at_once(self._settle(name, songs), self._give_back(name))

    @rule(number=st.integers(0, 3), amount=st.sampled_from([10, 25, 50]), refunded=st.sampled_from([0, 0.3, 0.5, 1.0]))
    def tell_of_order(self, number: int, amount: int, refunded: float) -> None:
        """The payment service tells of an order, twice at once."""
        name = f"{self.user_id}-{number}"
        known = self.orders.setdefault(name, PaidOrder(name, self.user_id, amount, monthly=number == 3))
        told = replace(known, refunded=refunded)
        self._at_once(*[lambda: _book(told)] * 2)

    @invariant()
    def balance_is_the_sum(self) -> None:
        """Whatever happened, the books are true."""
        _check_sum(self.user_id)

    @invariant()
    def every_hold_ends_at_most_once(self) -> None:
        """What was held is spent or given back, never both."""
        ends = [entry.generation_id for entry in _entries(self.user_id) if entry.kind in {"settle", "refund"}]
        assert len(ends) == len(set(ends))

    @invariant()
    def every_order_gives_once_and_takes_no_more(self) -> None:
        """An order takes back at most what it gave."""
        entries = _entries(self.user_id)
        for name in self.orders:
            amounts = [entry.amount for entry in entries if entry.order_id == name]
            assert sum(amount > 0 for amount in amounts) == 1
            assert sum(amounts) >= 0

    def _settle(self, name: str, songs: int) -> Callable[[], object]:
        return lambda: _do(lambda session: ledger.settle(session, GenerationId(name), songs))

    def _give_back(self, name: str) -> Callable[[], object]:
        return lambda: _do(lambda session: ledger.give_back(session, GenerationId(name)))

    @staticmethod
    def _at_once(*acts: Callable[[], object]) -> None:
        with ThreadPoolExecutor(len(acts)) as threads:
            for done in [threads.submit(act) for act in acts]:
                done.result()


@pytest.mark.usefixtures("mira")
def test_any_order_of_movements_keeps_the_books_true() -> None:
    bounded = settings(
        max_examples=10, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Accounts, settings=bounded)

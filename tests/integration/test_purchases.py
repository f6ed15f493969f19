"""Buying, from the pack to the ledger: the service's messages once, twice, late, in any order, forged, or not at all."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from melodymaker import db, ports
from melodymaker.adapters.polar_payments import NO_CUSTOMER, PolarPayments
from melodymaker.api import http_routes
from melodymaker.db.models import Generation, PaymentEvent, now
from melodymaker.deletion.purge import purge_accounts
from melodymaker.errors import NotFound, PaymentsUnreachable, Suspended, TooManyAttempts
from melodymaker.generation.requests import submit_request
from melodymaker.purchases import events, queries, service
from melodymaker.purchases.balance_state import BalanceState
from melodymaker.purchases.state import BOOKED, PAID, CreditsState
from melodymaker.settings import Settings
from melodymaker.types import SongRequest, Status, Work
from tasks import payments as tasks
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person, make_person
from tests.factories import change_user, stored_user
from tests.polar.server import FakePolar, fake_polar, message
from tests.unit.states import Tab, commands_in


@pytest.fixture(scope="module")
def server() -> Iterator[FakePolar]:
    with fake_polar() as one:
        yield one


@pytest.fixture(autouse=True)
def polar(server: FakePolar, adapters: Adapters, tmp_path: Path) -> Iterator[FakePolar]:
    """A Polar through which this app sells; two credits are free."""
    assert adapters
    server.orders.clear()
    server.customers.clear()
    server.down = False
    values = {name.lower(): value for name, value in server.settings().items()}
    with closing(PolarPayments(Settings(data_dir=tmp_path, _env_file=None, **values))) as payments:
        ports.use(replace(ports.in_use(), credits=ports.CreditTerms(on=True, free=2), payments=payments))
        yield server


@pytest.fixture
def hook(adapters: Adapters) -> Iterator[TestClient]:
    assert adapters
    with TestClient(http_routes()) as client:
        yield client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _send(hook: TestClient, kind: str, data: dict, **options: str) -> int:
    body, headers = message(kind, data, **options)
    return hook.post("/webhooks/polar", content=body, headers=headers).status_code


def _credits(person: Person) -> int:
    return stored_user(person.id).credits


def _status(generation_id: str) -> str:
    with db.read() as session:
        return session.get_one(Generation, generation_id).status


def test_a_message_is_stored_answered_and_then_booked(
    hook: TestClient, owner: Person, polar: FakePolar, adapters: Adapters
) -> None:
    adapters.queue.works.clear()
    assert _send(hook, "order.paid", polar.order(owner.id, "pack-25")) == 202
    assert _credits(owner) == 2  # nothing is done before the answer
    assert adapters.queue.works == [Work.PAYMENTS]
    tasks.catch_up()
    assert _credits(owner) == 27


def test_a_message_that_comes_again_does_nothing(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    order = polar.order(owner.id, "pack-10")
    for delivery in ("one", "one", "two"):  # sent again, and told again
        assert _send(hook, "order.paid", order, delivery=delivery) == 202
        tasks.catch_up()
    with db.read() as session:
        assert len(session.exec(select(PaymentEvent.id)).all()) == 2
    assert _credits(owner) == 12


def test_messages_in_the_wrong_order_come_to_the_same(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    order = polar.order(owner.id, "pack-10")
    paid = dict(order)
    refunded = dict(polar.refund(order["id"]))
    assert _send(hook, "order.refunded", refunded) == 202
    assert _send(hook, "order.paid", paid) == 202
    tasks.catch_up()
    assert _credits(owner) == 2


def test_an_unpaid_order_gives_nothing(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    _send(hook, "order.created", {**polar.order(owner.id, "pack-10"), "status": "pending", "paid": False})
    tasks.catch_up()
    assert _credits(owner) == 2


def test_messages_of_unknown_kinds_are_kept(hook: TestClient) -> None:
    assert _send(hook, "planet.aligned", {"any": "thing"}) == 202
    tasks.catch_up()
    with db.read() as session:
        [event] = session.exec(select(PaymentEvent)).all()
    assert event.type == "planet.aligned"
    assert event.processed_at is not None


def test_forged_and_endless_messages_are_refused(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    body, headers = message("order.paid", polar.order(owner.id, "pack-50"))
    assert hook.post("/webhooks/polar", content=body + b" ", headers=headers).status_code == 403
    assert hook.post("/webhooks/polar", content=b"x" * 1_100_000, headers=headers).status_code == 403
    assert hook.post("/webhooks/polar").status_code == 403
    assert hook.get("/webhooks/polar").status_code == 405
    tasks.catch_up()
    assert _credits(owner) == 2


def test_one_broken_message_holds_no_other_up(
    hook: TestClient, owner: Person, polar: FakePolar, caplog: pytest.LogCaptureFixture
) -> None:
    _send(hook, "order.paid", {"id": None, "status": "paid", "product_id": ["odd"]})
    _send(hook, "order.paid", {**polar.order("nobody-of-ours", "pack-10")})
    _send(hook, "order.paid", polar.order(owner.id, "pack-10"))
    tasks.catch_up()
    assert _credits(owner) == 12
    assert "cannot be processed" in caplog.text
    caplog.clear()
    with db.transaction() as session:
        session.exec(sa.update(PaymentEvent).values(received_at=now() - timedelta(days=1)))
    tasks.catch_up()
    tasks.catch_up()
    assert caplog.text.count("cannot be processed") == 1  # once more, and then no longer


def test_a_missed_message_is_found_at_night(owner: Person, polar: FakePolar) -> None:
    polar.order(owner.id, "plan-40")
    polar.refund(polar.order(owner.id, "pack-10")["id"])
    tasks.reconcile()
    tasks.reconcile()
    assert _credits(owner) == 42
    polar.down = True
    tasks.reconcile()  # says so in the log


def test_where_nothing_is_sold_there_is_nothing(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    ports.use(replace(ports.in_use(), payments=None))
    assert _send(hook, "order.paid", polar.order(owner.id, "pack-10")) == 404
    tasks.catch_up()
    tasks.reconcile()
    with pytest.raises(NotFound):
        service.begin_checkout(owner.id, "pack-10")


def test_new_accounts_become_customers_in_the_background(owner: Person, polar: FakePolar, adapters: Adapters) -> None:
    assert adapters.queue.works == [Work.PAYMENTS]
    assert polar.customers == {}
    polar.down = True
    okto = make_person("Okto")  # a sign-up does not fail by it
    tasks.catch_up()
    polar.down = False
    change_user(okto.id, email="okto@nowhere.invalid")
    tasks.catch_up()
    tasks.catch_up()
    assert list(polar.customers) == [owner.id]
    assert stored_user(owner.id).customer_id == f"customer-{owner.id}"
    assert stored_user(okto.id).customer_id == NO_CUSTOMER


def test_a_leaver_is_forgotten_by_the_service_too(hook: TestClient, owner: Person, polar: FakePolar) -> None:
    tasks.catch_up()
    _send(hook, "order.paid", polar.order(owner.id, "plan-40"))
    _send(hook, "order.paid", polar.order("another", "pack-10"))
    change_user(owner.id, delete_at=now() - timedelta(days=1))
    polar.down = True
    assert purge_accounts() == 0  # a subscription may be going on
    polar.down = False
    assert purge_accounts() == 1
    assert polar.customers == {}
    with db.read() as session:
        [left] = session.exec(select(PaymentEvent.body)).all()
    assert owner.id not in left
    tasks.catch_up()  # what is told of somebody who is gone is left alone


def test_messages_are_not_kept_for_ever(hook: TestClient) -> None:
    _send(hook, "planet.aligned", {"any": "thing"})
    assert events.forget_old_events() == 0
    tasks.catch_up()
    with db.transaction() as session:
        session.exec(sa.update(PaymentEvent).values(processed_at=now() - timedelta(days=91)))
    assert events.forget_old_events() == 1


def test_a_checkout_is_for_those_who_may(owner: Person, polar: FakePolar) -> None:
    assert service.begin_checkout(owner.id, "pack-10").startswith(f"{polar.url}/checkout/")
    with pytest.raises(NotFound):
        service.begin_checkout(owner.id, "pack-of-somebody-else")
    for _ in range(8):
        service.begin_checkout(owner.id, "pack-10")
    with pytest.raises(TooManyAttempts):
        service.portal(owner.id)


def test_the_suspended_buy_nothing(owner: Person) -> None:
    change_user(owner.id, suspended_at=stored_user(owner.id).created_at)
    with pytest.raises(Suspended):
        service.begin_checkout(owner.id, "pack-10")


@pytest.mark.anyio
async def test_the_page_explains_every_step(owner: Person, polar: FakePolar, hook: TestClient) -> None:
    tab = Tab(owner.token)
    balance, page = await tab.state(BalanceState), await tab.state(CreditsState)
    submit_request(owner.id, SongRequest(description="a tune"))
    make_next_songs()
    waits = submit_request(owner.id, SongRequest(description="another tune"))
    await BalanceState.load_balance.fn(balance)
    assert (balance.balance.left, balance.balance.enough, balance.balance.for_sale) == ("0 credits", False, True)
    await CreditsState.load_packs.fn(page)
    assert [(pack.credits, pack.price) for pack in page.packs][:2] == [("10 credits", "$4.99"), ("25 credits", "$9.99")]
    [leave] = commands_in([await CreditsState.buy.fn(page, "pack-10")])
    assert leave["address"].startswith(polar.url)
    order = polar.order(owner.id, "pack-10")
    _send(hook, "order.paid", order)
    tasks.catch_up()
    assert _status(waits) == Status.QUEUED  # it goes on by itself
    make_next_songs()
    _send(hook, "order.refunded", dict(polar.refund(order["id"])))
    tasks.catch_up()
    await CreditsState.load_credits.fn(page)
    assert [(row.text, row.amount, row.balance) for row in page.entries] == [
        ("A payment was refunded: its credits were taken back, as far as they were left", "−8", "0"),
        ("“A Scripted Song” is finished: what was held is spent", "0", "8"),
        ("Held for “A Scripted Song”", "−2", "8"),
        ("Credits bought", "+10", "10"),
        ("“A Scripted Song” is finished: what was held is spent", "0", "0"),
        ("Held for “A Scripted Song”", "−2", "0"),
        ("Free credits to start with", "+2", "2"),
    ]


@pytest.mark.anyio
async def test_coming_back_from_a_checkout_needs_no_message(owner: Person, polar: FakePolar) -> None:
    page = await Tab(owner.token, "/credits?paid=1").state(CreditsState)
    await CreditsState.load_credits.fn(page)
    polar.order(owner.id, "pack-10")
    assert await CreditsState.load_payment.fn(page) is CreditsState.book_payment
    assert page.thanks == PAID
    await CreditsState.book_payment.fn(page)
    assert page.thanks == BOOKED
    assert _credits(owner) == 12


@pytest.mark.anyio
async def test_a_service_that_is_away_is_told_on_the_page(owner: Person, polar: FakePolar) -> None:
    polar.down = True
    page = await Tab(owner.token).state(CreditsState)
    await CreditsState.load_packs.fn(page)
    assert page.trouble == PaymentsUnreachable.message
    with pytest.raises(PaymentsUnreachable):
        await CreditsState.buy.fn(page, "pack-10")


@pytest.mark.anyio
async def test_a_long_ledger_is_read_a_page_at_a_time(owner: Person) -> None:
    for number in range(queries.ROWS_A_PAGE + 3):
        service.book(ports.Order(f"o{number}", owner.id, 10, monthly=False, paid=True))
    page = await Tab(owner.token).state(CreditsState)
    await CreditsState.load_credits.fn(page)
    assert (len(page.entries), page.more) == (queries.ROWS_A_PAGE, True)
    await CreditsState.load_more_entries.fn(page)
    assert (len(page.entries), page.more) == (queries.ROWS_A_PAGE + 4, False)
    assert events.process_events() == 0

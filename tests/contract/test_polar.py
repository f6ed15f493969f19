"""Payments through Polar, against a Polar whose requests and answers follow the SDK's own models."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from melodymaker.adapters.polar_payments import NO_CUSTOMER, PolarPayments
from melodymaker.db.models import now
from melodymaker.errors import InvalidSignature, PaymentsUnreachable
from melodymaker.ports import Order, Pack
from melodymaker.settings import Settings
from melodymaker.types import UserId
from tests.polar.server import FakePolar, fake_polar, message

MIRA = UserId("mira")


@pytest.fixture(scope="module")
def server() -> Iterator[FakePolar]:
    with fake_polar() as one:
        yield one


@pytest.fixture
def polar(server: FakePolar) -> FakePolar:
    server.orders.clear()
    server.customers.clear()
    server.refused.clear()
    server.down = False
    return server


@pytest.fixture
def payments(polar: FakePolar, tmp_path: Path) -> Iterator[PolarPayments]:
    with closing(_payments(polar, tmp_path)) as made:
        yield made


def _payments(polar: FakePolar, folder: Path, **changes: str) -> PolarPayments:
    values = {name.lower(): value for name, value in polar.settings().items()} | changes
    return PolarPayments(Settings(data_dir=folder, _env_file=None, **values))


def test_the_packs_have_the_prices_of_the_service(payments: PolarPayments, polar: FakePolar) -> None:
    packs = payments.packs()
    assert packs[0] == Pack("pack-10", 10, monthly=False, price="$4.99")
    assert packs[-1] == Pack("plan-40", 40, monthly=True, price="$9.99")
    polar.down = True
    assert payments.packs() is packs  # they hold for an hour


def test_a_customer_is_made_once(payments: PolarPayments, polar: FakePolar) -> None:
    customer = payments.create_customer(MIRA, "mira@example.com", "Mira")
    assert payments.create_customer(MIRA, "mira@example.com", "Mira") == customer == "customer-mira"
    assert polar.customers["mira"]["email"] == "mira@example.com"
    assert payments.create_customer(UserId("okto"), "okto@nowhere.invalid", "Okto") == NO_CUSTOMER
    assert polar.refused == []
    for _ in range(2):
        payments.forget_customer(MIRA)
    assert polar.customers == {}


def test_a_checkout_and_the_portal_have_addresses(payments: PolarPayments, polar: FakePolar) -> None:
    address = payments.checkout_url(MIRA, "pack-25", "https://music.example/credits?paid=1")
    checkout = polar.checkouts[address.rpartition("/")[2]]
    assert checkout["products"] == ["pack-25"]
    assert checkout["success_url"] == "https://music.example/credits?paid=1"
    assert payments.portal_url(MIRA, "https://music.example/credits") == f"{polar.url}/portal/mira"
    assert polar.refused == []


def test_the_orders_of_one_user_and_of_all(payments: PolarPayments, polar: FakePolar) -> None:
    mine = [polar.order("mira", "pack-10") for _ in range(101)]  # more than one page
    polar.order("okto", "plan-40")
    polar.refund(mine[0]["id"], 100)
    found = list(payments.orders_of(MIRA))
    assert len(found) == len(mine)
    assert found[0] == Order(mine[0]["id"], MIRA, 10, monthly=False, paid=True, refunded=100 / 499)
    assert {order.user_id for order in payments.orders_since(now() - timedelta(days=1))} == {"mira", "okto"}


def test_a_service_that_is_away_is_named_in_words(payments: PolarPayments, polar: FakePolar) -> None:
    polar.down = True
    for ask in (
        payments.packs,
        lambda: payments.create_customer(MIRA, "mira@example.com", "Mira"),
        lambda: payments.forget_customer(MIRA),
        lambda: payments.checkout_url(MIRA, "pack-10", "https://music.example/"),
        lambda: payments.portal_url(MIRA, "https://music.example/"),
        lambda: list(payments.orders_of(MIRA)),
    ):
        with pytest.raises(PaymentsUnreachable):
            ask()


def test_a_wrong_key_is_no_crash(tmp_path: Path, polar: FakePolar) -> None:
    wrong = _payments(polar, tmp_path, polar_access_token="wrong")
    with closing(wrong) as payments, pytest.raises(PaymentsUnreachable):
        payments.packs()


def test_messages_tell_of_orders(payments: PolarPayments, polar: FakePolar) -> None:
    order = polar.order("mira", "pack-50")
    body, headers = message("order.paid", order, delivery="one")
    event = payments.verified_event(body, headers)
    assert (event.id, event.type) == ("one", "order.paid")
    told = payments.order_of_event(body.decode())
    assert told == Order(order["id"], MIRA, 50, monthly=False, paid=True)
    assert told is not None
    pending, _ = message("order.created", {**order, "status": "pending"})
    assert payments.order_of_event(pending.decode()) == replace(told, paid=False)


def test_messages_of_other_kinds_and_products_are_taken(payments: PolarPayments, polar: FakePolar) -> None:
    body, headers = message("planet.aligned", {"id": "new"})
    assert payments.verified_event(body, headers).type == "planet.aligned"
    assert payments.order_of_event(body.decode()) is None
    strange, _ = message("order.paid", {**polar.order("mira", "pack-10"), "product_id": "a-shirt", "customer": {}})
    found = payments.order_of_event(strange.decode())
    assert found is not None
    assert (found.credits, found.user_id) == (0, "")


def test_only_what_the_service_has_just_signed_is_believed(payments: PolarPayments, polar: FakePolar) -> None:
    order = polar.order("mira", "pack-10")
    body, headers = message("order.paid", order)
    forged = (
        (body.replace(b"mira", b"okto"), headers),
        (body, {**headers, "webhook-id": "another"}),
        (body, {**headers, "webhook-timestamp": "nan"}),
        (body, {**headers, "webhook-signature": "v1,"}),
        (body, {}),
        message("order.paid", order, at=time.time() - 600),
        message("order.paid", order, at=time.time() + 600),
        message("order.paid", order, secret="whsec_c29tZWJvZHkgZWxzZQ=="),
        (b"\xff", headers),
    )
    for one_body, one_headers in forged:
        with pytest.raises(InvalidSignature):
            payments.verified_event(one_body, one_headers)

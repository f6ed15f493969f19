"""Payments through Polar (https://polar.sh), by its own SDK.

The SDK takes a second and 58 MB to import, so that happens at the first use. Its typed reading refuses values that are
newer than itself; messages are therefore read as plain JSON.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from typing import Any

from melodymaker.errors import InvalidSignature, PaymentsUnreachable
from melodymaker.ports import Event, Order, Pack
from melodymaker.settings import Settings
from melodymaker.types import UserId

log = logging.getLogger(__name__)

NO_CUSTOMER = "-"
_PAID = {"paid", "refunded", "partially_refunded"}
_SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£"}
_NO_CENTS = {"jpy", "krw", "vnd", "clp"}
_PRICES_HOLD_SECONDS = 3_600
_PAGE = 100


class PolarPayments:
    """Sells the packs of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._packs: tuple[Pack, ...] = ()
        self._read_at = 0.0

    def packs(self) -> tuple[Pack, ...]:
        """What is for sale, with the prices that Polar has for it, which are asked for once an hour."""
        if not self._packs or time.monotonic() - self._read_at > _PRICES_HOLD_SECONDS:
            with _failures_in_words():
                self._packs = tuple(
                    Pack(product, amount, monthly, _price(self._polar.products.get(product)))
                    for product, amount, monthly in self._settings.packs
                )
            self._read_at = time.monotonic()
        return self._packs

    def create_customer(self, user_id: UserId, email: str, name: str) -> str:
        """Make the user known to Polar; one who is known already keeps the customer's id."""
        from polar.v2026_10.errors import HTTPValidationError

        with _failures_in_words():
            try:
                return self._polar.customers.create(email=email, name=name, external_id=user_id).id
            except HTTPValidationError as refused:
                return self._known_customer(user_id, refused)

    def forget_customer(self, user_id: UserId) -> None:
        """Delete the customer, whose subscriptions end with that; Polar keeps their orders without their name."""
        from polar.v2026_10.errors import ResourceNotFound

        with _failures_in_words(), suppress(ResourceNotFound):
            self._polar.customers.delete_external(user_id, anonymize=True)

    def checkout_url(self, user_id: UserId, pack_id: str, back_to: str) -> str:
        """The address of a new checkout."""
        with _failures_in_words():
            return self._polar.checkouts.create(
                products=[pack_id], external_customer_id=user_id, success_url=back_to
            ).url

    def portal_url(self, user_id: UserId, back_to: str) -> str:
        """The address of the customer portal, signed in as this user."""
        with _failures_in_words():
            session = self._polar.customer_sessions.create(external_customer_id=user_id, return_url=back_to)
            return session.customer_portal_url

    def orders_of(self, user_id: UserId) -> Iterator[Order]:
        """The user's orders, the newest first."""
        return self._orders(external_customer_id=user_id)

    def orders_since(self, at: datetime) -> Iterator[Order]:
        """Everybody's orders that were made since then."""
        return self._orders(created_after=at.isoformat())

    def verified_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """Check the signature as Standard Webhooks wants it, and that the message is of the last five minutes."""
        from polar.webhooks import PolarWebhookError, PolarWebhookUnknownTypeError, validate_event

        secret = self._settings.polar_webhook_secret
        try:
            # No type is named, so that one is told of each after its signature was checked, known or not.
            validate_event(body, dict(headers), secret, frozenset(), dict)
        except PolarWebhookUnknownTypeError as event:
            return Event(headers["webhook-id"], event.event_type or "")
        except PolarWebhookError as error:
            raise InvalidSignature from error
        raise InvalidSignature

    def order_of_event(self, body: str) -> Order | None:
        """The order of a message about one."""
        event = json.loads(body)
        data = event.get("data")
        if not str(event.get("type")).startswith("order.") or not isinstance(data, dict):
            return None
        customer = data.get("customer") or {}
        return self._order(data, customer.get("external_id"))

    def close(self) -> None:
        """Close its connections."""
        if "_polar" in self.__dict__:
            self._polar.__exit__()

    @cached_property
    def _polar(self) -> Any:
        from polar.v2026_10 import Polar

        settings = self._settings
        return Polar(
            settings.polar_access_token,
            environment=settings.polar_environment,
            base_url=settings.polar_base_url or None,
            timeout=10,
        )

    def _known_customer(self, user_id: UserId, refused: Exception) -> str:
        from polar.v2026_10.errors import ResourceNotFound

        try:
            return self._polar.customers.get_external(user_id).id
        except ResourceNotFound:
            log.warning("Polar takes no customer with the email of user %s: %s", user_id, type(refused).__name__)
            return NO_CUSTOMER

    def _orders(self, **filters: str) -> Iterator[Order]:
        with _failures_in_words():
            for order in self._polar.orders.iter_list(limit=_PAGE, **filters):
                yield self._order({name: getattr(order, name) for name in order.__slots__}, order.customer.external_id)

    def _order(self, data: Mapping[str, Any], user_id: str | None) -> Order:
        sold = {product: (amount, monthly) for product, amount, monthly in self._settings.packs}
        amount, monthly = sold.get(data.get("product_id") or "", (0, False))
        net = data.get("net_amount") or 0
        refunded = (data.get("refunded_amount") or 0) / net if net else float(data.get("status") == "refunded")
        return Order(
            id=data["id"],
            user_id=UserId(user_id or ""),
            credits=amount,
            monthly=monthly,
            paid=data.get("status") in _PAID,
            refunded=min(refunded, 1.0),
        )


@contextmanager
def _failures_in_words() -> Iterator[None]:
    from polar.base import PolarError

    try:
        yield
    except PolarError as error:
        # Not its text, which may hold an address of the checkout or of somebody's mail.
        status = getattr(error, "status_code", "")
        log.warning("Polar: %s %s", type(error).__name__, status)
        raise PaymentsUnreachable from error


def _price(product: Any) -> str:
    """The product's fixed price, as it is shown: $4.99."""
    fixed = next((price for price in product.prices if getattr(price, "amount_type", "") == "fixed"), None)
    if fixed is None:
        return ""
    currency = fixed.price_currency.lower()
    amount = f"{fixed.price_amount:,}" if currency in _NO_CENTS else f"{fixed.price_amount / 100:,.2f}"
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{amount}" if symbol else f"{amount} {currency.upper()}"

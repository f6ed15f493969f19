"""The service that people pay through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from melodymaker.types import UserId


@dataclass(frozen=True)
class Pack:
    """Credits that are for sale: once, or each month. `price` is ready to be shown."""

    id: str
    credits: int
    monthly: bool = False
    price: str = ""


@dataclass(frozen=True)
class Order:
    """What the service says of an order.

    `user_id` is empty for a customer who is none of ours, and `credits` 0 for a product that is no pack.
    """

    id: str
    user_id: UserId
    credits: int
    monthly: bool
    paid: bool
    # The part that was paid back: 0 to 1.
    refunded: float = 0.0


@dataclass(frozen=True)
class Event:
    """A message of the service whose signature was right; `id` is the same each time it is sent."""

    id: str
    type: str


class Payments(Protocol):
    """Sells packs of credits. All that goes out raises PaymentsUnreachable when the service does not do it."""

    def packs(self) -> tuple[Pack, ...]:
        """What is for sale."""
        ...

    def create_customer(self, user_id: UserId, email: str, name: str) -> str:
        """Make the user known to the service, once; returns the customer's id, or "-" if it takes none."""
        ...

    def forget_customer(self, user_id: UserId) -> None:
        """End the user's subscriptions and remove what the service may know of them; nothing for somebody unknown."""
        ...

    def checkout_url(self, user_id: UserId, pack_id: str, back_to: str) -> str:
        """The address where the user pays for a pack, which leads back afterwards."""
        ...

    def portal_url(self, user_id: UserId, back_to: str) -> str:
        """The address where the user sees their orders and ends subscriptions."""
        ...

    def orders_of(self, user_id: UserId) -> Iterator[Order]:
        """The user's orders, the newest first."""
        ...

    def orders_since(self, at: datetime) -> Iterator[Order]:
        """Everybody's orders that were made since then."""
        ...

    def verified_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """What kind of message this is; raises InvalidSignature for one that the service did not just send."""
        ...

    def order_of_event(self, body: str) -> Order | None:
        """The order that a verified message tells of; None for any other message."""
        ...

"""Buying: where somebody pays, where they see their orders, and what an order gives."""

import logging
from datetime import timedelta

from sqlmodel import col, select

from melodymaker import db, ports, routes
from melodymaker.accounts.permissions import require_active
from melodymaker.credits import ledger
from melodymaker.credits.ledger import PaidOrder
from melodymaker.db.models import User, now
from melodymaker.errors import NotFound, PaymentsUnreachable, TooManyAttempts
from melodymaker.generation.requests import continue_all
from melodymaker.types import UserId

log = logging.getLogger(__name__)

ATTEMPTS = "10/minute"
# Far enough back that an order can hardly be paid back later than that without anybody seeing it.
RECONCILED = timedelta(days=90)
_CUSTOMERS_A_RUN = 50


def begin_checkout(actor: UserId, pack_id: str) -> str:
    """The address where the actor pays for a pack.

    Raises NotFound, Suspended, TooManyAttempts and PaymentsUnreachable.
    """
    payments = _payments()
    _count_attempt(actor)
    with db.read() as session:
        require_active(session, actor)
        if session.exec(select(User.id).where(User.id == actor, col(User.guest))).first():
            raise NotFound
    if pack_id not in {pack.id for pack in payments.packs()}:
        raise NotFound
    return payments.checkout_url(actor, pack_id, f"{ports.in_use().site.url}{routes.CREDITS_PAID}")


def portal(actor: UserId) -> str:
    """The address where the actor sees their orders and ends a subscription. Raises what `begin_checkout` raises."""
    payments = _payments()
    _count_attempt(actor)
    return payments.portal_url(actor, f"{ports.in_use().site.url}{routes.CREDITS}")


def read_own_orders(actor: UserId) -> None:
    """Book what the actor has bought, without waiting for the payment service's messages."""
    payments = _payments()
    _count_attempt(actor)
    for order in payments.orders_of(actor):
        book(order)


def book(order: ports.Order) -> None:
    """Give what an order gives, and take back what was paid back; requests that waited for credits go on.

    An order of somebody unknown, or of a product that is no pack, is left alone.
    """
    if not order.paid or not order.user_id or not order.credits:
        return
    booked = PaidOrder(order.id, order.user_id, order.credits, order.monthly, order.refunded)
    try:
        with db.transaction() as session:
            given = ledger.book_order(session, booked)
    except NotFound:
        log.warning("order %s is of somebody who has no account any more", order.id)
        return
    if given:
        continue_all(order.user_id)


def reconcile() -> int:
    """Book the orders of the last 90 days, which finds those whose messages were missed; returns how many there are."""
    payments = ports.in_use().payments
    if payments is None:
        return 0
    count = 0
    for order in payments.orders_since(now() - RECONCILED):
        book(order)
        count += 1
    return count


def create_customers() -> None:
    """Make the accounts that the payment service does not know yet known to it, some at a time."""
    payments = ports.in_use().payments
    if payments is None:
        return
    unknown = select(User.id, User.email, User.name).where(User.customer_id == "", ~col(User.guest))
    with db.read() as session:
        found = session.exec(unknown.order_by(col(User.created_at)).limit(_CUSTOMERS_A_RUN)).all()
    for user_id, email, name in found:
        try:
            customer = payments.create_customer(UserId(user_id), email, name)
        except PaymentsUnreachable:
            return  # the housekeeping tries again
        with db.transaction() as session:
            if (user := session.get(User, user_id)) is not None:
                user.customer_id = customer


def forget_buyer(user_id: UserId) -> None:
    """Have the payment service end a leaver's subscriptions and forget them; raises PaymentsUnreachable."""
    if payments := ports.in_use().payments:
        payments.forget_customer(user_id)


def _payments() -> ports.Payments:
    payments = ports.in_use().payments
    if payments is None:
        raise NotFound
    return payments


def _count_attempt(actor: UserId) -> None:
    if not ports.in_use().limits.allow(ATTEMPTS, "payments", actor):
        raise TooManyAttempts

"""The payment service's messages: stored as they come, then processed."""

import logging
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import PaymentEvent, now
from melodymaker.errors import NotFound
from melodymaker.purchases.service import book
from melodymaker.types import UserId

log = logging.getLogger(__name__)

TRIED_FOR = timedelta(days=1)
KEPT = timedelta(days=90)
_A_RUN = 200


def store_event(body: bytes, headers: Mapping[str, str]) -> None:
    """Keep a message, unless it is kept already. Raises NotFound where nothing is sold, and InvalidSignature."""
    payments = ports.in_use().payments
    if payments is None:
        raise NotFound
    event = payments.verified_event(body, headers)
    with db.transaction() as session:
        row = PaymentEvent(delivery=event.id[:200], type=event.type[:100], body=body.decode())
        db.insert_new(session, row)


def process_events() -> int:
    """Book what the stored messages tell; returns how many were processed.

    One that cannot be processed is logged and tried again with the next, for a day; it holds no other up. What it told
    is found at night, in the service's own list of orders.
    """
    payments = ports.in_use().payments
    if payments is None:
        return 0
    waiting = select(PaymentEvent).where(col(PaymentEvent.processed_at).is_(None))
    with db.read() as session:
        events = session.exec(waiting.order_by(col(PaymentEvent.received_at)).limit(_A_RUN)).all()
    processed = 0
    for event in events:
        try:
            if order := payments.order_of_event(event.body):
                book(order)
        except Exception:  # whatever is wrong with one message, the next may be right
            log.exception("the payment service's message %s cannot be processed", event.delivery)
            if now() - event.received_at < TRIED_FOR:
                continue
        _mark_processed(event.id)
        processed += 1
    return processed


def forget_events_of(session: Session, user_id: UserId) -> None:
    """Remove the messages that tell of a leaver: their name and email stand there."""
    session.exec(sa.delete(PaymentEvent).where(col(PaymentEvent.body).contains(user_id, autoescape=True)))


def forget_old_events() -> int:
    """Remove what was processed long ago; what it told stands in the ledger. Returns how many messages that were."""
    old = col(PaymentEvent.processed_at) < now() - KEPT
    with db.transaction() as session:
        return session.exec(sa.delete(PaymentEvent).where(old)).rowcount


def _mark_processed(event_id: str) -> None:
    with db.transaction() as session:
        if (event := session.get(PaymentEvent, event_id)) is not None:
            event.processed_at = now()

"""Messages: stored with what they tell of, and sent, again and again within bounds, until they are taken."""

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import Song, Webhook, WebhookDelivery, new_id, now
from melodymaker.errors import NotDelivered
from melodymaker.types import Change, Kind, Seconds, Status, Work, user_topic
from melodymaker.webhooks.signing import secret_of, signed_headers

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000))
"""How long to wait after each attempt that failed; after the last one no more is made."""
KEPT = timedelta(days=30)
_LEASE = timedelta(minutes=1)
_EVENTS = {Status.READY: "generation.ready", Status.FAILED: "generation.failed"}
_GONE = 410


def record_outcome(session: Session, user_id: str, generation_id: str, status: Status) -> None:
    """Store a message about how a request has ended, for each of its user's webhooks, in the caller's transaction."""
    if status not in _EVENTS:
        return
    webhooks = session.exec(select(Webhook).where(Webhook.user_id == user_id)).all()
    if not webhooks:
        return
    songs = session.exec(select(Song.id).where(Song.generation_id == generation_id).order_by(Song.take)).all()
    data = {"id": generation_id, "status": status.value, "song_ids": list(songs)}
    for webhook in webhooks:
        add_delivery(session, webhook, _EVENTS[status], data)


def add_delivery(session: Session, webhook: Webhook, event: str, data: dict[str, Any]) -> None:
    """Store a message to one webhook; a worker is woken after the commit."""
    at = now()
    body = json.dumps({"type": event, "timestamp": at.isoformat(), "data": data})
    session.add(
        WebhookDelivery(id=f"msg_{new_id()}", webhook_id=webhook.id, event=event, body=body, created_at=at, due_at=at)
    )
    db.after_commit(session, lambda: ports.in_use().queue.enqueue(work=Work.WEBHOOKS))


def any_due() -> bool:
    """Whether a message is to be sent by now."""
    with db.read() as session:
        due = select(WebhookDelivery.id).where(col(WebhookDelivery.due_at) <= now())
        return session.exec(due.limit(1)).first() is not None


def deliver_next() -> bool:
    """Send the message that has been due for longest; returns False where there is none."""
    claimed = _claim()
    if claimed is None:
        return False
    delivery, webhook = claimed
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "MelodyMaker",
        **signed_headers(secret_of(webhook.id), delivery.id, now(), delivery.body),
    }
    try:
        status = ports.in_use().messenger.post(webhook.url, headers, delivery.body.encode())
    except NotDelivered as error:
        _finish(delivery, webhook, error.message, taken=False, again=True)
    else:
        _finish(delivery, webhook, str(status), taken=200 <= status < 300, again=status != _GONE)
    return True


def purge_old_deliveries() -> int:
    """Remove what was sent over 30 days ago; returns how many."""
    with db.transaction() as session:
        old = sa.delete(WebhookDelivery).where(col(WebhookDelivery.created_at) < now() - KEPT)
        return session.exec(old).rowcount


def _claim() -> tuple[WebhookDelivery, Webhook] | None:
    """A message and its webhook, which no other worker sends in the next minute."""
    at = now()
    with db.transaction() as session:
        due = select(WebhookDelivery).where(col(WebhookDelivery.due_at) <= at).order_by(col(WebhookDelivery.due_at))
        delivery = session.exec(due.limit(1).with_for_update(skip_locked=True)).first()
        if delivery is None:
            return None
        delivery.attempts += 1
        delivery.due_at = at + _LEASE
        return delivery, session.get_one(Webhook, delivery.webhook_id)


def _finish(delivery: WebhookDelivery, webhook: Webhook, answer: str, *, taken: bool, again: bool) -> None:
    at = now()
    wait = WAITS[delivery.attempts - 1] if again and not taken and delivery.attempts <= len(WAITS) else None
    values = {"answer": answer, "due_at": at + wait if wait else None, "delivered_at": at if taken else None}
    own = sa.update(WebhookDelivery).where(
        col(WebhookDelivery.id) == delivery.id, col(WebhookDelivery.attempts) == delivery.attempts
    )
    with db.transaction() as session:
        session.exec(own.values(**values))
    if wait and wait == WAITS[0]:  # the housekeeping looks each minute, which is soon enough for the longer ones
        ports.in_use().queue.enqueue(Seconds(wait.total_seconds()), Work.WEBHOOKS)
    ports.in_use().live.publish(Change(Kind.WEBHOOK, webhook.id), user_topic(webhook.user_id))

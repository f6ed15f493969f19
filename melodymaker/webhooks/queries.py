"""Reads of somebody's webhooks, as rows ready to draw."""

from dataclasses import dataclass

from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import Webhook, WebhookDelivery
from melodymaker.i18n import t, translated
from melodymaker.types import UserId

LAST = 5


@dataclass(frozen=True)
class DeliveryRow:
    """A message: `outcome` reads like "delivered" or "503, tried 2 times"; `at` is ISO 8601."""

    id: str
    event: str
    at: str
    outcome: str
    failed: bool


@dataclass(frozen=True)
class WebhookRow:
    """An address, and the last messages to it, the newest first."""

    id: str
    url: str
    deliveries: list[DeliveryRow]


def webhooks_of(user_id: UserId) -> list[WebhookRow]:
    """A person's webhooks, the oldest first."""
    own = select(Webhook).where(Webhook.user_id == user_id).order_by(col(Webhook.created_at), col(Webhook.id))
    newest = select(WebhookDelivery).order_by(col(WebhookDelivery.created_at).desc(), col(WebhookDelivery.id))
    with db.read() as session:
        return [
            WebhookRow(
                webhook.id,
                webhook.url,
                [_row(one) for one in session.exec(newest.where(WebhookDelivery.webhook_id == webhook.id).limit(LAST))],
            )
            for webhook in session.exec(own).all()
        ]


def _row(delivery: WebhookDelivery) -> DeliveryRow:
    failed = delivery.delivered_at is None and bool(delivery.answer)
    return DeliveryRow(delivery.id, delivery.event, delivery.created_at.isoformat(), _outcome(delivery), failed)


def _outcome(delivery: WebhookDelivery) -> str:
    if delivery.delivered_at:
        return t("delivered ({answer})", answer=delivery.answer)
    if not delivery.answer:
        return t("on its way")
    tried = t("tried {count, plural, one {once} other {# times}}", count=delivery.attempts)
    end = t("it is tried again") if delivery.due_at else t("given up")
    return f"{translated(delivery.answer).removesuffix('.')}; {tried}, {end}"

"""Addresses of people's own programs, and what was sent there."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none


class Webhook(SQLModel, table=True):
    """An address that wants to hear of its owner's songs. Its secret is derived from its id, and stored nowhere."""

    __tablename__ = "webhooks"

    id: str = primary_id()
    user_id: str = foreign_key("users.id", index=True)
    url: str = Field(max_length=500)
    created_at: datetime = timestamp()


class WebhookDelivery(SQLModel, table=True):
    """One message to an address, and what became of it: it is due at `due_at`, or has ended where that is null."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        # What is to be sent: few of many.
        sa.Index(
            "ix_webhook_deliveries_due",
            "due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        ),
        sa.Index("ix_webhook_deliveries_webhook_id_created_at", "webhook_id", "created_at"),
        sa.Index("ix_webhook_deliveries_created_at", "created_at"),
    )

    id: str = primary_id()
    webhook_id: str = foreign_key("webhooks.id")
    event: str = Field(max_length=40)
    body: str = long_text()
    created_at: datetime = timestamp()
    due_at: datetime | None = timestamp_or_none()
    attempts: int = 0
    # What the last attempt was answered: the status, or what went wrong.
    answer: str = Field(default="", max_length=200)
    delivered_at: datetime | None = timestamp_or_none()

"""Credits: every movement of them, and what the payment service has told."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none


class CreditEntry(SQLModel, table=True):
    """One movement of a user's credits. Entries are only ever added: a trigger refuses a change of one.

    `users.credits` is the sum of a user's amounts, and `balance` what that sum was after this entry.
    """

    __tablename__ = "credit_entries"
    __table_args__ = (sa.Index("ix_credit_entries_user_id_number", "user_id", "number"),)

    # In the order in which they were made.
    number: int | None = Field(default=None, sa_type=sa.Integer, primary_key=True)
    # What has this key happens once, however often it is tried.
    key: str = Field(max_length=120, unique=True)
    user_id: str = foreign_key("users.id")
    at: datetime = timestamp()
    kind: str = Field(max_length=16)
    amount: int
    balance: int
    # What it was for, as the ids were then: the request or the order may be gone.
    generation_id: str = Field(default="", max_length=32, index=True)
    order_id: str = Field(default="", max_length=64, index=True)


class PaymentEvent(SQLModel, table=True):
    """A message of the payment service, as it came: stored first, answered, then processed."""

    __tablename__ = "payment_events"
    __table_args__ = (
        # Those that wait, in the order in which they came.
        sa.Index(
            "ix_payment_events_waiting",
            "received_at",
            sqlite_where=sa.text("processed_at IS NULL"),
            postgresql_where=sa.text("processed_at IS NULL"),
        ),
    )

    id: str = primary_id()
    # The sender's id: a message that is sent again is known by it.
    delivery: str = Field(max_length=200, unique=True)
    type: str = Field(max_length=100)
    body: str = long_text()
    received_at: datetime = timestamp()
    processed_at: datetime | None = timestamp_or_none()

"""What lets programs in: keys, and the answers that they were given before."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none


class ApiKey(SQLModel, table=True):
    """What a program signs in with: a key, or a password for one app.

    Of a key only the hash is stored; a password has none, because it is derived from the row's id. `may_create` says
    whether it may change anything, `ending` is what of it its owner is shown to tell it from others.
    """

    __tablename__ = "api_keys"
    __table_args__ = (
        sa.Index("uq_api_keys_key_hash", "key_hash", unique=True),
        sa.Index("ix_api_keys_user_id_created_at", "user_id", "created_at"),
    )

    id: str = primary_id()
    user_id: str = foreign_key("users.id")
    name: str = Field(max_length=60)
    key_hash: str | None = Field(default=None, max_length=64)
    ending: str = Field(max_length=8)
    may_create: bool = False
    created_at: datetime = timestamp()
    used_at: datetime | None = timestamp_or_none()


class StoredAnswer(SQLModel, table=True):
    """What a request with an idempotency key was answered; while `status` is 0 it is being worked on."""

    __tablename__ = "stored_answers"

    user_id: str = foreign_key("users.id", primary_key=True)
    # The hash of what the client sent.
    key: str = Field(primary_key=True, max_length=64)
    # Of the address and the body: the same key may not stand for another request.
    request_hash: str = Field(max_length=64)
    # What the request is known by where it has an effect, also if the first try ended before it was answered.
    submission_id: str = Field(max_length=32)
    status: int = 0
    body: str = long_text()
    created_at: datetime = timestamp(index=True)
    begun_at: datetime = timestamp()

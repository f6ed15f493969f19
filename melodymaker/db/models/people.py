"""People, and where they are signed in."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import counter, foreign_key, primary_id, timestamp


class User(SQLModel, table=True):
    """A person with an account."""

    __tablename__ = "users"

    id: str = primary_id()
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=60)
    password_hash: str = Field(max_length=200)
    created_at: datetime = timestamp()
    # The sum of `bytes` over the user's songs, kept with them: adding up 100,000 rows at each request would take long.
    stored_bytes: int = Field(default=0, sa_type=sa.BigInteger, sa_column_kwargs={"server_default": "0"})
    followers: int = counter()
    following: int = counter()


class UserSession(SQLModel, table=True):
    """A browser that is signed in. Only the hash of its token is stored."""

    __tablename__ = "user_sessions"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = foreign_key("users.id", index=True)
    created_at: datetime = timestamp()
    renewed_at: datetime = timestamp()
    expires_at: datetime = timestamp(index=True)
    user_agent: str = Field(default="", max_length=200)


class Follow(SQLModel, table=True):
    """That a person follows another one."""

    __tablename__ = "follows"
    __table_args__ = (
        # Both lists, the newest first, paged by key.
        sa.Index("ix_follows_follower_id_at_followed_id", "follower_id", "at", "followed_id"),
        sa.Index("ix_follows_followed_id_at_follower_id", "followed_id", "at", "follower_id"),
    )

    follower_id: str = foreign_key("users.id", primary_key=True)
    followed_id: str = foreign_key("users.id", primary_key=True)
    at: datetime = timestamp()


class Block(SQLModel, table=True):
    """That a person wants nothing more to do with another one."""

    __tablename__ = "blocks"

    blocker_id: str = foreign_key("users.id", primary_key=True)
    blocked_id: str = foreign_key("users.id", primary_key=True, index=True)
    at: datetime = timestamp()

"""People, and where they are signed in."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import (
    changed,
    counter,
    foreign_key,
    long_text,
    only_where,
    primary_id,
    timestamp,
    timestamp_or_none,
)
from melodymaker.db.search_text import searchable

MAX_HANDLE = 30


def new_handle() -> str:
    """A handle for somebody who has chosen none."""
    return f"listener_{secrets.token_hex(6)}"


class User(SQLModel, table=True):
    """A person with an account, or a guest."""

    __tablename__ = "users"
    # An index, and no constraint, which SQLite cannot add to a table that is there.
    __table_args__ = (
        sa.Index("uq_users_handle", "handle", unique=True),
        sa.CheckConstraint("credits >= 0", name="credits_not_negative"),
        # Those whose accounts end. Not of all: a planner might prefer it for those that have no such date.
        sa.Index("ix_users_delete_at", "delete_at", **only_where("delete_at IS NOT NULL")),
        # The search, which shows the most followed first.
        sa.Index("ix_users_followers_id", "followers", "id"),
        # Those of whom the payment service does not know yet.
        sa.Index(
            "ix_users_no_customer",
            "created_at",
            sqlite_where=sa.text("customer_id = ''"),
            postgresql_where=sa.text("customer_id = ''"),
        ),
    )

    id: str = primary_id()
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=60)
    password_hash: str = Field(max_length=200)
    created_at: datetime = timestamp()
    # The sum of `bytes` over the user's songs, kept with them: adding up 100,000 rows at each request would take long.
    stored_bytes: int = Field(default=0, sa_type=sa.BigInteger, sa_column_kwargs={"server_default": "0"})
    followers: int = counter()
    following: int = counter()

    # The name in the address of the profile: small letters, digits and _.
    handle: str = Field(default_factory=new_handle, max_length=MAX_HANDLE)
    # In which language they read the site (BCP 47), for mails; empty while it is English.
    language: str = Field(default="", max_length=12, sa_column_kwargs={"server_default": ""})
    bio: str = long_text(server_default="")
    # Addresses of other sites, one a line.
    links: str = long_text(server_default="")
    # The file of the picture in the storage; empty while a generated one is shown.
    avatar: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    admin: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    suspended_at: datetime | None = timestamp_or_none()
    # When the person showed that the email is theirs; only then they publish.
    verified_at: datetime | None = timestamp_or_none()
    # When the account is removed for good; until then it can be kept, and what is public of it is hidden.
    delete_at: datetime | None = timestamp_or_none()
    # Somebody who tries the site without an account: the email is a placeholder, and there is no password.
    guest: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    search_text: str = long_text(server_default="")
    # What is left of the user's credits; only credits/ledger.py changes it.
    credits: int = counter()
    # The customer of the payment service; empty while there is none.
    customer_id: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})


@event.listens_for(User, "before_insert")
@event.listens_for(User, "before_update")
def _keep_search_text(_mapper: object, _connection: object, user: User) -> None:
    if changed(user, "name", "handle"):
        user.search_text = searchable(user.name, user.handle)


class FormerHandle(SQLModel, table=True):
    """A handle that a person had: it leads to the new one for a while, and nobody else gets it meanwhile."""

    __tablename__ = "former_handles"

    handle: str = Field(primary_key=True, max_length=MAX_HANDLE)
    user_id: str = foreign_key("users.id", index=True)
    until: datetime = timestamp(index=True)


class UserSession(SQLModel, table=True):
    """A browser that is signed in. Only the hash of its token is stored."""

    __tablename__ = "user_sessions"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = foreign_key("users.id", index=True)
    created_at: datetime = timestamp()
    renewed_at: datetime = timestamp()
    expires_at: datetime = timestamp(index=True)
    user_agent: str = Field(default="", max_length=200)
    # The network it was opened from, such as 203.0.113.x; never the whole address.
    network: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})


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

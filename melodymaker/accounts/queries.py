"""Reads of accounts."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db
from melodymaker.accounts.people import avatar_of
from melodymaker.accounts.sessions import RENEW_AFTER
from melodymaker.accounts.tokens import token_hash
from melodymaker.db.models import User, UserSession, now
from melodymaker.types import UserId

_NAMES = ("id", "name", "handle", "avatar", "admin", "suspended_at", "delete_at", "guest")
_COLUMNS = tuple(col(getattr(User, name)) for name in _NAMES)


@dataclass(frozen=True)
class UserRow:
    """Who is signed in. `leaving`: the account is on its way out; `stale`: its session should be renewed."""

    id: UserId
    name: str
    handle: str
    avatar: str = ""
    admin: bool = False
    suspended: bool = False
    leaving: bool = False
    guest: bool = False
    stale: bool = False


def user_of_session(token: str) -> UserRow | None:
    """Whom the token signs in, or None when it is unknown or has run out."""
    current_time = now()
    statement = (
        sa.select(*_COLUMNS, col(UserSession.renewed_at))
        .join(UserSession, col(UserSession.user_id) == User.id)
        .where(col(UserSession.token_hash) == token_hash(token), col(UserSession.expires_at) > current_time)
    )
    with db.read() as session:
        found = session.connection().execute(statement).first()
    if found is None:
        return None
    return UserRow(
        UserId(found.id),
        found.name,
        found.handle,
        avatar_of(found.handle, found.avatar),
        admin=found.admin,
        suspended=found.suspended_at is not None,
        leaving=found.delete_at is not None,
        guest=found.guest,
        stale=found.renewed_at < current_time - RENEW_AFTER,
    )

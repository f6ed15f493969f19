"""Reads of accounts."""

from dataclasses import dataclass

from sqlmodel import col, select

from melodymaker import db
from melodymaker.accounts.service import RENEW_AFTER, session_hash
from melodymaker.db.models import User, UserSession, now
from melodymaker.types import UserId


@dataclass(frozen=True)
class UserRow:
    """Who is signed in. `stale` says that the session should be renewed."""

    id: UserId
    name: str
    stale: bool = False


def user_of_session(token: str) -> UserRow | None:
    """Whom the token signs in, or None when it is unknown or has run out."""
    current_time = now()
    statement = (
        select(User.id, User.name, UserSession.renewed_at)
        .join(UserSession, col(UserSession.user_id) == User.id)
        .where(UserSession.token_hash == session_hash(token), col(UserSession.expires_at) > current_time)
    )
    with db.read() as session:
        found = session.exec(statement).first()
    return UserRow(UserId(found[0]), found[1], found[2] < current_time - RENEW_AFTER) if found else None

"""Reads of accounts."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.accounts.devices import device_of, is_phone
from melodymaker.accounts.people import avatar_of
from melodymaker.accounts.sessions import RENEW_AFTER, session_id
from melodymaker.accounts.tokens import token_hash
from melodymaker.db.models import User, UserSession, columns_of, now
from melodymaker.i18n import translated
from melodymaker.types import UserId

_NAMES = ("id", "name", "handle", "avatar", "admin", "suspended_at", "delete_at", "guest", "language")
_COLUMNS = columns_of(User, *_NAMES)


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
    language: str = ""


@dataclass(frozen=True)
class SessionRow:
    """A browser that is signed in: `device` like "Firefox on Linux", `place` like 203.0.113.x, `seen` in ISO 8601."""

    id: str
    device: str
    phone: bool
    place: str
    seen: str
    current: bool


@dataclass(frozen=True)
class SignInRow:
    """How a person signs in: the email, whether it is confirmed, and whether there is a password."""

    address: str = ""
    confirmed: bool = False
    typed: bool = False
    guest: bool = False
    leaves: str = ""


def sign_in_of(user_id: UserId) -> SignInRow:
    """How the user signs in."""
    with db.read() as session:
        user = session.get_one(User, user_id)
    return SignInRow(
        "" if user.guest else user.email,
        confirmed=user.verified_at is not None,
        typed=bool(user.password_hash),
        guest=user.guest,
        leaves=user.delete_at.isoformat() if user.delete_at else "",
    )


def sessions_of(user_id: UserId, token: str) -> list[SessionRow]:
    """Where the user is signed in: the session of this token first, then the last used."""
    mine = select(UserSession).where(UserSession.user_id == user_id, col(UserSession.expires_at) > now())
    with db.read() as session:
        rows = session.exec(mine.order_by(col(UserSession.renewed_at).desc(), col(UserSession.token_hash))).all()
    current = token_hash(token)
    return [
        SessionRow(
            id=session_id(row.token_hash),
            device=device_of(row.user_agent),
            phone=is_phone(row.user_agent),
            place=row.network,
            seen=row.renewed_at.isoformat(),
            current=row.token_hash == current,
        )
        for row in sorted(rows, key=lambda row: row.token_hash != current)
    ]


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
        translated(found.name) if found.guest else found.name,
        found.handle,
        avatar_of(found.handle, found.avatar),
        admin=found.admin,
        suspended=found.suspended_at is not None,
        leaving=found.delete_at is not None,
        guest=found.guest,
        stale=found.renewed_at < current_time - RENEW_AFTER,
        language=found.language,
    )

"""Where people are signed in: opening, renewing and ending sessions."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker import db, ports
from melodymaker.accounts.sign_in_limits import shown_network
from melodymaker.accounts.tokens import new_token, token_hash
from melodymaker.db.models import User, UserSession, now
from melodymaker.types import Change, Kind, UserId, user_topic

LASTS = timedelta(days=30)
# How exactly it is known when a session was last used: renewing one is a write.
RENEW_AFTER = timedelta(minutes=15)
_LONGEST_AGENT = 200
# Of the hash, so that a session can be named without telling it.
_ID_LENGTH = 32


@dataclass(frozen=True)
class Visitor:
    """Where a form came from: its network counts towards the limits, and `session` is the token that it came with."""

    address: str
    user_agent: str = ""
    session: str = ""


def open_session(session: Session, user: User, visitor: Visitor) -> str:
    """Open a session for the person, which replaces the visitor's own; returns its token."""
    token = new_token()
    if visitor.session:
        _end(session, col(UserSession.token_hash) == token_hash(visitor.session))
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=UserId(user.id),
            expires_at=now() + LASTS,
            user_agent=visitor.user_agent[:_LONGEST_AGENT],
            network=shown_network(visitor.address),
        )
    )
    announce_sessions(session, UserId(user.id))
    return token


def sign_out(token: str) -> None:
    """End the session; a token that is none changes nothing."""
    with db.transaction() as session:
        _end(session, col(UserSession.token_hash) == token_hash(token))


def renew_session(token: str) -> None:
    """Note that the session is used, and move its end to 30 days from now, at most every 15 minutes."""
    current_time = now()
    with db.transaction() as session:
        stale = sa.update(UserSession).where(
            col(UserSession.token_hash) == token_hash(token),
            col(UserSession.expires_at) > current_time,
            col(UserSession.renewed_at) < current_time - RENEW_AFTER,
        )
        session.exec(stale.values(renewed_at=current_time, expires_at=current_time + LASTS))


def forget_expired_sessions() -> int:
    """Remove the sessions that have run out; returns how many."""
    with db.transaction() as session:
        return session.exec(sa.delete(UserSession).where(col(UserSession.expires_at) < now())).rowcount


def end_session(actor: UserId, session_id: str) -> None:
    """End the actor's session of this id; one that is over already stays so."""
    with db.transaction() as session:
        _end(session, col(UserSession.user_id) == actor, id_column() == session_id)


def end_others(actor: UserId, token: str) -> int:
    """End all of the actor's sessions but the one of this token; returns how many."""
    with db.transaction() as session:
        return end_other_sessions(session, actor, token)


def end_other_sessions(session: Session, user_id: UserId, token: str = "") -> int:
    """End all of the person's sessions but the one of this token; returns how many."""
    return _end(session, col(UserSession.user_id) == user_id, col(UserSession.token_hash) != token_hash(token))


def id_column() -> sa.ColumnElement[str]:
    """The id of a session, which its owner may see."""
    return sa.func.substr(col(UserSession.token_hash), 1, _ID_LENGTH)


def session_id(stored_hash: str) -> str:
    """The id of the session of which this hash is stored."""
    return stored_hash[:_ID_LENGTH]


def announce_sessions(session: Session, user_id: UserId) -> None:
    """Have the person's open tabs look again at who they belong to, once the session's transaction is committed."""
    db.after_commit(session, lambda: ports.in_use().live.publish(Change(Kind.SESSION, user_id), user_topic(user_id)))


def _end(session: Session, *which: sa.ColumnElement[bool]) -> int:
    ended = sa.delete(UserSession).where(*which).returning(col(UserSession.user_id))
    owners = session.connection().execute(ended).scalars().all()
    for owner in set(owners):
        announce_sessions(session, UserId(owner))
    return len(owners)

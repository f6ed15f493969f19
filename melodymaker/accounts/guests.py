"""Trying the site without an account."""

from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.sessions import Visitor, open_session
from melodymaker.accounts.sign_in_limits import network_of
from melodymaker.accounts.tokens import token_hash
from melodymaker.db.models import User, UserSession, new_id, now
from melodymaker.errors import NotFound, TooManyAttempts
from melodymaker.i18n import later

NAME = later("Guest")
RATES = ("5/hour", "10/day")
TOO_MANY = later("Many guests have come from your network lately. Create an account, or try again later.")
# A domain that no mail reaches (RFC 2606), and that nobody can sign up with.
_NOWHERE = "guest.invalid"


def open_guest(visitor: Visitor) -> str:
    """Let a visitor in as a guest; returns the session's token.

    Raises NotFound where the settings let no guests in, and TooManyAttempts.
    """
    if not ports.in_use().sign_in.guests:
        raise NotFound
    if not all(ports.in_use().limits.allow(rate, "guest", network_of(visitor.address)) for rate in RATES):
        raise TooManyAttempts(TOO_MANY)
    with db.transaction() as session:
        guest = User(email=f"{new_id().lower()}@{_NOWHERE}", name=NAME, password_hash="", guest=True)
        session.add(guest)
        session.flush()
        return open_session(session, guest, visitor)


def guest_of(session: Session, token: str) -> User | None:
    """The guest whom the session's token signs in, locked; None for anybody else."""
    mine = (
        select(User)
        .join(UserSession, col(UserSession.user_id) == col(User.id))
        .where(UserSession.token_hash == token_hash(token), col(UserSession.expires_at) > now(), col(User.guest))
    )
    return session.exec(mine.with_for_update(of=User)).first() if token else None

"""Links sent by e-mail: each works once, and not for long."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.accounts.tokens import new_token, token_hash
from melodymaker.db.models import AccountLink, User, now
from melodymaker.types import LinkPurpose, UserId

LASTS = {
    LinkPurpose.VERIFY: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.EMAIL: timedelta(days=1),
}


@dataclass(frozen=True)
class Link:
    """Whose link it is, what it is good for, and the address that it was sent to."""

    user_id: UserId
    purpose: LinkPurpose
    address: str


def new_link(session: Session, user: User, purpose: LinkPurpose, address: str) -> str:
    """The token of a new link for the person; those of the same purpose from before work no more."""
    forget_links(session, user.id, purpose)
    token = new_token()
    session.add(
        AccountLink(
            token_hash=token_hash(token),
            user_id=user.id,
            purpose=purpose,
            email=address,
            expires_at=now() + LASTS[purpose],
        )
    )
    return token


def find_link(token: str) -> Link | None:
    """What the token is good for; None when it is unknown, used or too old."""
    columns = select(AccountLink).where(AccountLink.token_hash == token_hash(token))
    with db.read() as session:
        row = session.exec(columns.where(col(AccountLink.expires_at) > now())).first()
    return Link(UserId(row.user_id), LinkPurpose(row.purpose), row.email) if row else None


def use_link(session: Session, token: str, *purposes: LinkPurpose) -> Link | None:
    """The same, of a link for one of these purposes, which works no more afterwards; of two at once one gets it."""
    used = (
        sa.delete(AccountLink)
        .where(col(AccountLink.token_hash) == token_hash(token), col(AccountLink.purpose).in_(purposes))
        .where(col(AccountLink.expires_at) > now())
        .returning(col(AccountLink.user_id), col(AccountLink.purpose), col(AccountLink.email))
    )
    row = session.connection().execute(used).first()
    return Link(UserId(row.user_id), LinkPurpose(row.purpose), row.email) if row else None


def forget_links(session: Session, user_id: str, *purposes: LinkPurpose) -> None:
    """Have the person's links for these purposes work no more."""
    mine = col(AccountLink.user_id) == user_id, col(AccountLink.purpose).in_(purposes)
    session.exec(sa.delete(AccountLink).where(*mine))


def forget_expired_links() -> int:
    """Remove the links whose time is over; returns how many."""
    with db.transaction() as session:
        return session.exec(sa.delete(AccountLink).where(col(AccountLink.expires_at) < now())).rowcount

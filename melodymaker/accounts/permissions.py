"""What an account may do."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker import ports
from melodymaker.db.models import User
from melodymaker.errors import BeingDeleted, NeedsAccount, NotFound, NotVerified, Suspended
from melodymaker.i18n import later
from melodymaker.types import UserId

_NO_MAIL = later(
    "Confirm your email to publish. This site sends no mails yet: whoever runs it finds the link in the server's log."
)

# Not correlated with people who are read beside the viewer.
_VIEWER = aliased(User)


def require_active(session: Session, actor: UserId) -> None:
    """Raise Suspended where an admin has suspended the actor, who then creates, posts and follows nothing.

    Raises BeingDeleted where the account is on its way out.
    """
    _active(session, actor)


def require_account(session: Session, actor: UserId) -> None:
    """The same, and raise NeedsAccount for a guest: for all that others see."""
    user = _active(session, actor)
    if user is not None and user.guest:
        raise NeedsAccount


def require_verified(session: Session, actor: UserId) -> None:
    """The same, and raise NotVerified for whoever has not confirmed their email: for publishing."""
    require_account(session, actor)
    unverified = select(User.id).where(User.id == actor, col(User.verified_at).is_(None))
    if session.exec(unverified).first():
        raise NotVerified(None if ports.in_use().mailer.delivers else _NO_MAIL)


def _active(session: Session, actor: UserId) -> sa.Row | None:
    columns = sa.select(col(User.suspended_at), col(User.delete_at), col(User.guest)).where(col(User.id) == actor)
    user = session.connection().execute(columns).first()
    if user is not None and user.suspended_at:
        raise Suspended
    if user is not None and user.delete_at:
        raise BeingDeleted
    return user


def require_admin(session: Session, actor: UserId) -> None:
    """Raise NotFound unless the actor is an admin: to others there is nothing here."""
    if not is_admin(session, actor):
        raise NotFound


def is_admin(session: Session, viewer: UserId | None) -> bool:
    """Whether the viewer is an admin."""
    return viewer is not None and session.scalar(sa.select(admin_exists(viewer))) is True


def admin_exists(viewer: UserId) -> sa.ColumnElement[bool]:
    """The condition that the viewer is an admin, whatever else is read."""
    admin = (col(_VIEWER.id) == viewer, col(_VIEWER.admin), col(_VIEWER.suspended_at).is_(None))
    return sa.exists().where(*admin)

"""What an account may do."""

from sqlmodel import Session, col, select

from melodymaker.db.models import User
from melodymaker.errors import NotFound, Suspended
from melodymaker.types import UserId


def require_active(session: Session, actor: UserId) -> None:
    """Raise Suspended where an admin has suspended the actor, who then creates, posts and follows nothing."""
    if session.exec(select(User.id).where(User.id == actor, col(User.suspended_at).is_not(None))).first():
        raise Suspended


def require_admin(session: Session, actor: UserId) -> None:
    """Raise NotFound unless the actor is an admin: to others there is nothing here."""
    admin = select(User.id).where(User.id == actor, col(User.admin), col(User.suspended_at).is_(None))
    if not session.exec(admin).first():
        raise NotFound

"""Whom somebody has blocked: the blocked one can do nothing to the blocker."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker.db.models import Block
from melodymaker.errors import NotWelcome
from melodymaker.types import UserId


def has_blocked(session: Session, blocker: UserId, person: UserId) -> bool:
    """Whether the blocker has blocked the person."""
    return session.get(Block, (blocker, person)) is not None


def refuse_blocked(session: Session, owner: UserId, actor: UserId) -> None:
    """Raise NotWelcome if the owner of something has blocked the actor."""
    if has_blocked(session, owner, actor):
        raise NotWelcome


def not_blocked_by(viewer: UserId | None, author: Any) -> sa.ColumnElement[bool]:
    """The condition that the viewer has not blocked the author of a row."""
    if viewer is None:
        return sa.true()
    return author.not_in(sa.select(col(Block.blocked_id)).where(col(Block.blocker_id) == viewer))

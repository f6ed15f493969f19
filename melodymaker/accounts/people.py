"""People as rows ready to draw: what everybody may know of them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db, routes
from melodymaker.db.models import User, columns_of
from melodymaker.types import UserId

PERSON = columns_of(User, "id", "name", "handle", "avatar")
"""The columns that `to_person_row` needs."""


@dataclass(frozen=True)
class PersonRow:
    """A person on a tile. `avatar` is the address of the picture, or empty while a generated one is shown."""

    id: str
    name: str
    handle: str
    avatar: str


NO_PERSON = PersonRow("", "", "", "")


def to_person_row(user: sa.Row | User) -> PersonRow:
    """A person of the columns in PERSON, ready to draw."""
    return PersonRow(user.id, user.name, user.handle, avatar_of(user.handle, user.avatar))


def person_of(user_id: UserId) -> PersonRow:
    """A person of this id, who exists."""
    with db.read() as session:
        return to_person_row(session.get_one(User, user_id))


def avatar_of(handle: str, file_name: str) -> str:
    """Where the person's picture is read; empty without one."""
    return routes.avatar(handle, file_name) if file_name else ""


def visible() -> sa.ColumnElement[bool]:
    """The condition on User that everybody sees the person: not suspended, not on their way out, and no guest."""
    return sa.and_(col(User.suspended_at).is_(None), col(User.delete_at).is_(None), ~col(User.guest))


def is_visible_to(viewer: UserId | None, user: User) -> bool:
    """The same for one person, who always sees their own page."""
    return not (user.suspended_at or user.delete_at or user.guest) or user.id == viewer

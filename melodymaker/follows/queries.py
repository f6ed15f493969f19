"""Reads of who follows whom, as rows ready to draw."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from melodymaker import db
from melodymaker.accounts.people import PERSON, avatar_of, visible
from melodymaker.db.models import Block, Follow, Song, User
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.types import UserId

PEOPLE_A_PAGE = 24
# Made once: a new alias adapts each of its columns anew.
_VIEWERS = aliased(Follow)


@dataclass(frozen=True)
class PersonRow:
    """A person in a list, as one viewer sees them; `following` says whether the viewer follows them.

    `avatar` is the address of the picture, or empty while a generated one is shown.
    """

    id: str
    name: str
    handle: str
    avatar: str
    following: bool
    own: bool


People = tuple[list[PersonRow], Cursor | None]


def followers_of(viewer: UserId | None, user_id: UserId, after: Cursor | None = None) -> People:
    """A page of who follows a person, the newest first, and the cursor of the next page."""
    there = (col(Follow.follower_id) == User.id, col(Follow.followed_id) == user_id)
    return _people(viewer, Follow, there, Order(col(Follow.at), col(Follow.follower_id)), after)


def following_of(viewer: UserId | None, user_id: UserId, after: Cursor | None = None) -> People:
    """A page of whom a person follows, the newest first, and the cursor of the next page."""
    there = (col(Follow.followed_id) == User.id, col(Follow.follower_id) == user_id)
    return _people(viewer, Follow, there, Order(col(Follow.at), col(Follow.followed_id)), after)


def blocked_by(user_id: UserId) -> list[PersonRow]:
    """Whom a person has blocked, the newest first; two hundred at most."""
    newest = sa.select(*PERSON, sa.false().label("following"))
    blocked = newest.join(Block, col(Block.blocked_id) == User.id).where(col(Block.blocker_id) == user_id)
    with db.read() as session:
        rows = session.connection().execute(blocked.order_by(col(Block.at).desc()).limit(200)).all()
    return [to_person_row(row, user_id) for row in rows]


def select_people(viewer: UserId | None) -> sa.Select:
    """The columns that `to_person_row` needs of people, for this user or a visitor; to be narrowed and ordered."""
    return sa.select(*PERSON, follows(viewer).label("following")).where(visible())


def songs_of_followed(viewer: UserId) -> sa.ColumnElement[bool]:
    """The condition on Song that it is of somebody whom the viewer follows."""
    followed = sa.select(col(Follow.followed_id)).where(col(Follow.follower_id) == viewer)
    return col(Song.user_id).in_(followed)


def song_is_of_followed(viewer: UserId) -> sa.ColumnElement[bool]:
    """The same, asked of one song after the other."""
    own = sa.exists().where(col(Follow.follower_id) == viewer, col(Follow.followed_id) == Song.user_id)
    return own.correlate(Song)


def follows(viewer: UserId | None) -> sa.ColumnElement[bool]:
    """Whether the viewer follows the User of a query; for the columns of one."""
    if viewer is None:
        return sa.false()
    own = sa.select(sa.true()).where(col(_VIEWERS.followed_id) == User.id, col(_VIEWERS.follower_id) == viewer)
    return sa.func.coalesce(own.correlate(User).scalar_subquery(), sa.false())


def _people(viewer: UserId | None, table: Any, there: tuple, order: Order, after: Cursor | None) -> People:
    people = select_people(viewer)
    with db.read() as session:
        rows, cursor = read_page(
            session, people.select_from(table).join(User, there[0]).where(there[1]), order, PEOPLE_A_PAGE, after
        )
    return [to_person_row(row, viewer) for row in rows], cursor


def to_person_row(person: sa.Row, viewer: UserId | None) -> PersonRow:
    """A person of `select_people`, ready to draw."""
    picture = avatar_of(person.handle, person.avatar)
    return PersonRow(person.id, person.name, person.handle, picture, person.following, person.id == viewer)

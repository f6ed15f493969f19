"""What people do with songs and each other: 10,000 of them follow one user, and talk about one of that user's songs.

The likes that go with them are those of the other queries, up to a million. Writes are whole transactions with their
counts and notifications, made by another person each time.
"""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.comments.queries import comments_page, threads_of
from melodymaker.comments.service import write_comment
from melodymaker.db.models import Comment, Follow, Notification, NotificationEvent, Song, User, now
from melodymaker.db.pagination import Cursor
from melodymaker.follows.queries import followers_of
from melodymaker.follows.service import set_follow
from melodymaker.inbox.queries import notifications_of, unread_count
from melodymaker.likes.service import set_like
from melodymaker.songs.listens import count_listen
from melodymaker.types import Notice, SongId, Status, UserId

PEOPLE = 10_000
COMMENTS = 30_000
NOTIFICATIONS = 10_000
_UNREAD = 300
_REPLIES = 3
_CHUNK = 20_000
_SPAN = timedelta(days=100)
_start = now()


def fill(owner: UserId) -> None:
    """Write the people, what they say about one published song of the owner's, and what the owner is told of."""
    song = _talked_about(owner)
    with db.transaction() as session:
        connection = session.connection()
        for table, rows in (
            (User, [_person(n) for n in range(PEOPLE)]),
            (Follow, [{"follower_id": _id(n), "followed_id": owner, "at": _at(n, PEOPLE)} for n in range(PEOPLE)]),
            (Comment, [_comment(n, song) for n in range(COMMENTS)]),
            (Notification, [_notification(n, owner, song) for n in range(NOTIFICATIONS)]),
            (NotificationEvent, [_event(n) for n in range(PEOPLE)]),
        ):
            for first in range(0, len(rows), _CHUNK):
                connection.execute(sa.insert(table), rows[first : first + _CHUNK])
        connection.execute(sa.text("ANALYZE"))


def questions(owner: UserId) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked and done, by its name."""
    song = _talked_about(owner)

    def anybody() -> UserId:
        return UserId(_id(random.randrange(PEOPLE)))

    def anywhere() -> Cursor:
        return Cursor(_start - random.random() * _SPAN, "~")

    yield "comments", lambda: comments_page(anybody(), song)
    yield "comments, older", lambda: threads_of(anybody(), song, anywhere())
    yield "notifications", lambda: notifications_of(owner, anywhere())
    yield "unread notifications", lambda: unread_count(owner)
    yield "followers", lambda: followers_of(anybody(), owner, anywhere())
    yield "like", lambda: set_like(anybody(), song, on=random.random() < 0.7)
    yield "listen", lambda: count_listen(anybody(), song)
    yield "follow", lambda: set_follow(anybody(), owner, on=random.random() < 0.7)
    yield "comment", lambda: write_comment(anybody(), song, "What a turn at the end!", 12.0)


def _talked_about(owner: UserId) -> SongId:
    """The owner's newest song that everybody may hear."""
    listed = select(Song.id).where(
        Song.user_id == owner, Song.status == Status.READY, col(Song.published_at).is_not(None)
    )
    with db.read() as session:
        return SongId(session.exec(listed.order_by(col(Song.created_at).desc()).limit(1)).one())


def _id(number: int) -> str:
    return f"person{number}"


def _at(number: int, of: int) -> datetime:
    return _start - _SPAN * (number / of)


def _person(number: int) -> dict[str, Any]:
    name = _id(number)
    return {"id": name, "email": f"{name}@example.com", "name": name, "handle": name, "password_hash": "-"}


def _comment(number: int, song: SongId) -> dict[str, Any]:
    """Every fourth is one that the three after it reply to; one in ten is about a moment of the song."""
    thread = number - number % (_REPLIES + 1)
    row = Comment(
        id=f"comment{number}",
        song_id=song,
        user_id=_id(number % PEOPLE),
        parent_id=f"comment{thread}" if number != thread else None,
        at_seconds=random.uniform(0, 60) if number == thread and random.random() < 0.1 else None,
        text="What a turn at the end! " * 3,
        replies=_REPLIES if number == thread else 0,
        created_at=_at(number, COMMENTS),
    )
    return row.model_dump()


def _notification(number: int, owner: UserId, song: SongId) -> dict[str, Any]:
    at = _at(number, NOTIFICATIONS)
    row = Notification(
        id=f"notification{number}",
        user_id=owner,
        kind=Notice.LIKE,
        group_key=f"like:{song}" if number == 0 else f"old:{number}",
        song_id=song,
        actor_id=_id(number % PEOPLE),
        people=PEOPLE if number == 0 else 1,
        created_at=at,
        updated_at=at,
        read_at=None if number < _UNREAD else at,
    )
    return row.model_dump()


def _event(number: int) -> dict[str, Any]:
    return {
        "notification_id": "notification0",
        "source_id": _id(number),
        "actor_id": _id(number),
        "at": _at(number, PEOPLE),
    }

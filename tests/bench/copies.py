"""A world ten times as large: each song, and what belongs to it, copied inside the database.

Writing a million songs row by row takes the better part of an hour.
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from melodymaker import db
from melodymaker.db.models import Favorite, Generation, Song, SongCategory, SongDay
from melodymaker.songs.trending import HALF_LIFE
from melodymaker.types import Status, UserId

# What is copied, in an order that foreign keys allow, and which of its columns get a name of their own.
_COPIED: dict[type[SQLModel], tuple[str, ...]] = {
    Generation: ("id",),
    Song: ("id", "generation_id"),
    SongCategory: ("song_id",),
    Favorite: ("song_id",),
    SongDay: ("song_id",),
}
_MOVED = {"created_at", "published_at"}
_MARK = "~"
# So that a copy does not stand beside its song in any list that is ordered by time.
_EARLIER = timedelta(hours=137)


def multiply(times: int, *, but: UserId | None = None) -> None:
    """Make so many of each song that does not wait; of this user's, leave as many as there are."""
    for number in range(1, times):
        with db.transaction() as session:
            for table, named in _COPIED.items():
                session.connection().execute(_copy(table, named, number, but, session.get_bind().dialect.name))


def _copy(table: type[SQLModel], named: tuple[str, ...], number: int, but: UserId | None, dialect: str) -> sa.Insert:
    songs = (~col(Song.id).contains(_MARK), col(Song.status) != Status.QUEUED, col(Song.user_id) != (but or ""))
    key = col(Song.generation_id if table is Generation else Song.id)
    columns = [column for column in sa.inspect(table).columns if column.computed is None]
    values = [_value(column, column.key in named, number, dialect) for column in columns]
    rows = sa.select(*values).where(getattr(table, named[0]).in_(sa.select(key).where(*songs)))
    return sa.insert(table).from_select([column.key for column in columns], rows)


def _value(column: sa.Column, named: bool, number: int, dialect: str) -> Any:
    if named:
        return column + f"{_MARK}{number}"
    if column.key == "trend":
        return column - number * (_EARLIER / HALF_LIFE)
    if column.key in _MOVED and dialect == "sqlite":
        minutes = f"-{number * _EARLIER.total_seconds() / 60:.0f} minutes"
        return sa.func.strftime("%Y-%m-%d %H:%M:%f000", column, minutes)
    return column - sa.literal(number * _EARLIER, sa.Interval) if column.key in _MOVED else column

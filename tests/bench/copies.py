"""A world ten times as large: each song, and what belongs to it, copied inside the database.

Writing a million songs row by row takes the better part of an hour.
"""

import sqlalchemy as sa
from sqlmodel import SQLModel

from melodymaker import db
from melodymaker.db.models import Favorite, Generation, Song, SongCategory, SongDay
from melodymaker.types import Status

# What is copied, in an order that foreign keys allow, and which of its columns get a name of their own.
_COPIED: dict[type[SQLModel], tuple[str, ...]] = {
    Generation: ("id",),
    Song: ("id", "generation_id"),
    SongCategory: ("song_id",),
    Favorite: ("song_id",),
    SongDay: ("song_id",),
}
_MARK = "~"


def multiply(times: int) -> None:
    """Make so many of each song; requests that wait stay as many as they are."""
    for number in range(1, times):
        with db.transaction() as session:
            for table, named in _COPIED.items():
                session.connection().execute(_copy(table, named, f"{_MARK}{number}"))


def _copy(table: type[SQLModel], named: tuple[str, ...], ending: str) -> sa.Insert:
    columns = [column for column in sa.inspect(table).columns if column.computed is None]
    values = [column + ending if column.key in named else column for column in columns]
    rows = sa.select(*values).where(~getattr(table, named[0]).contains(_MARK))
    if table in (Generation, Song):
        rows = rows.where(table.status != Status.QUEUED)
    return sa.insert(table).from_select([column.key for column in columns], rows)

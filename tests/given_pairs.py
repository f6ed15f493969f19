"""Finished pairs for people in a running app: copies of one that was really made, which no engine has to make again."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from melodymaker.db.models import Generation, Notification, Song, SongCategory, User

_FILES = ("master", "stream", "cover", "thumb")
Row = tuple[sa.Table, dict[str, Any]]


@dataclass(frozen=True)
class Pair:
    """A finished pair as it once was: what is stored of it, the request first. Its files are nobody else's."""

    rows: list[Row]


def keep_pair(data_dir: Path, song_id: str) -> Pair:
    """Keep the pair that the song belongs to, so that it can be given whatever becomes of it."""
    with _connected(data_dir) as connection:
        made = connection.execute(select(Song.generation_id).where(Song.id == song_id)).scalar_one()
        takes = select(Song.id).where(Song.generation_id == made)
        rows = [
            *_rows(connection, Generation, col(Generation.id) == made),
            *_rows(connection, Song, col(Song.generation_id) == made),
            *_rows(connection, SongCategory, col(SongCategory.song_id).in_(takes)),
            *_rows(connection, Notification, col(Notification.song_id).in_(takes)),
        ]
    return _copy(data_dir, Pair(rows), timedelta())


def give_pair(data_dir: Path, pair: Pair) -> None:
    """Give the newest account the pair, as if it had been made just now."""
    age = datetime.now(UTC) - pair.rows[0][1]["created_at"]
    with _connected(data_dir) as connection:
        user = connection.execute(select(User.id).order_by(col(User.created_at).desc())).scalars().first()
        for table, row in _copy(data_dir, pair, age).rows:
            connection.execute(sa.insert(table).values({**row, "user_id": user}))


def _rows(connection: sa.Connection, model: type[SQLModel], condition: sa.ColumnElement[bool]) -> list[Row]:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    stored = [column for column in table.columns if column.computed is None]  # the database keeps the others itself
    return [(table, dict(row)) for row in connection.execute(sa.select(*stored).where(condition)).mappings()]


def _copy(data_dir: Path, pair: Pair, later: timedelta) -> Pair:
    """The pair with other ids, later times, and its files once more under other names."""
    names = {row["id"]: secrets.token_urlsafe(12) for _, row in pair.rows if "id" in row}
    for _, row in pair.rows:
        for name in filter(None, map(row.get, _FILES)):
            names[name] = f"{secrets.token_hex(16)}{Path(name).suffix}"
            source, target = (data_dir / "media" / each[:2] / each for each in (name, names[name]))
            target.parent.mkdir(exist_ok=True)
            os.link(source, target)

    def changed(value: Any) -> Any:
        if isinstance(value, datetime):
            return value + later
        if isinstance(value, str):
            for old, new in names.items():
                value = value.replace(old, new)
        return value

    return Pair([(table, {name: changed(value) for name, value in row.items()}) for table, row in pair.rows])


@contextmanager
def _connected(data_dir: Path) -> Iterator[sa.Connection]:
    engine = sa.create_engine(f"sqlite:///{data_dir / 'melodymaker.sqlite'}")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()

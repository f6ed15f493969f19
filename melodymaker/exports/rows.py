"""All rows that are a person's own, whatever table they are in."""

import re
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from melodymaker import db
from melodymaker.db.models import Song, User
from melodymaker.types import Status, UserId

# Which column says whose a row is. A person at the other end of a row, such as one who is blocked, does not own it.
_OWNERS = ("user_id", "follower_id", "blocker_id", "reporter_id")
# Of no use to their owner, and of some to a thief.
_SECRET = re.compile(r"hash|token|secret|credential|public_key")
# What the app makes of the other columns for itself.
_DERIVED = frozenset({"search_text", "peaks", "trend"})


def exported_tables() -> dict[str, tuple[sa.Table, sa.Column]]:
    """The tables of people's things, by their names, with the column that says whose a row is."""
    found = {}
    for name, table in SQLModel.metadata.tables.items():
        for column in table.columns:
            if column.name in _OWNERS and any(key.column.table.name == "users" for key in column.foreign_keys):
                found[name] = (table, column)
    return found


def data_of(user_id: UserId) -> dict[str, Any]:
    """The person's rows, ready for JSON: the account itself, and a list for each table."""
    with db.read() as session:
        users = SQLModel.metadata.tables["users"]
        (account,) = _rows(session, users, users.c.id == user_id)
        tables = {name: _rows(session, table, owner == user_id) for name, (table, owner) in exported_tables().items()}
        mine = sa.select(SQLModel.metadata.tables["playlists"].c.id).where(
            SQLModel.metadata.tables["playlists"].c.user_id == user_id
        )
        inside = SQLModel.metadata.tables["playlist_songs"]
        tables["playlist_songs"] = _rows(session, inside, inside.c.playlist_id.in_(mine))
    return {"account": account, **tables}


def songs_of(user_id: UserId) -> list[Song]:
    """The person's finished songs, the oldest first, whose files are exported."""
    mine = select(Song).where(Song.user_id == user_id, Song.status == Status.READY, col(Song.deleted_at).is_(None))
    with db.read() as session:
        return list(session.exec(mine.order_by(col(Song.created_at), col(Song.id))))


def picture_of(user_id: UserId) -> str:
    """The name of the file with the person's picture; empty without one."""
    with db.read() as session:
        return session.exec(select(User.avatar).where(User.id == user_id)).one()


def _rows(session: Session, table: sa.Table, which: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [one for one in table.columns if not _SECRET.search(one.name) and one.name not in _DERIVED]
    rows = session.connection().execute(sa.select(*columns).where(which)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value

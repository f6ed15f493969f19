"""What the tables' columns are made of, and how a row is found."""

import re
import secrets
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from melodymaker.db.search_text import LONGEST_KEY

# Alembic finds constraints again by name, so each gets one, the same on every database.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

T = TypeVar("T", bound=SQLModel)
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Points in time, always aware and in UTC, also where the database drops the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive times; give SQLite, which stores no zone, plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a point in time needs a time zone"
            raise ValueError(msg)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give back the zone that SQLite did not store."""
        return value.replace(tzinfo=UTC) if value is not None and dialect.name == "sqlite" else value


def now() -> datetime:
    """The present timestamp, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id of 16 characters (96 bits), fit for an address."""
    return secrets.token_urlsafe(12)


def get_or_none(session: Session, table: type[T], key: str, *, lock: bool = False) -> T | None:
    """The row with this id, or None: also for what visitors send that is no id at all."""
    return session.get(table, key, with_for_update=lock or None) if is_id(key) else None


def is_id(key: object) -> bool:
    """Whether this can be the id of a row at all."""
    return isinstance(key, str) and _ID.fullmatch(key) is not None


def columns_of(table: type[SQLModel], *names: str) -> tuple[sa.ColumnElement[Any], ...]:
    """The table's columns of these names, or all, for reads of plain rows.

    They are the table's own. Those of the model, `Song.title` and the like, SQLAlchemy compares one by one whenever the
    statement is run, which takes longer than SQLite does.
    """
    columns = sa.inspect(table, raiseerr=True).local_table.c
    return tuple(columns[name] for name in names or columns.keys())


def primary_id() -> Any:
    """The column of a row's own id."""
    return Field(default_factory=new_id, primary_key=True, max_length=32)


def timestamp(**kwargs: Any) -> Any:
    """A column for a point in time: the row's first, unless one is given."""
    return Field(default_factory=now, sa_type=UtcDateTime, nullable=False, **kwargs)


def timestamp_or_none(**kwargs: Any) -> Any:
    """A column for a point in time that may not have come."""
    return Field(default=None, sa_type=UtcDateTime, nullable=True, **kwargs)


def foreign_key(column: str, **kwargs: Any) -> Any:
    """A column that holds another row's id, and goes with that row."""
    return Field(foreign_key=column, ondelete="CASCADE", max_length=32, **kwargs)


def only_where(condition: str) -> dict[str, Any]:
    """The arguments that narrow an index down to the rows of which the condition is true; of flags it says `= true`."""
    # SQLite uses such an index only for queries that say the same, and there they ask for the number.
    return {"sqlite_where": sa.text(condition.replace("= true", "= 1")), "postgresql_where": sa.text(condition)}


def counter() -> Any:
    """A column that counts rows of another table, and is changed with them."""
    return Field(default=0, sa_column_kwargs={"server_default": "0"})


def long_text(server_default: str | None = None) -> Any:
    """A column for text of any length; the default fills rows that were there before the column."""
    return Field(default="", sa_type=sa.Text, sa_column_kwargs={"server_default": server_default})


def sort_key_column() -> sa.Column:
    """A column of folded text that lists are ordered by, in every database by the code points."""
    plain = sa.String(LONGEST_KEY)
    kind = plain.with_variant(sa.String(LONGEST_KEY, collation="C"), "postgresql")
    return sa.Column(kind, nullable=False, server_default="")


def changed(row: SQLModel, *columns: str) -> bool:
    """Whether one of these columns of the row is to be written."""
    attributes = sa.inspect(row, raiseerr=True).attrs
    return any(attributes[column].history.has_changes() for column in columns)

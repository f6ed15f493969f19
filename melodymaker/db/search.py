"""Full-text search over songs, people and playlists: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Whatever is typed is split into words, each of which has to begin a word of the row; no character of it means anything
to the database.
"""

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from melodymaker.db.models import Playlist, Song, User
from melodymaker.db.search_text import search_terms

Searched = type[Song] | type[User] | type[Playlist]


# From so many on, it is faster to go through the songs in their order and to leave out those without the words.
_COMMON = 500


def matching(
    dialect: sa.Dialect, table: Searched, typed: str, *, common: bool = False
) -> sa.ColumnElement[bool] | None:
    """The condition on the table's rows that they hold all the words typed, or None when none was.

    With `common`, the rows are read in the query's order until enough are found.
    """
    terms = search_terms(typed)
    if not terms:
        return None
    name = _name(table)
    if dialect.name == "sqlite":
        # A plus keeps SQLite from looking up every row of the list. By number, because the text of a row's id would be
        # read from another table.
        return sa.literal_column(f"{'+' if common else ''}{name}.rowid").in_(_sqlite_rows(name, terms))
    query = " & ".join(f"({' <-> '.join(tokens)}:*)" for tokens in terms)
    # The migrations made this column; PostgreSQL keeps it.
    return sa.literal_column(f"{name}.search").bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), query))


def is_common(session: Session, table: Searched, typed: str) -> bool:
    """Whether many rows hold the words. SQLite has to be told; PostgreSQL knows by itself, and gets False."""
    terms = search_terms(typed)
    if not terms or session.connection().dialect.name != "sqlite":
        return False
    some = _sqlite_rows(_name(table), terms).limit(_COMMON).subquery()
    return session.connection().execute(sa.select(sa.func.count()).select_from(some)).scalar_one() == _COMMON


def _sqlite_rows(name: str, terms: list[list[str]]) -> sa.Select:
    # The migrations made this table; triggers keep it.
    index = sa.table(f"{name}_fts", sa.column("rowid", sa.Integer))
    phrases = " ".join(f'"{" ".join(tokens)}"*' for tokens in terms)
    return sa.select(index.c.rowid).where(sa.literal_column(f"{name}_fts").op("MATCH")(phrases))


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)

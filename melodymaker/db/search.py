"""Full-text search over songs, people and playlists: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Whatever is typed is split into words, each of which has to begin a word of the row; no character of it means anything
to the database.
"""

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from melodymaker.db.models import Playlist, Song, User
from melodymaker.db.search_text import search_terms

Searched = type[Song] | type[User] | type[Playlist]


def matching(dialect: sa.Dialect, table: Searched, typed: str) -> sa.ColumnElement[bool] | None:
    """The condition on the table's rows that they hold all the words typed, or None when none was."""
    terms = search_terms(typed)
    if not terms:
        return None
    name = _name(table)
    if dialect.name == "sqlite":
        # The migrations made this table; triggers keep it.
        index = sa.table(f"{name}_fts", sa.column("row_id", sa.String))
        phrases = " ".join(f'"{" ".join(tokens)}"*' for tokens in terms)
        found = sa.select(index.c.row_id).where(sa.literal_column(f"{name}_fts").op("MATCH")(phrases))
        return col(table.id).in_(found)
    query = " & ".join(f"({' <-> '.join(tokens)}:*)" for tokens in terms)
    # The migrations made this column; PostgreSQL keeps it.
    return sa.literal_column(f"{name}.search").bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), query))


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)

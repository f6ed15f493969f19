"""Full-text search over songs, each database in its own way: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Whatever is typed is split into words, each of which has to begin a word of the song; no character of it means anything
to the database.
"""

import re
from itertools import islice

import sqlalchemy as sa
from sqlmodel import col

from melodymaker.db.models import Song

# What the migrations made: on SQLite a table that triggers keep, on PostgreSQL a column that it keeps itself.
_TABLE = "songs_fts"
_COLUMN = "songs.search"

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
# Longer words are cut: PostgreSQL takes none of more than 2,046 bytes.
_LONGEST_WORD = 100
_LONGEST_SEARCH = 1_000


def songs_matching(dialect: sa.Dialect, typed: str) -> sa.ColumnElement[bool] | None:
    """The condition on Song that it holds all the words typed, or None when none was."""
    found = islice(_WORD.finditer(typed[:_LONGEST_SEARCH].casefold()), _MOST_WORDS)
    terms = [match[0][:_LONGEST_WORD] for match in found]
    if not terms:
        return None
    if dialect.name == "sqlite":
        table = sa.table(_TABLE, sa.column("song_id", sa.String))
        phrase = " ".join(f'"{word}"*' for word in terms)
        found = sa.select(table.c.song_id).where(sa.literal_column(_TABLE).op("MATCH")(phrase))
        return col(Song.id).in_(found)
    query = " & ".join(f"{word}:*" for word in terms)
    return sa.literal_column(_COLUMN).bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), query))

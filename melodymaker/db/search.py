"""Full-text search over songs, people and playlists: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Whatever is typed is split into words, each of which has to begin a word of the row; no character of it means anything
to the database.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from melodymaker.db.models import Playlist, Song, User
from melodymaker.db.pagination import Cursor, Order, in_order
from melodymaker.db.search_text import search_terms

Searched = type[Song] | type[User] | type[Playlist]

# How many of a list's next rows are read, and how often they hold the words if it is sooner to go through them until a
# page is full than to have the index list all rows that do. SQLite takes 3 µs to look a row up, as long as to read its
# text, and 0.2 µs to list one: only where it would list very many is it worth while to look closer.
_OFTEN_ON_SQLITE = (30, 1 / 15)
_CLOSER_ON_SQLITE = (100, 1 / 40)
# PostgreSQL keeps long texts apart and takes 6 µs to read one, 4 to fetch and sort a row that its index lists. Where a
# share S of N rows holds the words, it is sooner to go through them if 24 / S * 6 µs, for a page of 24, are less than
# N * S * 4: where N * S² is more than 36. It looks at so many rows, or until so many of them hold the words.
_BALANCE_ON_POSTGRESQL = 36
_SAMPLE_ON_POSTGRESQL = 200
_ENOUGH_ON_POSTGRESQL = 10
# SQLite does not look so many rows up one by one.
_COMMON = 500
# So many are handed from one statement to the next at most.
_MOST_LISTED = 10_000


def matching(dialect: sa.Dialect, table: Searched, typed: str) -> sa.ColumnElement[bool] | None:
    """The condition on the table's rows that they hold all the words typed, or None when none was."""
    terms = search_terms(typed)
    if not terms:
        return None
    if dialect.name != "sqlite":
        return _tsvector_holds(table, terms)
    # By number, because the text of a row's id would be read from another table.
    name = _name(table)
    return sa.literal_column(f"{name}.rowid").in_(_matches(f"{name}_fts", terms))


def with_words(
    session: Session,
    query: sa.Select,
    table: Searched,
    typed: str,
    order: Order,
    after: Cursor | None = None,
    *,
    listed: bool = False,
) -> tuple[sa.Select, Order]:
    """The query, of those rows alone that hold all the words typed, for the page of the order after the cursor.

    `listed` says that it is of songs that everybody may hear, whose words have an index of their own.

    The database is told whether to go through the rows in their order or to sort those that its index lists, which it
    cannot choose well by itself: it does not know how long it takes to read a row's text.
    """
    terms = search_terms(typed)
    if not terms:
        return query, order
    connection = session.connection()
    name = _name(table)
    rows = query.select_from(table)
    if connection.dialect.name != "sqlite":
        holds = _tsvector_holds(table, terms)
        if _is_sooner_in_order(connection, rows, holds, order, after, _LISTED_ORDER if listed else name):
            # PostgreSQL, which takes any word for a rare one, does not see its index behind a function.
            return query.where(sa.func.coalesce(holds, sa.false())), order
        return query.where(holds), replace(order, sorts=True)
    holds = _text_holds(table, terms)
    first = in_order(rows.with_only_columns(sa.case((holds, 1), else_=0)), order, after)

    def is_often(most: int, share: float) -> bool:
        sample = connection.execute(first.limit(most)).scalars().all()
        return len(sample) < most or sum(sample) >= most * share

    if is_often(*_OFTEN_ON_SQLITE):
        return query.where(holds), order
    index = _LISTED_WORDS if listed else f"{name}_fts"
    numbers = _numbers(connection, index, terms)
    if numbers is None and is_often(*_CLOSER_ON_SQLITE):
        return query.where(holds), order
    return query.where(_is_in_index(name, index, terms, numbers)), order


def _is_sooner_in_order(
    connection: sa.Connection,
    query: sa.Select,
    holds: sa.ColumnElement[bool],
    order: Order,
    after: Cursor | None,
    relation: str,
) -> bool:
    """Whether PostgreSQL is to go through the rows in their order; the relation has as many as its index of words."""
    # As many as when it last looked, because to count them takes longer than to search.
    known = sa.literal_column(f"(SELECT reltuples FROM pg_class WHERE oid = '{relation}'::regclass)")  # noqa: S608
    sample = in_order(query.with_only_columns(holds.label("holds")), order, after).limit(_SAMPLE_ON_POSTGRESQL)
    last = in_order(query.with_only_columns(sa.true()), order, after).offset(_SAMPLE_ON_POSTGRESQL - 1).limit(1)
    hits = sa.select(sa.true()).where(sample.subquery().c.holds).limit(_ENOUGH_ON_POSTGRESQL).subquery()
    count = sa.select(sa.func.count().label("found")).select_from(hits).subquery().c.found
    # With filters it is a long way to the last row, which nobody needs to know of where the words are common.
    too_few = sa.case((count < _ENOUGH_ON_POSTGRESQL, last.scalar_subquery()))
    found, more_needed, total = connection.execute(sa.select(count, too_few, known)).one()
    if not more_needed:  # enough hold the words, or these are all the rows that there are
        return True
    return total * (found / _SAMPLE_ON_POSTGRESQL) ** 2 > _BALANCE_ON_POSTGRESQL


def _tsvector_holds(table: Searched, terms: list[list[str]]) -> sa.ColumnElement[bool]:
    query = " & ".join(f"({' <-> '.join(tokens)}:*)" for tokens in terms)
    # The migrations made this column; PostgreSQL keeps it.
    tsquery = sa.func.to_tsquery(sa.literal_column("'simple'"), query)
    return sa.literal_column(f"{_name(table)}.search").bool_op("@@")(tsquery)


def _text_holds(table: Searched, terms: list[list[str]]) -> sa.TextClause:
    """The same as SQLite's index says, of the text itself: its tokens have one space between."""
    phrases = {f"phrase{number}": " ".join(tokens) for number, tokens in enumerate(terms)}
    text = f"{_name(table)}.search_text"
    # SQLite is slow to look for what begins with a space, so the rows without the phrases are left out first. As text,
    # because expressions take longer to be made, which they are for each search.
    conditions = [f"instr({text}, :{phrase}) > 0" for phrase in phrases]
    conditions += [f"instr(' ' || {text}, ' ' || :{phrase}) > 0" for phrase in phrases]
    return sa.text(" AND ".join(conditions)).bindparams(**phrases)


def _numbers(connection: sa.Connection, index: str, terms: list[list[str]]) -> str | None:
    """The numbers of all rows that SQLite's index lists, with a comma between; None where it lists very many."""
    some = sa.text(f"SELECT group_concat(rowid) FROM ({_MATCHES.format(index=index)} LIMIT :most)")  # noqa: S608 - a table
    numbers = connection.execute(some, {"words": _phrases(terms), "most": _MOST_LISTED + 1}).scalar_one() or ""
    return numbers if numbers.count(",") < _MOST_LISTED else None


def _is_in_index(name: str, index: str, terms: list[list[str]], numbers: str | None) -> sa.ColumnElement[bool]:
    """The condition that SQLite's index lists the row, with the numbers if they are known."""
    if numbers is None:
        return sa.literal_column(f"+{name}.rowid").in_(_matches(index, terms))
    # A plus keeps SQLite from looking up every row of the list.
    common = numbers.count(",") >= _COMMON
    listed = sa.text("SELECT value FROM json_each(:numbers)").bindparams(numbers=f"[{numbers}]")
    return sa.literal_column(f"{'+' if common else ''}{name}.rowid").in_(listed)


# The migrations made these tables; triggers keep them.
_MATCHES = "SELECT rowid FROM {index} WHERE {index} MATCH :words"
# Of the published songs alone: their words on SQLite, and an index with a row of each on PostgreSQL.
_LISTED_WORDS = "listed_songs_fts"
_LISTED_ORDER = "ix_songs_listed_trending"


def _matches(index: str, terms: list[list[str]]) -> sa.TextClause:
    return sa.text(_MATCHES.format(index=index)).bindparams(words=_phrases(terms))


def _phrases(terms: list[list[str]]) -> str:
    return " ".join(f'"{" ".join(tokens)}"*' for tokens in terms)


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)

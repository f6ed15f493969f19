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
# page is full than to have the index list all rows that do. PostgreSQL keeps long texts apart and takes 2.5 µs to read
# one; its index reads all that it has of each word, 0.2 µs an entry. SQLite takes 3 µs to look a row up, as long as to
# read its text, and 0.2 µs to list one: only where it would list very many is it worth while to look closer.
_OFTEN_ON_POSTGRESQL = (200, 1 / 90)
_OFTEN_ON_SQLITE = (30, 1 / 15)
_CLOSER_ON_SQLITE = (100, 1 / 40)
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
    return sa.literal_column(f"{name}.rowid").in_(_listed(name, terms))


def with_words(
    session: Session, query: sa.Select, table: Searched, typed: str, order: Order, after: Cursor | None = None
) -> tuple[sa.Select, Order]:
    """The query, of those rows alone that hold all the words typed, for the page of the order after the cursor.

    The database is told whether to go through the rows in their order or to sort those that its index lists, which it
    cannot choose well by itself: it does not know how long it takes to read a row's text.
    """
    terms = search_terms(typed)
    if not terms:
        return query, order
    connection = session.connection()
    on_sqlite = connection.dialect.name == "sqlite"
    holds = (_text_holds if on_sqlite else _tsvector_holds)(table, terms)
    first = in_order(query.with_only_columns(sa.case((holds, 1), else_=0)).select_from(table), order, after)

    def is_often(most: int, share: float) -> bool:
        sample = connection.execute(first.limit(most)).scalars().all()
        return len(sample) < most or sum(sample) >= most * share

    if not on_sqlite:
        # PostgreSQL, which takes any word for a rare one, does not see its index behind a function.
        if is_often(*_OFTEN_ON_POSTGRESQL):
            return query.where(sa.func.coalesce(holds, sa.false())), order
        return query.where(holds), replace(order, sorts=True)
    if is_often(*_OFTEN_ON_SQLITE):
        return query.where(holds), order
    numbers = _numbers(connection, _name(table), terms)
    if numbers is None and is_often(*_CLOSER_ON_SQLITE):
        return query.where(holds), order
    return query.where(_is_listed(_name(table), terms, numbers)), order


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


def _numbers(connection: sa.Connection, name: str, terms: list[list[str]]) -> str | None:
    """The numbers of all rows that SQLite's index lists, with a comma between; None where it lists very many."""
    some = sa.text(f"SELECT group_concat(rowid) FROM ({_LISTED.format(name=name)} LIMIT :most)")  # noqa: S608 - a table
    numbers = connection.execute(some, {"words": _phrases(terms), "most": _MOST_LISTED + 1}).scalar_one() or ""
    return numbers if numbers.count(",") < _MOST_LISTED else None


def _is_listed(name: str, terms: list[list[str]], numbers: str | None) -> sa.ColumnElement[bool]:
    """The condition that SQLite's index lists the row, with the numbers if they are known."""
    if numbers is None:
        return sa.literal_column(f"+{name}.rowid").in_(_listed(name, terms))
    # A plus keeps SQLite from looking up every row of the list.
    common = numbers.count(",") >= _COMMON
    listed = sa.text("SELECT value FROM json_each(:numbers)").bindparams(numbers=f"[{numbers}]")
    return sa.literal_column(f"{'+' if common else ''}{name}.rowid").in_(listed)


# The migrations made these tables; triggers keep them.
_LISTED = "SELECT rowid FROM {name}_fts WHERE {name}_fts MATCH :words"


def _listed(name: str, terms: list[list[str]]) -> sa.TextClause:
    return sa.text(_LISTED.format(name=name)).bindparams(words=_phrases(terms))


def _phrases(terms: list[list[str]]) -> str:
    return " ".join(f'"{" ".join(tokens)}"*' for tokens in terms)


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)

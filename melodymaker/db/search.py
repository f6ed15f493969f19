"""Full-text search over songs, people and playlists: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Whatever is typed is split into words, each of which has to begin a word of the row; no character of it means anything
to the database.
"""

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from melodymaker.db.models import Playlist, Song, User
from melodymaker.db.pagination import Cursor, Order, in_order
from melodymaker.db.search_text import search_terms

Searched = type[Song] | type[User] | type[Playlist]


# As measured on SQLite, to look a row up takes 3 µs, as long as to read its text; to list one that the index found
# takes 0.2 µs. Where one in so many of a list's first rows holds the words, rows are read until a page is full.
_OFTEN = 40
_SAMPLE = 100
# From so many rows with the words on, they are not looked up one by one.
_COMMON = 500


def matching(dialect: sa.Dialect, table: Searched, typed: str) -> sa.ColumnElement[bool] | None:
    """The condition on the table's rows that they hold all the words typed, or None when none was."""
    terms = search_terms(typed)
    if not terms:
        return None
    name = _name(table)
    if dialect.name == "sqlite":
        # By number, because the text of a row's id would be read from another table.
        return sa.literal_column(f"{name}.rowid").in_(_sqlite_rows(name, terms))
    query = " & ".join(f"({' <-> '.join(tokens)}:*)" for tokens in terms)
    # The migrations made this column; PostgreSQL keeps it.
    return sa.literal_column(f"{name}.search").bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), query))


def with_words(
    session: Session, query: sa.Select, table: Searched, typed: str, order: Order, after: Cursor | None = None
) -> sa.Select:
    """The query, of those rows alone that hold all the words typed, for the page of the order after the cursor.

    PostgreSQL knows by itself how to find them soonest. SQLite is told: it goes through the rows in their order and
    leaves out those whose text lacks the words, or those that the index does not list, or looks up the few that it
    lists.
    """
    condition = matching(session.connection().dialect, table, typed)
    if condition is None:
        return query
    if session.connection().dialect.name != "sqlite":
        return query.where(condition)
    holds = _text_holds(table, typed)
    listed = _sqlite_rows(_name(table), search_terms(typed))
    number = sa.type_coerce(holds, sa.Integer).label("holds")
    first = in_order(query.with_only_columns(number), order, after).limit(_SAMPLE).subquery()
    often = sa.or_(sa.func.count() < _SAMPLE, sa.func.sum(first.c.holds) * _OFTEN >= sa.func.count())
    number_listed = sa.select(sa.func.count()).select_from(listed.limit(_COMMON).subquery()).scalar_subquery()
    # In one statement, whose last part is left out where it is not asked for.
    is_often, common = session.connection().execute(sa.select(often, sa.case((often, 0), else_=number_listed))).one()
    if is_often:
        return query.where(holds)
    # A plus keeps SQLite from looking up every row of the list.
    plus = "+" if common == _COMMON else ""
    return query.where(sa.literal_column(f"{plus}{_name(table)}.rowid").in_(listed))


def _text_holds(table: Searched, typed: str) -> sa.ColumnElement[bool]:
    """The same as the index says, of the text itself: its tokens have one space between."""
    text = " " + sa.type_coerce(table.search_text, sa.Text)
    return sa.and_(*(sa.func.instr(text, " " + " ".join(tokens)) > 0 for tokens in search_terms(typed)))


def _sqlite_rows(name: str, terms: list[list[str]]) -> sa.Select:
    # The migrations made this table; triggers keep it.
    index = sa.table(f"{name}_fts", sa.column("rowid", sa.Integer))
    phrases = " ".join(f'"{" ".join(tokens)}"*' for tokens in terms)
    return sa.select(index.c.rowid).where(sa.literal_column(f"{name}_fts").op("MATCH")(phrases))


def _name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)

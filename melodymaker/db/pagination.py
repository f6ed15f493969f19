"""Lists a page at a time: each page begins after the last row of the one before (keyset pagination)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the last row's value in the column of the order, and its key."""

    value: Any
    key: str


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: a column, and a key for rows that are equal in it. One index should hold both.

    With `sorts`, the database finds the rows in another way and sorts them, and does not go along that index.
    """

    column: Any
    key: Any
    descending: bool = True
    sorts: bool = False


def cursor_of(session: Session, order: Order, *conditions: sa.ColumnElement[bool]) -> Cursor | None:
    """The cursor of the page that follows a row, which the conditions single out; None if there is no such row."""
    row = session.connection().execute(sa.select(order.column, order.key).where(*conditions)).first()
    return Cursor(*row) if row else None


def read_page(
    session: Session,
    query: sa.Select,
    order: Order,
    size: int,
    after: Cursor | None = None,
    *,
    keys: sa.Select | None = None,
    skip: int = 0,
) -> tuple[Sequence[sa.Row], Cursor | None]:
    """The rows of the query that follow the cursor, or the first ones, and the cursor of the next page, if any.

    With `skip` they are those that so many rows further on follow. The database walks through all of these, so a list
    that is read in order does without.

    `keys` is a query of the keys that are to be found; the columns of `query` are then read for one page of them only,
    and not for all that have to be sorted.
    """
    if keys is not None:
        found = in_order(keys, order, after).limit(size + 1).offset(skip or None)
        query = in_order(query.where(order.key.in_(found)), order)
    else:
        query = in_order(query, order, after).limit(size + 1).offset(skip or None)
    query = query.add_columns(order.column.label("cursor_value"), order.key.label("cursor_key"))
    rows = session.connection().execute(query).all()
    page = rows[:size]
    return page, Cursor(page[-1].cursor_value, page[-1].cursor_key) if len(rows) > size else None


def rank_of(count: sa.Select, order: Order, here: Cursor) -> sa.Select:
    """The query that counts rows, for those alone that stand before this place of the order."""
    return count.where(_follows(Order(order.column, order.key, not order.descending), here))


def in_order(query: sa.Select, order: Order, after: Cursor | None = None) -> sa.Select:
    """The query in this order, all of it or what follows the cursor."""
    if after is not None:
        query = query.where(_follows(order, after))
    # PostgreSQL does not see the index's order behind a function.
    column = sa.func.coalesce(order.column, order.column) if order.sorts else order.column
    if order.descending:
        return query.order_by(column.desc(), order.key.desc())
    return query.order_by(column, order.key)


def _follows(order: Order, after: Cursor) -> sa.ColumnElement[bool]:
    """Whether a row stands after this place of the order."""
    here = sa.tuple_(order.column, order.key)
    end = sa.tuple_(sa.literal(after.value, order.column.type), sa.literal(after.key))
    return here < end if order.descending else here > end

"""The shelves of the first page: what everybody may hear, in several orders."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.accounts.blocks import not_blocked_by
from melodymaker.db.models import Category, Song, SongCategory
from melodymaker.db.pagination import Cursor, Order, cursor_of, in_order, read_page
from melodymaker.db.text import one_line
from melodymaker.errors import NotFound
from melodymaker.follows.queries import song_is_of_followed, songs_of_followed
from melodymaker.i18n import later, translated
from melodymaker.songs.rows import SongRow, select_songs, to_song_row
from melodymaker.types import SongId, UserId

SONGS_A_PAGE = 24
ON_FRONT_PAGE = 12
FOLLOWING = "following"
TITLES = {
    "trending": later("Trending"),
    "new": later("New"),
    "featured": later("Featured"),
    FOLLOWING: later("From people you follow"),
}
_ORDERS = {
    "trending": Order(col(Song.trend), col(Song.id)),
    "new": Order(col(Song.listed_at), col(Song.id)),
    "featured": Order(col(Song.featured_at), col(Song.id)),
    FOLLOWING: Order(col(Song.listed_at), col(Song.id)),
}
# By the columns of the link, which its index holds in this order.
_IN_CATEGORY = Order(col(SongCategory.listed_at), col(SongCategory.song_id))
_MOST_CATEGORIES = 60
# Where so many of so many songs are by people who are followed, SQLite looks at each instead of finding theirs.
_SAMPLE = 100
_MANY = 4


@dataclass(frozen=True)
class Shelf:
    """Which songs, by the name of the shelf, or by a category."""

    name: str = ""
    category: str = ""

    @property
    def title(self) -> str:
        """What stands over it."""
        return translated(TITLES.get(self.name) or self.category.capitalize())


def songs_on(
    viewer: UserId | None, shelf: Shelf, after: Cursor | None = None, size: int = SONGS_A_PAGE
) -> tuple[list[SongRow], Cursor | None]:
    """A page of a shelf, and the cursor of the next one; raises NotFound for a shelf that does not exist."""
    with db.read() as session:
        query, order = _query(session, viewer, shelf)
        keys = None
        if viewer and shelf.name == FOLLOWING:
            keys = _keys_of_followed(session, viewer, query.with_only_columns(col(Song.id)), order, after)
        rows, cursor = read_page(session, query, order, size, after, keys=keys)
    return [to_song_row(row, viewer) for row in rows], cursor


def songs_after(viewer: UserId | None, shelf: Shelf, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page that follows one of the shelf's songs; empty if it is not listed."""
    with db.read() as session:
        _, order = _query(session, viewer, shelf)
        table = SongCategory if shelf.category else Song
        key = col(SongCategory.song_id) if shelf.category else col(Song.id)
        after = cursor_of(session, order, key == song_id, col(table.listed_at).is_not(None))
    return songs_on(viewer, shelf, after) if after else ([], None)


def categories() -> list[str]:
    """The categories that hold a song which everybody may hear, by name."""
    listed = sa.exists().where(col(SongCategory.category_id) == Category.id, col(SongCategory.listed_at).is_not(None))
    with db.read() as session:
        found = select(Category.name).where(listed.correlate(Category)).order_by(Category.name)
        return list(session.exec(found.limit(_MOST_CATEGORIES)))


def _keys_of_followed(
    session: Session, viewer: UserId, keys: sa.Select, order: Order, after: Cursor | None
) -> sa.Select:
    """Those songs alone that are of people whom the viewer follows.

    They are all found and then sorted, unless many of the newest songs are theirs: these are then gone through in their
    order. PostgreSQL knows by itself; SQLite is told.
    """
    of_followed = keys.where(songs_of_followed(viewer))
    if session.connection().dialect.name != "sqlite":
        return of_followed
    theirs = song_is_of_followed(viewer)
    number = sa.type_coerce(theirs, sa.Integer).label("theirs")
    first = in_order(keys.with_only_columns(number), order, after).limit(_SAMPLE).subquery()
    found = session.connection().execute(sa.select(sa.func.sum(first.c.theirs))).scalar_one() or 0
    return keys.where(theirs) if found >= _MANY else of_followed


def _query(session: Session, viewer: UserId | None, shelf: Shelf) -> tuple[sa.Select, Order]:
    query = select_songs(viewer).where(col(Song.listed_at).is_not(None), not_blocked_by(viewer, col(Song.user_id)))
    if shelf.category:
        name = one_line(shelf.category)
        category = session.exec(select(Category.id).where(Category.name == name)).first()
        if category is None:
            raise NotFound
        in_category = (col(SongCategory.category_id) == category, col(SongCategory.listed_at).is_not(None))
        return query.join(SongCategory, col(SongCategory.song_id) == Song.id).where(*in_category), _IN_CATEGORY
    if shelf.name not in TITLES or (shelf.name == FOLLOWING and viewer is None):
        raise NotFound
    if shelf.name == "featured":
        query = query.where(col(Song.featured_at).is_not(None))
    return query, _ORDERS[shelf.name]

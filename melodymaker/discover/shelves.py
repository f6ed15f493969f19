"""The shelves of the first page: what everybody may hear, in several orders."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.accounts.blocks import not_blocked_by
from melodymaker.db.models import Category, Song, SongCategory
from melodymaker.db.pagination import Cursor, Order, cursor_of, read_page
from melodymaker.db.text import one_line
from melodymaker.errors import NotFound
from melodymaker.follows.queries import songs_of_followed
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
        # The songs of all who are followed are found first and then sorted.
        keys = query.with_only_columns(col(Song.id)) if shelf.name == FOLLOWING else None
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
    if shelf.name == FOLLOWING and viewer:
        query = query.where(songs_of_followed(viewer))
    if shelf.name == "featured":
        query = query.where(col(Song.featured_at).is_not(None))
    return query, _ORDERS[shelf.name]

"""Reads of the library's lists of songs: which are in one, in which order, how many, and a part of them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import Category, Favorite, Song, SongCategory, SongCount
from melodymaker.db.pagination import Cursor, Order, cursor_of, rank_of, read_page
from melodymaker.db.search import matching, with_words
from melodymaker.db.search_text import search_terms
from melodymaker.db.text import one_line
from melodymaker.songs.permissions import playable_by
from melodymaker.songs.rows import SongRow, select_songs, to_song_row
from melodymaker.types import PENDING, SongId, Status, UserId

SONGS_A_PAGE = 24
SORTS = {
    "newest": Order(col(Song.created_at), col(Song.id)),
    "oldest": Order(col(Song.created_at), col(Song.id), descending=False),
    "title": Order(col(Song.title_key), col(Song.id), descending=False),
    "played": Order(col(Song.listens), col(Song.id)),
    "longest": Order(col(Song.duration), col(Song.id)),
}
# By the favorites' own columns, which their index holds in this order.
_NEWEST_FAVORITE = Order(col(Favorite.at), col(Favorite.song_id))
# By those of a category's links, as their index holds them.
_IN_CATEGORY = {
    "newest": Order(col(SongCategory.created_at), col(SongCategory.song_id)),
    "oldest": Order(col(SongCategory.created_at), col(SongCategory.song_id), descending=False),
}
_LAST_DELETED = Order(col(Song.deleted_at), col(Song.id))
KINDS = {
    "instrumental": col(Song.instrumental),
    "remix": col(Song.source_id).is_not(None),
    "published": col(Song.published_at).is_not(None),
}


@dataclass(frozen=True)
class Choice:
    """What of the library is shown, and in which order; empty is all. The text is searched for as typed.

    `tab` is "songs", "favorites" or "deleted"; only the first of them is narrowed by more than the text.
    """

    text: str = ""
    status: str = ""
    kind: str = ""
    category: str = ""
    sort: str = "newest"
    tab: str = "songs"


@dataclass(frozen=True)
class Part:
    """So many rows of a list, after a cursor or from the start, and so many further on."""

    size: int = SONGS_A_PAGE
    after: Cursor | None = None
    skip: int = 0


def songs_of(user_id: UserId, choice: Choice = Choice(), part: Part = Part()) -> tuple[list[SongRow], Cursor | None]:
    """A part of one of a user's lists, and the cursor of what follows it.

    Favorites are songs that the user may still hear, the newest addition first; deleted ones can still be restored.
    """
    with db.read() as session:
        order = _order(choice)
        query = _on_tab(session, select_songs(user_id), user_id, choice)
        # Songs with the words are found first and then sorted.
        keys = None
        if choice.text:
            # Nothing but the keys then, lest SQLite go through all that the user has.
            ids = query.with_only_columns(order.key)
            if order.key is col(Song.id):
                query = select_songs(user_id)
            keys, order = with_words(session, ids, Song, choice.text, order, part.after)
        rows, cursor = read_page(session, query, order, part.size, part.after, keys=keys, skip=part.skip)
        return [to_song_row(song, user_id) for song in rows], cursor


def count_songs(user_id: UserId, choice: Choice) -> int:
    """How many songs a list holds."""
    with db.read() as session:
        if _is_stored(choice):
            return session.connection().execute(_stored_count(session, user_id, choice)).scalar() or 0
        query = _narrowed(session, sa.select(sa.func.count()).select_from(Song), user_id, choice)
        return session.connection().execute(query).scalar_one()


def song_ids(user_id: UserId, choice: Choice, most: int) -> list[SongId]:
    """The ids of a list's songs in its order, at most so many."""
    order = _order(choice)
    with db.read() as session:
        query = _narrowed(session, sa.select(col(Song.id)), user_id, choice)
        rows, _ = read_page(session, query, order, most)
        return [SongId(row.id) for row in rows]


def index_of(user_id: UserId, choice: Choice, song_id: SongId) -> int:
    """How many songs stand before this one in a list; 0 if it is not there."""
    order = _order(choice)
    with db.read() as session:
        here = _cursor(session, user_id, choice, song_id)
        if here is None:
            return 0
        before = _narrowed(session, sa.select(sa.func.count()).select_from(Song), user_id, choice)
        return session.connection().execute(rank_of(before, order, here)).scalar_one()


def songs_after(user_id: UserId, choice: Choice, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page of a list that follows one of its songs, as `songs_of` reads it; empty if it is not there."""
    with db.read() as session:
        after = _cursor(session, user_id, choice, song_id)
    return songs_of(user_id, choice, Part(after=after)) if after else ([], None)


def categories_of(user_id: UserId) -> list[str]:
    """The categories of a user's songs, by name."""
    used = (
        sa.select(1)
        .select_from(SongCategory)
        .join(Song, col(Song.id) == SongCategory.song_id)
        .where(
            col(SongCategory.category_id) == Category.id, col(Song.user_id) == user_id, col(Song.deleted_at).is_(None)
        )
        .exists()
    )
    with db.read() as session:
        return list(session.exec(select(Category.name).where(used).order_by(Category.name)))


def _cursor(session: Session, user_id: UserId, choice: Choice, song_id: SongId) -> Cursor | None:
    order = _order(choice)
    if choice.tab == "favorites":
        own = (col(Favorite.song_id) == song_id, col(Favorite.user_id) == user_id)
    elif order in _IN_CATEGORY.values():
        own = (col(SongCategory.song_id) == song_id, *_in_category(session, user_id, choice))
    else:
        own = (col(Song.id) == song_id, col(Song.user_id) == user_id)
    return cursor_of(session, order, *own)


def _order(choice: Choice) -> Order:
    special = {"favorites": _NEWEST_FAVORITE, "deleted": _LAST_DELETED}
    sort = choice.sort if choice.sort in SORTS else "newest"
    in_category = _IN_CATEGORY.get(sort) if choice.category else None
    return special.get(choice.tab) or in_category or SORTS[sort]


def _is_stored(choice: Choice) -> bool:
    """Whether the list is the whole library, or all of it that is ready."""
    narrowed = choice.kind in KINDS or choice.category or search_terms(choice.text)
    return choice.tab == "songs" and choice.status in {"", Status.READY} and not narrowed


def _stored_count(session: Session, user_id: UserId, choice: Choice) -> sa.Select:
    kept = col(SongCount.kept)
    if choice.status:
        # Nearly all songs are ready, so the others are counted.
        others = _of_kind(session, sa.select(sa.func.count()).select_from(Song), user_id, Choice())
        kept -= others.where(col(Song.status).in_(set(Status) - {Status.READY})).scalar_subquery()
    return sa.select(kept).where(col(SongCount.user_id) == user_id)


def _narrowed(session: Session, query: sa.Select, user_id: UserId, choice: Choice) -> sa.Select:
    """The query of songs, of those in the list alone."""
    query = _on_tab(session, query, user_id, choice)
    condition = matching(session.connection().dialect, Song, choice.text)
    return query if condition is None else query.where(condition)


def _on_tab(session: Session, query: sa.Select, user_id: UserId, choice: Choice) -> sa.Select:
    """The query, of the list without regard to the text."""
    if choice.tab == "favorites":
        own = (col(Favorite.song_id) == Song.id) & (col(Favorite.user_id) == user_id)
        query = query.join(Favorite, own).where(playable_by(user_id))
    elif choice.tab == "deleted":
        query = query.where(col(Song.user_id) == user_id, col(Song.deleted_at).is_not(None))
    else:
        query = _of_kind(session, query, user_id, choice)
    return query


def _of_kind(session: Session, query: sa.Select, user_id: UserId, choice: Choice) -> sa.Select:
    query = query.where(col(Song.user_id) == user_id, col(Song.deleted_at).is_(None))
    if choice.status == "pending":
        query = query.where(col(Song.status).in_(PENDING))
    elif choice.status:
        query = query.where(col(Song.status) == choice.status)
    if choice.kind in KINDS:
        query = query.where(KINDS[choice.kind])
    if choice.category:
        query = query.join(SongCategory, col(SongCategory.song_id) == Song.id)
        query = query.where(*_in_category(session, user_id, choice))
    return query


def _in_category(session: Session, user_id: UserId, choice: Choice) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on SongCategory that it is of a song of the user's in the category."""
    named = select(Category.id).where(Category.name == one_line(choice.category))
    category_id = session.exec(named).first() or ""
    return col(SongCategory.user_id) == user_id, col(SongCategory.category_id) == category_id

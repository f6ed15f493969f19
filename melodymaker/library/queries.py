"""Reads of the library: one's songs, narrowed and ordered, a page at a time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import Category, Favorite, Generation, Song, SongCategory
from melodymaker.db.pagination import Cursor, Order, cursor_of, read_page
from melodymaker.db.search import matching
from melodymaker.db.text import one_line
from melodymaker.songs.permissions import playable_by
from melodymaker.songs.queries import request_text
from melodymaker.songs.rows import SongRow, clock, select_songs, to_song_row
from melodymaker.types import PENDING, Mode, SongId, Status, UserId

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
_NEWEST_REQUEST = Order(col(Generation.created_at), col(Generation.id))
KINDS = {
    "instrumental": col(Song.instrumental),
    "remix": col(Song.source_id).is_not(None),
    "published": col(Song.published_at).is_not(None),
}


@dataclass(frozen=True)
class Choice:
    """What of the library is shown, and in which order; empty is all. The text is searched for as typed."""

    text: str = ""
    status: str = ""
    kind: str = ""
    category: str = ""
    sort: str = "newest"


@dataclass(frozen=True)
class TakeRow:
    """A song of a request, with a link once it is ready."""

    id: str
    name: str
    ready: bool


@dataclass(frozen=True)
class HistoryRow:
    """One request: when it was made, for what and with which settings, how it ended, and its songs.

    `requested_at` is ISO 8601, `took` reads like "14 s", `songs` are the takes that are still there.
    """

    id: str
    request: str
    settings: str
    requested_at: str
    status: str
    reason: str
    took: str
    songs: list[TakeRow]


Page = tuple[list, Cursor | None]
PageReader = Callable[[Cursor | None], Page]


def songs_of(
    user_id: UserId, choice: Choice = Choice(), after: Cursor | None = None
) -> tuple[list[SongRow], Cursor | None]:
    """A page of a user's songs, and the cursor of the next one."""
    query = select_songs(user_id).where(col(Song.user_id) == user_id, col(Song.deleted_at).is_(None))
    if choice.status == "pending":
        query = query.where(col(Song.status).in_(PENDING))
    elif choice.status:
        query = query.where(col(Song.status) == choice.status)
    if choice.kind in KINDS:
        query = query.where(KINDS[choice.kind])
    order = SORTS.get(choice.sort, SORTS["newest"])
    with db.read() as session:
        if choice.category:
            category = session.exec(select(Category.id).where(Category.name == one_line(choice.category))).first()
            query = query.where(_in_category(category or ""))
        return _read_songs(session, query, choice.text, user_id, order, after)


def favorites_of(user_id: UserId, text: str = "", after: Cursor | None = None) -> tuple[list[SongRow], Cursor | None]:
    """A page of the songs that a user keeps as favorites and may still hear, the newest addition first."""
    own = (col(Favorite.song_id) == Song.id) & (col(Favorite.user_id) == user_id)
    query = select_songs(user_id).join(Favorite, own).where(playable_by(user_id))
    with db.read() as session:
        return _read_songs(session, query, text, user_id, _NEWEST_FAVORITE, after)


def songs_after(user_id: UserId, choice: Choice, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page of a user's songs that follows one of them, as `songs_of` reads it; empty if it is not among them."""
    order = SORTS.get(choice.sort, SORTS["newest"])
    with db.read() as session:
        after = cursor_of(session, order, col(Song.id) == song_id, col(Song.user_id) == user_id)
    return songs_of(user_id, choice, after) if after else ([], None)


def favorites_after(user_id: UserId, text: str, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page of a user's favorites that follows one of them; empty if it is not among them."""
    with db.read() as session:
        own = (col(Favorite.song_id) == song_id, col(Favorite.user_id) == user_id)
        after = cursor_of(session, _NEWEST_FAVORITE, *own)
    return favorites_of(user_id, text, after) if after else ([], None)


def history_of(user_id: UserId, after: Cursor | None = None) -> tuple[list[HistoryRow], Cursor | None]:
    """A page of a user's requests, the newest first, also those of which no song is left."""
    query = sa.select(*sa.inspect(Generation).columns).where(col(Generation.user_id) == user_id)
    with db.read() as session:
        requests, cursor = read_page(session, query, _NEWEST_REQUEST, SONGS_A_PAGE, after)
        takes = sa.select(*(col(getattr(Song, name)) for name in ("id", "generation_id", "title", "take", "status")))
        remaining = col(Song.generation_id).in_([request.id for request in requests]) & col(Song.deleted_at).is_(None)
        songs = defaultdict(list)
        for song in session.connection().execute(takes.where(remaining).order_by(col(Song.take))):
            row = TakeRow(song.id, f"{song.title} ({song.take})", song.status == Status.READY)
            songs[song.generation_id].append(row)
    return [_history_row(request, songs[request.id]) for request in requests], cursor


def _history_row(request: sa.Row, songs: list[TakeRow]) -> HistoryRow:
    seconds = (
        (request.finished_at - request.started_at).total_seconds() if request.finished_at and request.started_at else 0
    )
    length = clock(request.duration) if request.duration else ""
    tempo = f"{request.bpm} BPM" if request.bpm else ""
    kind = "Simple" if request.mode == Mode.SIMPLE else "Custom"
    parts = (kind, "instrumental" if request.instrumental else "", length, tempo, request.key, f"seed {request.seed}")
    return HistoryRow(
        id=request.id,
        request=request_text(request),
        settings=" · ".join(filter(None, parts)),
        requested_at=request.created_at.isoformat(),
        status=request.status,
        reason=request.reason,
        took=f"{max(1, round(seconds))} s" if seconds and request.status == Status.READY else "",
        songs=songs,
    )


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


def _in_category(category_id: str) -> sa.ColumnElement[bool]:
    link = sa.exists().where(col(SongCategory.song_id) == Song.id, col(SongCategory.category_id) == category_id)
    return link.correlate(Song)


def _read_songs(
    session: Session, query: sa.Select, typed: str, viewer: UserId, order: Order, after: Cursor | None
) -> tuple[list[SongRow], Cursor | None]:
    """A page of the songs in the query that hold what was typed."""
    condition = matching(session.connection().dialect, Song, typed)
    if condition is not None:
        query = query.where(condition)
    rows, cursor = read_page(session, query, order, SONGS_A_PAGE, after)
    return [to_song_row(song, viewer) for song in rows], cursor

"""Reads of the library: one's songs, narrowed and ordered, a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import Category, Favorite, Generation, Song, SongCategory
from melodymaker.db.search import songs_matching
from melodymaker.db.text import one_line
from melodymaker.songs.permissions import playable_by
from melodymaker.songs.queries import request_words
from melodymaker.songs.rows import SongRow, clock, select_songs, to_song_row
from melodymaker.types import PENDING, Mode, Status, UserId

SONGS_A_PAGE = 24
_SHORTEST_NAME = 2
_LONGEST_NAME = 40
_MOST_NAMED = 5
_ID = cast("sa.ColumnElement", col(Song.id))
SORTS = {
    "newest": (col(Song.created_at), True),
    "oldest": (col(Song.created_at), False),
    "title": (col(Song.title), False),
    "played": (col(Song.listens), True),
    "longest": (col(Song.duration), True),
}
KINDS = {
    "instrumental": col(Song.instrumental),
    "remix": col(Song.source_id).is_not(None),
    "published": col(Song.published_at).is_not(None),
}


@dataclass(frozen=True)
class Choice:
    """What of the library is shown, and in which order; empty is all. The words are searched for as typed."""

    words: str = ""
    status: str = ""
    kind: str = ""
    category: str = ""
    sort: str = "newest"


@dataclass(frozen=True)
class Place:
    """The place after the last row of a page: its value in the column of the order, and its id."""

    value: Any
    id: str


@dataclass(frozen=True)
class TakeRow:
    """What came of a request, to be led to once it is ready."""

    id: str
    name: str
    ready: bool


@dataclass(frozen=True)
class HistoryRow:
    """One request: when, what was asked for and with which settings, how it ended, and what came of it.

    `asked_at` is ISO 8601, `took` reads like "14 s", `songs` are the takes that are still there.
    """

    id: str
    request: str
    settings: str
    asked_at: str
    status: str
    reason: str
    took: str
    songs: list[TakeRow]


Page = tuple[list, "Place | None"]
PageReader = Callable[[Place | None], Page]


def songs_of(
    user_id: UserId, choice: Choice = Choice(), after: Place | None = None
) -> tuple[list[SongRow], Place | None]:
    """A page of a user's songs, and the place where the next one begins."""
    wanted = select_songs(user_id).where(col(Song.user_id) == user_id, col(Song.deleted_at).is_(None))
    if choice.status == "pending":
        wanted = wanted.where(col(Song.status).in_(PENDING))
    elif choice.status:
        wanted = wanted.where(col(Song.status) == choice.status)
    if choice.kind in KINDS:
        wanted = wanted.where(KINDS[choice.kind])
    order, falling = SORTS.get(choice.sort, SORTS["newest"])
    with db.read() as session:
        if choice.category:
            category = session.exec(select(Category.id).where(Category.name == one_line(choice.category))).first()
            wanted = wanted.where(_in_category(category or ""))
        return _page(session, wanted, choice.words, user_id, (order, _ID), falling=falling, after=after)


def favorites_of(user_id: UserId, words: str = "", after: Place | None = None) -> tuple[list[SongRow], Place | None]:
    """A page of the songs that a user keeps as favorites and may still hear, the newest addition first."""
    # Ordered by the favorites' own columns, which their index holds in this order.
    order = cast("sa.ColumnElement", col(Favorite.at)), cast("sa.ColumnElement", col(Favorite.song_id))
    mine = (col(Favorite.song_id) == Song.id) & (col(Favorite.user_id) == user_id)
    wanted = select_songs(user_id).join(Favorite, mine).where(playable_by(user_id))
    with db.read() as session:
        return _page(session, wanted, words, user_id, order, falling=True, after=after)


def history_of(user_id: UserId, after: Place | None = None) -> tuple[list[HistoryRow], Place | None]:
    """A page of a user's requests, the newest first, also those of which no song is left."""
    at, key = cast("sa.ColumnElement", col(Generation.created_at)), col(Generation.id)
    wanted = select(Generation).where(Generation.user_id == user_id)
    if after is not None:
        wanted = wanted.where(sa.tuple_(at, key) < sa.tuple_(sa.literal(after.value, at.type), sa.literal(after.id)))
    with db.read() as session:
        found = session.exec(wanted.order_by(at.desc(), key.desc()).limit(SONGS_A_PAGE + 1)).all()
        page = found[:SONGS_A_PAGE]
        takes = sa.select(*(col(getattr(Song, name)) for name in ("id", "generation_id", "title", "take", "status")))
        mine = col(Song.generation_id).in_([asked.id for asked in page]) & col(Song.deleted_at).is_(None)
        songs = defaultdict(list)
        for song in session.connection().execute(takes.where(mine).order_by(col(Song.take))):
            row = TakeRow(song.id, f"{song.title} ({song.take})", song.status == Status.READY)
            songs[song.generation_id].append(row)
    end = Place(page[-1].created_at, page[-1].id) if len(found) > SONGS_A_PAGE else None
    return [_history_row(asked, songs[asked.id]) for asked in page], end


def _history_row(asked: Generation, songs: list[TakeRow]) -> HistoryRow:
    seconds = (asked.finished_at - asked.started_at).total_seconds() if asked.finished_at and asked.started_at else 0
    length = clock(asked.duration) if asked.duration else ""
    tempo = f"{asked.bpm} BPM" if asked.bpm else ""
    kind = "Simple" if asked.mode == Mode.SIMPLE else "Custom"
    parts = (kind, "instrumental" if asked.instrumental else "", length, tempo, asked.key, f"seed {asked.seed}")
    return HistoryRow(
        id=asked.id,
        request=request_words(asked),
        settings=" · ".join(filter(None, parts)),
        asked_at=asked.created_at.isoformat(),
        status=asked.status,
        reason=asked.reason,
        took=f"{max(1, round(seconds))} s" if seconds and asked.status == Status.READY else "",
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


def _categories_named(session: Session, words: str) -> Sequence[str]:
    """The categories whose names begin with what was typed."""
    typed = one_line(words).casefold()
    if not _SHORTEST_NAME <= len(typed) <= _LONGEST_NAME:
        return []
    named = sa.func.lower(col(Category.name)).startswith(typed, autoescape=True)
    return session.exec(select(Category.id).where(named).limit(_MOST_NAMED)).all()


def _page(
    session: Session,
    wanted: sa.Select,
    words: str,
    viewer: UserId,
    order: tuple[sa.ColumnElement, sa.ColumnElement],
    *,
    falling: bool,
    after: Place | None,
) -> tuple[list[SongRow], Place | None]:
    matching = songs_matching(session.connection().dialect, words)
    if matching is not None:
        named = _categories_named(session, words)
        in_one = sa.exists().where(col(SongCategory.song_id) == Song.id, col(SongCategory.category_id).in_(named))
        wanted = wanted.where(sa.or_(matching, in_one.correlate(Song)) if named else matching)
    value, key = order
    if after is not None:
        here, there = sa.tuple_(*order), sa.tuple_(sa.literal(after.value, value.type), sa.literal(after.id))
        wanted = wanted.where(here < there if falling else here > there)
    ordered = wanted.order_by(value.desc(), key.desc()) if falling else wanted.order_by(value, key)
    found = session.connection().execute(ordered.add_columns(value.label("place")).limit(SONGS_A_PAGE + 1)).all()
    page = found[:SONGS_A_PAGE]
    end = Place(page[-1].place, page[-1].id) if len(found) > SONGS_A_PAGE else None
    return [to_song_row(song, viewer) for song in page], end

"""Songs and requests as data, with all that is known of them, for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from melodymaker import db
from melodymaker.db.models import Favorite, Generation, Like, Song, User, columns_of, is_id
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.db.search import with_words
from melodymaker.errors import NotFound
from melodymaker.generation.permissions import get_own_generation
from melodymaker.i18n import translated
from melodymaker.songs.permissions import playable_by
from melodymaker.types import GenerationId, SongId, SongRequest, UserId

_PLAIN = (
    *("id", "generation_id", "user_id", "title", "take", "status", "style", "lyrics", "timings", "instrumental"),
    *("bpm", "key", "duration", "seed", "engine", "language", "sung", "category_names", "likes", "listens", "remixes"),
    *("created_at", "published_at", "listed_at"),
)
_SOURCE = aliased(Song)
NEWEST = Order(col(Song.created_at), col(Song.id))


@dataclass(frozen=True)
class SongRecord:
    """A song as one user sees it.

    `duration` is in seconds; `reason` says why it failed; `source_id` is the song it was made of, if the user may hear
    that; `timings` is JSON: (seconds, line) of what is sung.
    """

    id: str
    generation_id: str
    user_id: str
    title: str
    take: str
    status: str
    reason: str
    style: str
    lyrics: str
    timings: str
    instrumental: bool
    bpm: int
    key: str
    duration: float
    seed: int
    engine: str
    language: str
    sung: bool
    categories: tuple[str, ...]
    likes: int
    listens: int
    remixes: int
    created_at: datetime
    published_at: datetime | None
    artist: str
    handle: str
    own: bool
    favorite_at: datetime | None
    liked: bool
    source_id: str | None


@dataclass(frozen=True)
class RequestRecord:
    """A request of a user's: what was asked for, how far it is (0 to 1), and its songs that are not deleted."""

    id: str
    status: str
    stage: str
    progress: float
    reason: str
    created_at: datetime
    finished_at: datetime | None
    request: SongRequest
    songs: tuple[SongRecord, ...]


def select_records(viewer: UserId | None) -> sa.Select:
    """The columns that `to_record` needs of songs, for this user; to be narrowed and ordered."""
    plain = columns_of(Song, *_PLAIN)
    favorite = sa.select(col(Favorite.at)).where(col(Favorite.song_id) == Song.id, col(Favorite.user_id) == viewer)
    liked = sa.select(col(Like.at)).where(col(Like.song_id) == Song.id, col(Like.user_id) == viewer)
    source = sa.select(col(_SOURCE.id)).where(col(_SOURCE.id) == Song.source_id, playable_by(viewer, _SOURCE))
    reason = sa.select(col(Generation.reason)).where(col(Generation.id) == Song.generation_id)
    return sa.select(
        *plain,
        col(User.name).label("artist"),
        col(User.handle).label("handle"),
        favorite.correlate(Song).scalar_subquery().label("favorite_at"),
        liked.correlate(Song).scalar_subquery().label("liked_at"),
        source.correlate(Song).scalar_subquery().label("seen_source"),
        reason.correlate(Song).scalar_subquery().label("reason"),
    ).join(User, col(User.id) == Song.user_id)


def to_record(row: sa.Row, viewer: UserId | None) -> SongRecord:
    """A song of `select_records`."""
    special = {"category_names", "listed_at"}
    return SongRecord(
        **{name: getattr(row, name) for name in _PLAIN if name not in special},
        categories=tuple(filter(None, row.category_names.split(","))),
        reason=translated(row.reason or ""),
        artist=row.artist,
        handle=row.handle,
        own=row.user_id == viewer,
        favorite_at=row.favorite_at,
        liked=row.liked_at is not None,
        source_id=row.seen_source,
    )


def readable_by(viewer: UserId | None) -> sa.ColumnElement[bool]:
    """The condition on Song that this user may know of it: their own in any status, and what they may hear."""
    own = sa.and_(col(Song.user_id) == viewer, col(Song.deleted_at).is_(None))
    return sa.or_(playable_by(viewer), own)


def song_record(viewer: UserId | None, song_id: SongId) -> SongRecord:
    """A song that this user may know of; raises NotFound."""
    return records_by_id(viewer, [song_id])[0]


def records_by_id(viewer: UserId | None, song_ids: Sequence[SongId]) -> list[SongRecord]:
    """Those of these songs that this user may know of, in this order; raises NotFound where there is none."""
    ids = [song_id for song_id in song_ids if is_id(song_id)]
    query = select_records(viewer).where(col(Song.id).in_(ids), readable_by(viewer))
    with db.read() as session:
        found = {row.id: to_record(row, viewer) for row in session.connection().execute(query)}
    if not found:
        raise NotFound
    return [found[song_id] for song_id in ids if song_id in found]


def own_records(
    user_id: UserId, size: int, after: Cursor | None = None, *, text: str = "", status: str = "", favorite: bool = False
) -> tuple[list[SongRecord], Cursor | None]:
    """A page of a user's own songs, or of their favorites, the newest first, and the cursor of the next one."""
    query = select_records(user_id)
    if favorite:
        kept = sa.exists().where(col(Favorite.song_id) == Song.id, col(Favorite.user_id) == user_id).correlate(Song)
        query = query.where(kept, playable_by(user_id))
    else:
        query = query.where(col(Song.user_id) == user_id, col(Song.deleted_at).is_(None))
    if status:
        query = query.where(col(Song.status) == status)
    with db.read() as session:
        query, order = with_words(session, query, Song, text, NEWEST, after)
        rows, cursor = read_page(session, query, order, size, after)
    return [to_record(row, user_id) for row in rows], cursor


def request_record(user_id: UserId, generation_id: GenerationId) -> RequestRecord:
    """A request of the user's; raises NotFound for any other."""
    with db.read() as session:
        generation = get_own_generation(session, user_id, generation_id)
        songs = _takes(session, user_id, generation.id)
    return RequestRecord(
        id=generation.id,
        status=generation.status,
        stage=generation.stage,
        progress=generation.progress,
        reason=translated(generation.reason),
        created_at=generation.created_at,
        finished_at=generation.finished_at,
        request=generation.request,
        songs=songs,
    )


def _takes(session: Session, user_id: UserId, generation_id: str) -> tuple[SongRecord, ...]:
    query = select_records(user_id).where(col(Song.generation_id) == generation_id, col(Song.deleted_at).is_(None))
    rows = session.connection().execute(query.order_by(col(Song.take)))
    return tuple(to_record(row, user_id) for row in rows)

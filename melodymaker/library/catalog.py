"""A user's library as music apps see it: songs, albums (the pairs), artists (who made them) and genres.

It holds the user's own finished songs, and their favorites of others. Lists are in an order that what is added later
does not change, the oldest first, so that an app reads them page after page.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker import db
from melodymaker.db.models import Category, Favorite, Song, SongCategory, User, is_id
from melodymaker.db.search import matching
from melodymaker.songs.permissions import playable_by
from melodymaker.songs.records import SongRecord, select_records, to_record
from melodymaker.types import UserId

ALBUM_ORDERS = {
    "newest": (sa.desc("created_at"), sa.desc("id")),
    "oldest": ("created_at", "id"),
    "title": ("title_key", "id"),
    "artist": ("artist_key", "title_key", "id"),
    "played": (sa.desc("listens"), "id"),
    "liked": (sa.desc("likes"), "id"),
}


@dataclass(frozen=True)
class AlbumRecord:
    """Those of a request's songs that are in the library. `cover_id` is the song whose cover it has."""

    id: str
    title: str
    artist_id: str
    artist: str
    songs: int
    seconds: float
    listens: int
    created_at: datetime
    starred_at: datetime | None
    cover_id: str


@dataclass(frozen=True)
class ArtistRecord:
    """Who made songs of the library, and how many albums they are."""

    id: str
    name: str
    albums: int
    cover_id: str


@dataclass(frozen=True)
class GenreRecord:
    """A category of songs of the library."""

    name: str
    songs: int
    albums: int


@dataclass(frozen=True)
class Part:
    """Which part of a list is read."""

    size: int
    offset: int = 0


def in_library(user_id: UserId) -> sa.ColumnElement[bool]:
    """The condition on Song that it is in the user's library."""
    kept = sa.exists().where(col(Favorite.song_id) == Song.id, col(Favorite.user_id) == user_id).correlate(Song)
    return sa.and_(playable_by(user_id), sa.or_(col(Song.user_id) == user_id, kept))


def library_songs(
    user_id: UserId,
    part: Part,
    *,
    text: str = "",
    album: str = "",
    genre: str = "",
    starred: bool = False,
    shuffled: bool = False,
) -> list[SongRecord]:
    """Songs of the library; of an album in the order of its takes."""
    with db.read() as session:
        query = _narrowed(session, select_records(user_id), user_id, text, genre).where(
            col(Song.generation_id) == album if album else sa.true()
        )
        if starred:
            query = query.where(
                sa.exists().where(col(Favorite.song_id) == Song.id, col(Favorite.user_id) == user_id).correlate(Song)
            )
        order = [sa.func.random()] if shuffled else [col(Song.take)] if album else [col(Song.created_at), col(Song.id)]
        rows = session.connection().execute(query.order_by(*order).limit(part.size).offset(part.offset))
        return [to_record(row, user_id) for row in rows]


def library_song(user_id: UserId, song_id: str) -> SongRecord | None:
    """A song that the user may hear, in the library or not; None for any other."""
    if not is_id(song_id):
        return None
    query = select_records(user_id).where(col(Song.id) == song_id, playable_by(user_id))
    with db.read() as session:
        row = session.connection().execute(query).first()
    return to_record(row, user_id) if row else None


def library_albums(
    user_id: UserId,
    part: Part,
    *,
    order: str = "oldest",
    text: str = "",
    artist: str = "",
    album: str = "",
    genre: str = "",
    starred: bool = False,
) -> list[AlbumRecord]:
    """Albums of the library."""
    favorite = sa.select(col(Favorite.at)).where(col(Favorite.song_id) == Song.id, col(Favorite.user_id) == user_id)
    starred_at = sa.func.min(favorite.correlate(Song).scalar_subquery()).label("starred_at")
    query = sa.select(
        col(Song.generation_id).label("id"),
        col(Song.user_id).label("artist_id"),
        col(User.name).label("artist"),
        sa.func.min(Song.title).label("title"),
        sa.func.min(Song.title_key).label("title_key"),
        # Folded as titles are.
        sa.func.min(User.search_text).label("artist_key"),
        sa.func.count().label("songs"),
        sa.func.sum(Song.duration).label("seconds"),
        sa.func.sum(Song.listens).label("listens"),
        sa.func.sum(Song.likes).label("likes"),
        sa.func.min(Song.created_at).label("created_at"),
        starred_at,
        sa.func.min(col(Song.take) + col(Song.id)).label("cover"),
    ).join(User, col(User.id) == Song.user_id)
    for column, value in ((Song.user_id, artist), (Song.generation_id, album)):
        if value:
            query = query.where(col(column) == value)
    query = query.group_by(col(Song.generation_id), col(Song.user_id), col(User.name))
    if starred:
        query = query.having(starred_at.is_not(None))
    ordered = [sa.func.random()] if order == "random" else ALBUM_ORDERS.get(order, ALBUM_ORDERS["newest"])
    with db.read() as session:
        found = _narrowed(session, query, user_id, text, genre).order_by(*ordered)
        rows = session.connection().execute(found.limit(part.size).offset(part.offset)).all()
    return [
        AlbumRecord(
            *(row.id, row.title, row.artist_id, row.artist, row.songs, row.seconds, row.listens),
            *(row.created_at, row.starred_at, row.cover[1:]),
        )
        for row in rows
    ]


def library_artists(user_id: UserId, part: Part, *, text: str = "") -> list[ArtistRecord]:
    """Who made the songs of the library, in the order in which they joined the site."""
    query = (
        sa.select(
            col(User.id),
            col(User.name),
            sa.func.count(sa.distinct(col(Song.generation_id))),
            sa.func.min(col(Song.take) + col(Song.id)),
        )
        .join(Song, col(Song.user_id) == User.id)
        .where(in_library(user_id))
        .group_by(col(User.id), col(User.name), col(User.created_at))
    )
    with db.read() as session:
        found = matching(session.connection().dialect, User, text)
        if found is not None:
            query = query.where(found)
        ordered = query.order_by(col(User.created_at), col(User.id)).limit(part.size).offset(part.offset)
        return [ArtistRecord(*row[:3], row[3][1:]) for row in session.connection().execute(ordered)]


def library_genres(user_id: UserId) -> list[GenreRecord]:
    """The categories of the library's songs, by name."""
    query = (
        sa.select(col(Category.name), sa.func.count(), sa.func.count(sa.distinct(col(Song.generation_id))))
        .join(SongCategory, col(SongCategory.category_id) == Category.id)
        .join(Song, col(Song.id) == SongCategory.song_id)
        .where(in_library(user_id))
        .group_by(col(Category.name))
        .order_by(col(Category.name))
    )
    with db.read() as session:
        return [GenreRecord(*row) for row in session.connection().execute(query)]


def library_size(user_id: UserId) -> int:
    """How many songs the library holds."""
    query = sa.select(sa.func.count()).select_from(Song).where(in_library(user_id))
    with db.read() as session:
        return session.connection().execute(query).scalar_one()


def _narrowed(session: Session, query: sa.Select, user_id: UserId, text: str, genre: str) -> sa.Select:
    """The query of songs, of the user's library alone, with the words and of the genre."""
    query = query.where(in_library(user_id))
    found = matching(session.connection().dialect, Song, text)
    if found is not None:
        query = query.where(found)
    if genre:
        in_genre = sa.exists().where(
            col(SongCategory.song_id) == Song.id,
            col(SongCategory.category_id) == Category.id,
            col(Category.name) == genre,
        )
        query = query.where(in_genre.correlate(Song))
    return query

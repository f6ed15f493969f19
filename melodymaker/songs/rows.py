"""One song as a row ready to draw: what is read for it, and how it is made of that."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from melodymaker import routes
from melodymaker.accounts.people import avatar_of
from melodymaker.db.models import Favorite, Generation, Like, Song, User, columns_of
from melodymaker.i18n import Language, current, t, translated
from melodymaker.i18n.music import key_name
from melodymaker.player.track import Track
from melodymaker.songs.permissions import playable_by
from melodymaker.types import UserId

# What the rows are made of: plain columns, which are read several times faster than whole objects.
_SONG = columns_of(
    Song,
    *("id", "generation_id", "user_id", "created_at", "deleted_at", "title", "take", "status", "style", "instrumental"),
    *("bpm", "key", "duration", "engine", "sung", "peaks", "loudness", "published_at", "listed_at"),
    *("likes", "listens", "comments", "category_names", "source_id", "allow_remixes", "remixes", "featured_at"),
)
# Part of the same query, because each query is a trip to the database and back.
_SUBQUERIES = (
    (col(Song.lyrics) != "").label("has_lyrics"),
    sa.select(col(User.name)).where(col(User.id) == Song.user_id).scalar_subquery().label("artist"),
    sa.select(col(User.handle)).where(col(User.id) == Song.user_id).scalar_subquery().label("handle"),
    sa.select(col(User.avatar)).where(col(User.id) == Song.user_id).scalar_subquery().label("avatar"),
    sa.select(col(Generation.reason)).where(col(Generation.id) == Song.generation_id).scalar_subquery().label("reason"),
)
# Made once: a new alias adapts each of its columns anew, which takes longer than the database does.
_SOURCE = aliased(Song)


@dataclass(frozen=True)
class SongRow:
    """One song on a card, as one user sees it.

    `take` is A or B; `details` reads like "72 BPM · B♭ minor"; `reason` says why it failed; `created_at` is ISO 8601,
    as is `deleted_at` of one that can still be restored; `sung` is false where the engine only writes lyrics; `handle`
    and `avatar` are the artist's. A published song is `hidden` when an admin hid it or suspended its owner.
    """

    id: str
    generation_id: str
    title: str
    take: str
    status: str
    reason: str
    style: str
    details: str
    categories: list[str]
    length: str
    has_lyrics: bool
    engine: str
    own: bool
    published: bool
    favorite: bool
    likes: int
    listens: int
    created_at: str
    track: Track
    sung: bool = False
    handle: str = ""
    avatar: str = ""
    hidden: bool = False
    featured: bool = False
    comments: int = 0
    # Whether it was made of another song, and of which, if the viewer may hear that.
    remix: bool = False
    source_id: str = ""
    source_title: str = ""
    source_take: str = ""
    # Whether the viewer may make remixes of it, and how many there are that everybody may hear.
    remixable: bool = False
    remixes: int = 0
    deleted_at: str = ""


# Statements are never changed, and to put one together takes longer than the database does.
@lru_cache(128)
def select_songs(viewer: UserId | None) -> sa.Select:
    """The columns that `to_song_row` needs of songs, for this user or a visitor; to be narrowed and ordered."""
    flags = (_marked(table, viewer).label(name) for name, table in (("liked", Like), ("favorite", Favorite)))
    return sa.select(*_SONG, *_SUBQUERIES, *flags, *_of_source(viewer))


def _of_source(viewer: UserId | None) -> Iterator[sa.Label]:
    """The title and the take of the song that a remix was made of, if the viewer may hear it."""
    for name in ("title", "take"):
        column = col(getattr(_SOURCE, name))
        seen = sa.select(column).where(col(_SOURCE.id) == Song.source_id, playable_by(viewer, _SOURCE))
        yield seen.correlate(Song).scalar_subquery().label(f"source_{name}")


def _marked(table: type[Like | Favorite], viewer: UserId | None) -> sa.ColumnElement[bool]:
    """Whether the viewer has marked the song.

    Not EXISTS: PostgreSQL then reads all that the viewer ever marked into a hash, for a page of 24.
    """
    if viewer is None:
        return sa.false()
    own = sa.select(sa.true()).where(col(table.song_id) == Song.id, col(table.user_id) == viewer)
    return sa.func.coalesce(own.correlate(Song).scalar_subquery(), sa.false())


def to_song_row(song: sa.Row, viewer: UserId | None) -> SongRow:
    """A song of `select_songs`, ready to draw."""
    files = routes.media(song.id, "")
    return SongRow(
        id=song.id,
        generation_id=song.generation_id,
        title=song.title,
        take=song.take,
        status=song.status,
        reason=translated(song.reason),
        style=song.style,
        details=" · ".join(filter(None, (details(song), _remixes(song.remixes)))),
        categories=sorted(filter(None, song.category_names.split(","))),
        length=clock(song.duration),
        has_lyrics=song.has_lyrics,
        engine=song.engine,
        own=song.user_id == viewer,
        published=song.published_at is not None,
        favorite=song.favorite,
        likes=song.likes,
        listens=song.listens,
        created_at=song.created_at.isoformat(),
        track=Track(
            id=song.id,
            title=song.title,
            artist=song.artist,
            audio=f"{files}stream",
            cover=f"{files}cover",
            thumb=f"{files}thumb",
            tile=f"{files}tile",
            seconds=song.duration,
            peaks=song.peaks,
            loudness=song.loudness,
            liked=song.liked,
            take=song.take,
        ),
        comments=song.comments,
        sung=song.sung,
        handle=song.handle,
        avatar=avatar_of(song.handle, song.avatar),
        hidden=song.published_at is not None and song.listed_at is None,
        featured=song.featured_at is not None,
        remix=song.source_id is not None,
        source_id=(song.source_id or "") if song.source_title else "",
        source_title=song.source_title or "",
        source_take=song.source_take or "",
        remixable=song.user_id == viewer or (song.listed_at is not None and song.allow_remixes),
        remixes=song.remixes,
        deleted_at=song.deleted_at.isoformat() if song.deleted_at else "",
    )


def details(song: Song | sa.Row) -> str:
    """Tempo and key, as in "72 BPM · B♭ minor"."""
    return _details(song.bpm, song.key, current())


@lru_cache(4096)
def _details(bpm: int, key: str, _language: Language) -> str:
    return " · ".join(filter(None, (t("{bpm} BPM", bpm=bpm) if bpm else "", key_name(key))))


def _remixes(number: int) -> str:
    return t("{number, plural, one {# remix} other {# remixes}}", number=number) if number else ""


def clock(seconds: float) -> str:
    """Minutes and seconds, as in 1:34; empty for nothing."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}" if whole else ""

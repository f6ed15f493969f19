"""Songs, and what they are sorted into."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import (
    UtcDateTime,
    changed,
    counter,
    foreign_key,
    long_text,
    only_where,
    primary_id,
    sort_key_column,
    timestamp,
    timestamp_or_none,
)
from melodymaker.db.search_text import searchable, sort_key
from melodymaker.types import Status

PEAKS = 160
# When everybody may hear a song since; null while it is private, deleted, hidden, or its owner suspended. The database
# keeps it itself, so that no read has to name the conditions and none can forget one.
_LISTED_AT = (
    "CASE WHEN status = 'ready' AND deleted_at IS NULL AND hidden_at IS NULL AND NOT owner_suspended"
    " THEN published_at END"
)


_NEWEST = ("user_id", "created_at", "id")


def _some(name: str, condition: str, *columns: str) -> sa.Index:
    """An index for the few songs of which the condition is true: a user's, newest first, unless columns are named."""
    columns = columns or _NEWEST
    return sa.Index(f"ix_songs_{name}", *columns, **only_where(condition))


def _listed(name: str, *columns: str) -> sa.Index:
    """An index of the songs that everybody may hear."""
    return _some(f"listed_{name}", "listed_at IS NOT NULL", *columns, "id")


_FILTERS = ("user_id", "bpm", "key", "duration", "instrumental", "language")


class Song(SQLModel, table=True):
    """One take. Its files are names in the storage; empty until it is ready."""

    __tablename__ = "songs"
    __table_args__ = (
        sa.UniqueConstraint("generation_id", "take"),
        # The library: a user's newest songs, paged by key; also of one status, of which there may be few.
        sa.Index("ix_songs_user_id_created_at_id", "user_id", "created_at", "id"),
        _some("user_id_status_created_at_id", "deleted_at IS NULL", "user_id", "status", "created_at", "id"),
        # The library in its other orders.
        sa.Index("ix_songs_user_id_title_key_id", "user_id", "title_key", "id"),
        sa.Index("ix_songs_user_id_listens_id", "user_id", "listens", "id"),
        sa.Index("ix_songs_user_id_duration_id", "user_id", "duration", "id"),
        # The library's rarer kinds, which a walk through all the songs would take long to find. Like those of a status,
        # they are counted from the index alone.
        _some("published", "published_at IS NOT NULL", *_NEWEST, "deleted_at"),
        _some("remixes", "source_id IS NOT NULL", *_NEWEST, "deleted_at"),
        _some("instrumental", "instrumental = true", *_NEWEST, "deleted_at"),
        # Which songs are in the library, for a walk along the index alone.
        _some("kept", "deleted_at IS NULL"),
        # What everybody may hear: the shelves, and a person's songs.
        _some("listed_new", "listed_at IS NOT NULL", "listed_at", "id", "user_id"),
        # With what the search filters by, so that it reads no song that is left out.
        _some("listed_trending", "listed_at IS NOT NULL", "trend", "id", *_FILTERS),
        # The languages there are, for the search's filters.
        _listed("language", "language"),
        # With the plays, which the profile adds up.
        _some("listed_of_user", "listed_at IS NOT NULL", "user_id", "listed_at", "id", "listens"),
        _some("featured", "featured_at IS NOT NULL", "featured_at", "id"),
        # What was made of a song: the tree on its page, and its count.
        _some("source_id", "source_id IS NOT NULL", "source_id"),
        # The purge. Not of all songs: most have no such date, and a planner might prefer it for those.
        _some("deleted_at", "deleted_at IS NOT NULL", "deleted_at"),
    )

    id: str = primary_id()
    generation_id: str = foreign_key("generations.id")
    user_id: str = foreign_key("users.id")
    created_at: datetime = timestamp()
    deleted_at: datetime | None = timestamp_or_none()

    take: str = Field(max_length=1)
    status: str = Field(default=Status.QUEUED, max_length=16)
    title: str = Field(max_length=120)
    style: str = long_text()
    lyrics: str = long_text()
    instrumental: bool = False
    duration: float = 0.0
    bpm: int = 0
    key: str = Field(default="", max_length=16)
    seed: int = 0
    guidance: float = 0.0
    engine: str = Field(default="", max_length=40)
    # Whether that engine sings the lyrics, or only writes them.
    sung: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    score_hash: str = Field(default="", max_length=64)
    peaks: str = Field(default="", max_length=PEAKS)

    master: str = Field(default="", max_length=80)
    stream: str = Field(default="", max_length=80)
    cover: str = Field(default="", max_length=80)
    thumb: str = Field(default="", max_length=80)

    listens: int = 0

    published_at: datetime | None = timestamp_or_none()
    # The song this one was made from. No foreign key: the remix outlives its source.
    source_id: str | None = Field(default=None, max_length=32)
    loudness: float = Field(default=-14.0, sa_column_kwargs={"server_default": "-14.0"})
    # Where each line of the lyrics begins (JSON: seconds and line); empty where the engine does not say.
    timings: str = long_text(server_default="")
    likes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    # What its files take up in the storage.
    bytes: int = Field(default=0, sa_type=sa.BigInteger, sa_column_kwargs={"server_default": "0"})
    downloads: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    # Whose that song is, for the credit once it is gone.
    source_user_id: str | None = Field(default=None, max_length=32)
    # Whether others may make remixes of it while it is published.
    allow_remixes: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true()})
    # How many songs that everybody may hear were made of it.
    remixes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    # Where each section begins (JSON: seconds and name), and how long a bar lasts in seconds, where the engine says so.
    sections: str = long_text(server_default="")
    bar: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})
    comments: int = counter()

    # Set by an admin: when it was hidden from all but its owner, and put on the first page.
    hidden_at: datetime | None = timestamp_or_none()
    featured_at: datetime | None = timestamp_or_none()
    # Whether its owner is suspended or on their way out, kept with each song because every read of public songs asks.
    owner_suspended: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    listed_at: datetime | None = Field(
        default=None, sa_column=sa.Column(UtcDateTime, sa.Computed(_LISTED_AT), nullable=True)
    )
    # See songs/trending.py.
    trend: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})
    # The names of its categories, with a comma between.
    category_names: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    # Of the lyrics (ISO 639); empty where the engine does not say.
    language: str = Field(default="", max_length=8, sa_column_kwargs={"server_default": ""})
    # Who wrote the lyrics, if it was neither the user nor the engine: the model of the writer from outside.
    writer: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    # The cover at the size of a grid's tile, made when it is first asked for.
    tile: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    # What the search finds it by: see db/search_text.py.
    search_text: str = long_text(server_default="")
    # What lists are ordered by under "Title": see db/search_text.py.
    title_key: str = Field(default="", sa_column=sort_key_column())


@event.listens_for(Song, "before_insert")
@event.listens_for(Song, "before_update")
def _keep_search_text(_mapper: object, _connection: object, song: Song) -> None:
    if changed(song, "title", "style", "category_names", "lyrics"):
        song.title_key = sort_key(song.title)
        song.search_text = song_search_text(song.title, song.style, song.category_names, song.lyrics)


def song_search_text(title: str, style: str, categories: str, lyrics: str) -> str:
    """What the search finds a song by; for rows that are written without the model."""
    return searchable(title, style, categories, lyrics)


class Category(SQLModel, table=True):
    """A family of styles that songs are sorted into."""

    __tablename__ = "categories"

    id: str = primary_id()
    name: str = Field(max_length=40, unique=True)


class SongCategory(SQLModel, table=True):
    """That a song belongs to a category."""

    __tablename__ = "song_categories"
    __table_args__ = (
        sa.Index(
            "ix_song_categories_listed", "category_id", "listed_at", "song_id", **only_where("listed_at IS NOT NULL")
        ),
        # A user's songs of a category, newest first.
        sa.Index("ix_song_categories_user_id", "user_id", "category_id", "created_at", "song_id"),
    )

    song_id: str = foreign_key("songs.id", primary_key=True)
    category_id: str = foreign_key("categories.id", primary_key=True, index=True)
    # The song's own; triggers keep them, so that a category is read by one index.
    listed_at: datetime | None = timestamp_or_none()
    user_id: str | None = Field(default=None, max_length=32)
    created_at: datetime | None = timestamp_or_none()


class SongCount(SQLModel, table=True):
    """How many songs a user's library holds; triggers keep it, because to count many takes long."""

    __tablename__ = "song_counts"

    user_id: str = foreign_key("users.id", primary_key=True)
    kept: int = counter()


class SongDay(SQLModel, table=True):
    """What happened to a song on one day (UTC): what the charts are drawn of."""

    __tablename__ = "song_days"
    __table_args__ = (sa.Index("ix_song_days_user_id_day", "user_id", "day"),)

    song_id: str = foreign_key("songs.id", primary_key=True)
    day: date = Field(primary_key=True)
    # The song's owner.
    user_id: str = foreign_key("users.id")
    plays: int = counter()
    likes: int = counter()
    comments: int = counter()
    downloads: int = counter()

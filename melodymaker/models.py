"""Every table. The rows are the truth; queues, caches and open pages only follow them."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

import re
import secrets
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from melodymaker.types import Mode, Status

# Alembic finds constraints again by name, so each gets one, the same on every database.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PEAKS = 160
T = TypeVar("T", bound=SQLModel)
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Points in time, always aware and in UTC, also where the database drops the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive times; give SQLite, which stores no zone, plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a point in time needs a time zone"
            raise ValueError(msg)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give back the zone that SQLite did not store."""
        return value.replace(tzinfo=UTC) if value is not None and dialect.name == "sqlite" else value


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id of 16 characters (96 bits), fit for an address."""
    return secrets.token_urlsafe(12)


def row_of(session: Session, table: type[T], key: str, *, lock: bool = False) -> T | None:
    """The row with this id, or None: also for what visitors send that is no id at all."""
    if not isinstance(key, str) or not _ID.fullmatch(key):
        return None
    return session.get(table, key, with_for_update=lock or None)


def _id() -> Any:
    return Field(default_factory=new_id, primary_key=True, max_length=32)


def _time(**kwargs: Any) -> Any:
    return Field(default_factory=now, sa_type=UtcDateTime, nullable=False, **kwargs)


def _time_or_none(**kwargs: Any) -> Any:
    return Field(default=None, sa_type=UtcDateTime, nullable=True, **kwargs)


def _points_at(column: str, **kwargs: Any) -> Any:
    return Field(foreign_key=column, ondelete="CASCADE", max_length=32, **kwargs)


def _text(default: str = "") -> Any:
    return Field(default=default, sa_type=sa.Text)


class User(SQLModel, table=True):
    """A person with an account."""

    __tablename__ = "users"

    id: str = _id()
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=60)
    password_hash: str = Field(max_length=200)
    created_at: datetime = _time()


class UserSession(SQLModel, table=True):
    """A browser that is signed in. Only the hash of its token is stored."""

    __tablename__ = "user_sessions"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = _points_at("users.id", index=True)
    created_at: datetime = _time()
    renewed_at: datetime = _time()
    expires_at: datetime = _time(index=True)
    user_agent: str = Field(default="", max_length=200)


class Generation(SQLModel, table=True):
    """One request for a pair of songs, and at the same time its place in the queue of record."""

    __tablename__ = "generations"
    __table_args__ = (
        # What a worker asks for: those that wait, in their turn.
        sa.Index("ix_generations_status_turn_created_at", "status", "turn", "created_at"),
        # The create page: a user's newest requests, paged by key.
        sa.Index("ix_generations_user_id_created_at_id", "user_id", "created_at", "id"),
        # Never two running for one user, whatever the workers believe.
        sa.Index(
            "uq_generations_one_running_per_user",
            "user_id",
            unique=True,
            sqlite_where=sa.text("status = 'processing'"),
            postgresql_where=sa.text("status = 'processing'"),
        ),
    )

    id: str = _id()
    user_id: str = _points_at("users.id")
    created_at: datetime = _time()

    mode: str = Field(default=Mode.SIMPLE, max_length=16)
    description: str = _text()
    style: str = _text()
    lyrics: str = _text()
    instrumental: bool = False
    duration: int | None = None
    bpm: int | None = None
    key: str = Field(default="", max_length=16)
    seed: int
    guidance_low: float
    guidance_high: float

    status: str = Field(default=Status.QUEUED, max_length=16)
    stage: str = Field(default="", max_length=16)
    progress: float = 0.0
    reason: str = _text()

    attempts: int = 0
    fence: int = 0
    worker: str = Field(default="", max_length=80)
    turn: int = 0
    due_at: datetime = _time()
    lease_until: datetime | None = _time_or_none(index=True)
    started_at: datetime | None = _time_or_none(index=True)
    finished_at: datetime | None = _time_or_none()


class Song(SQLModel, table=True):
    """One take. Its files are names in the storage; empty until it is ready."""

    __tablename__ = "songs"
    __table_args__ = (
        sa.UniqueConstraint("generation_id", "take"),
        # The library: a user's newest songs, paged by key; also of one status, of which there may be few.
        sa.Index("ix_songs_user_id_created_at_id", "user_id", "created_at", "id"),
        sa.Index("ix_songs_user_id_status_created_at_id", "user_id", "status", "created_at", "id"),
        # The purge. Not of all songs: most have no such date, and a planner might prefer it for those.
        sa.Index(
            "ix_songs_deleted_at",
            "deleted_at",
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
            postgresql_where=sa.text("deleted_at IS NOT NULL"),
        ),
    )

    id: str = _id()
    generation_id: str = _points_at("generations.id")
    user_id: str = _points_at("users.id")
    created_at: datetime = _time()
    deleted_at: datetime | None = _time_or_none()

    take: str = Field(max_length=1)
    status: str = Field(default=Status.QUEUED, max_length=16)
    title: str = Field(max_length=120)
    style: str = _text()
    lyrics: str = _text()
    instrumental: bool = False
    duration: float = 0.0
    bpm: int = 0
    key: str = Field(default="", max_length=16)
    seed: int = 0
    guidance: float = 0.0
    engine: str = Field(default="", max_length=40)
    score_hash: str = Field(default="", max_length=64)
    peaks: str = Field(default="", max_length=PEAKS)

    master: str = Field(default="", max_length=80)
    stream: str = Field(default="", max_length=80)
    cover: str = Field(default="", max_length=80)
    thumb: str = Field(default="", max_length=80)

    listens: int = 0


class Category(SQLModel, table=True):
    """A family of styles that songs are sorted into."""

    __tablename__ = "categories"

    id: str = _id()
    name: str = Field(max_length=40, unique=True)


class SongCategory(SQLModel, table=True):
    """That a song belongs to a category."""

    __tablename__ = "song_categories"

    song_id: str = _points_at("songs.id", primary_key=True)
    category_id: str = _points_at("categories.id", primary_key=True, index=True)


class Listen(SQLModel, table=True):
    """One play that lasted long enough to count."""

    __tablename__ = "listens"
    __table_args__ = (sa.Index("ix_listens_user_id_song_id_at", "user_id", "song_id", "at"),)

    id: str = _id()
    song_id: str = _points_at("songs.id", index=True)
    user_id: str = _points_at("users.id")
    at: datetime = _time()

"""Requests, which are at the same time the queue of record."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from dataclasses import Field as RequestField
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none
from melodymaker.types import SongRequest, Status

REQUEST_FIELDS = tuple(field.name for field in fields(SongRequest) if field.metadata.get("stored", True))
_REQUEST = TypeAdapter(SongRequest)


def _column(field: RequestField) -> Any:
    """The column of one of the request's fields; a text without a length of its own is of any length."""
    # Requests that were stored before there were remixes are none.
    later = field.metadata.get("remix") or field.metadata.get("later")
    kwargs = {"server_default": str(field.default)} if later and field.default is not None else {}
    if length := field.metadata.get("column"):
        return Field(default=field.default, max_length=length, sa_column_kwargs=kwargs)
    if field.type is str:
        return long_text(**kwargs)
    if field.metadata.get("required"):
        return Field(default=field.default, nullable=False)
    return Field(default=field.default, sa_column_kwargs=kwargs)


def _request_columns() -> type[SQLModel]:
    """A model with a column for each stored field of a request, for Generation to inherit."""
    stored = [field for field in fields(SongRequest) if field.name in REQUEST_FIELDS]
    columns = {field.name: _column(field) for field in stored}
    # An enumeration's values are stored as their text.
    types = {field.name: str if isinstance(field.default, StrEnum) else field.type for field in stored}
    return type(SQLModel)("RequestColumns", (SQLModel,), {"__module__": __name__, "__annotations__": types, **columns})


if TYPE_CHECKING:
    # Frozen is only the request itself, not the row.
    class RequestColumns(SQLModel, SongRequest):  # pyright: ignore[reportGeneralTypeIssues]
        """What a type checker sees of it: the request's own fields."""

else:
    RequestColumns = _request_columns()


class Generation(RequestColumns, table=True):
    """One request for a pair of songs, and at the same time its place in the queue of record."""

    __tablename__ = "generations"
    __table_args__ = (
        # What a worker asks for: those that wait, in their turn.
        sa.Index("ix_generations_status_turn_created_at_id", "status", "turn", "created_at", "id"),
        # The create page: a user's newest requests, paged by key; and how many of them succeeded.
        sa.Index("ix_generations_user_id_created_at_id_status", "user_id", "created_at", "id", "status"),
        # The external jobs that may be going on although nobody waits for them: few, and read each minute.
        sa.Index(
            "ix_generations_engine_job",
            "engine_job",
            sqlite_where=sa.text("engine_job <> ''"),
            postgresql_where=sa.text("engine_job <> ''"),
        ),
        # The newest failures, for the admins.
        sa.Index(
            "ix_generations_failed",
            "finished_at",
            "id",
            sqlite_where=sa.text("status = 'failed'"),
            postgresql_where=sa.text("status = 'failed'"),
        ),
        # A request that is sent twice is made once.
        sa.Index("uq_generations_user_id_request_key", "user_id", "request_key", unique=True),
        # Never two running for one user, whatever the workers believe.
        sa.Index(
            "uq_generations_one_running_per_user",
            "user_id",
            unique=True,
            sqlite_where=sa.text("status = 'processing'"),
            postgresql_where=sa.text("status = 'processing'"),
        ),
    )

    id: str = primary_id()
    user_id: str = foreign_key("users.id")
    created_at: datetime = timestamp()

    request_key: str | None = Field(default=None, max_length=64)
    # Of the web request or event that asked, for the lines of the log.
    request_id: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    # And its place in a trace (W3C Trace Context), where the worker's part goes on.
    trace_parent: str = Field(default="", max_length=55, sa_column_kwargs={"server_default": ""})

    status: str = Field(default=Status.QUEUED, max_length=16)
    stage: str = Field(default="", max_length=16)
    progress: float = 0.0
    reason: str = long_text()

    attempts: int = 0
    fence: int = 0
    worker: str = Field(default="", max_length=80)
    turn: int = 0
    due_at: datetime = timestamp()
    lease_until: datetime | None = timestamp_or_none(index=True)
    started_at: datetime | None = timestamp_or_none(index=True)
    finished_at: datetime | None = timestamp_or_none()

    # The id of an external engine's job, and the names that its files are to get (JSON), while it may be going on.
    engine_job: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    engine_files: str = long_text(server_default="")

    @property
    def request(self) -> SongRequest:
        """The request as it was stored."""
        stored = {name: getattr(self, name) for name in REQUEST_FIELDS}
        write_lyrics = bool(self.lyrics) or not self.description
        return _REQUEST.validate_python({**stored, "write_lyrics": write_lyrics})


class Preset(SQLModel, table=True):
    """Settings of the composer that a user keeps under a name."""

    __tablename__ = "presets"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)

    id: str = primary_id()
    user_id: str = foreign_key("users.id")
    name: str = Field(max_length=60)
    settings: str = long_text()
    created_at: datetime = timestamp()

"""Requests, which are at the same time the queue of record."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import long_text, moment, moment_or_none, points_at, primary_id
from melodymaker.types import Mode, Status


class Generation(SQLModel, table=True):
    """One request for a pair of songs, and at the same time its place in the queue of record."""

    __tablename__ = "generations"
    __table_args__ = (
        # What a worker asks for: those that wait, in their turn.
        sa.Index("ix_generations_status_turn_created_at", "status", "turn", "created_at"),
        # The create page: a user's newest requests, paged by key.
        sa.Index("ix_generations_user_id_created_at_id", "user_id", "created_at", "id"),
        # What the engines outside may still be at although nobody waits for it: few, and asked for each minute.
        sa.Index(
            "ix_generations_engine_job",
            "engine_job",
            sqlite_where=sa.text("engine_job <> ''"),
            postgresql_where=sa.text("engine_job <> ''"),
        ),
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
    user_id: str = points_at("users.id")
    created_at: datetime = moment()

    mode: str = Field(default=Mode.SIMPLE, max_length=16)
    title: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    description: str = long_text()
    style: str = long_text()
    lyrics: str = long_text()
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
    reason: str = long_text()

    attempts: int = 0
    fence: int = 0
    worker: str = Field(default="", max_length=80)
    turn: int = 0
    due_at: datetime = moment()
    lease_until: datetime | None = moment_or_none(index=True)
    started_at: datetime | None = moment_or_none(index=True)
    finished_at: datetime | None = moment_or_none()

    # The job at an engine outside, and the names its files are to get (JSON), while one is under way.
    engine_job: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    engine_files: str = long_text(server_default="")


class Preset(SQLModel, table=True):
    """Settings of the composer that a user keeps under a name."""

    __tablename__ = "presets"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)

    id: str = primary_id()
    user_id: str = points_at("users.id")
    name: str = Field(max_length=60)
    settings: str = long_text()
    created_at: datetime = moment()

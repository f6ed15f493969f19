"""What people report, and what admins did."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import foreign_key, long_text, primary_id, timestamp, timestamp_or_none

_OPEN = sa.text("closed_at IS NULL")


class Report(SQLModel, table=True):
    """That somebody finds a song, a comment or a person wrong; open until an admin closes it."""

    __tablename__ = "reports"
    __table_args__ = (
        sa.Index("ix_reports_open", "at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        # Whoever reports the same thing again changes their report.
        sa.Index(
            "uq_reports_open",
            "reporter_id",
            "kind",
            "target_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        sa.Index("ix_reports_kind_target_id", "kind", "target_id"),
    )

    id: str = primary_id()
    reporter_id: str = foreign_key("users.id")
    kind: str = Field(max_length=16)
    target_id: str = Field(max_length=32)
    reason: str = Field(max_length=16)
    text: str = long_text()
    at: datetime = timestamp()
    closed_at: datetime | None = timestamp_or_none()


class AdminAction(SQLModel, table=True):
    """Something that an admin did. Nothing of it is ever changed; `about` names the target as it was called then."""

    __tablename__ = "admin_actions"
    __table_args__ = (sa.Index("ix_admin_actions_at_id", "at", "id"),)

    id: str = primary_id()
    admin_id: str | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", max_length=32)
    action: str = Field(max_length=24)
    target_id: str = Field(max_length=32)
    about: str = long_text()
    at: datetime = timestamp()

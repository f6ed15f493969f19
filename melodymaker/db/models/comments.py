"""What people say about songs."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import counter, foreign_key, long_text, primary_id, timestamp, timestamp_or_none


def _some(name: str, condition: str, *columns: str) -> sa.Index:
    """An index over the comments of which the condition is true."""
    where = sa.text(condition)
    return sa.Index(f"ix_comments_{name}", *columns, sqlite_where=where, postgresql_where=where)


class Comment(SQLModel, table=True):
    """What somebody wrote about a song, or with a `parent_id` as a reply to such a comment.

    `at_seconds` is the position in the song that it is about. `replies` counts those that are not deleted.
    """

    __tablename__ = "comments"
    __table_args__ = (
        # A song's comments, the newest first, and the replies to each, the oldest first.
        _some("threads", "parent_id IS NULL", "song_id", "created_at", "id"),
        _some("replies", "parent_id IS NOT NULL", "parent_id", "created_at", "id"),
        # The dots on the waveform.
        _some("timed", "at_seconds IS NOT NULL", "song_id", "created_at"),
        # The purge: few are deleted.
        _some("deleted", "deleted_at IS NOT NULL", "deleted_at"),
        sa.Index("ix_comments_user_id_created_at_id", "user_id", "created_at", "id"),
        sa.Index("ix_comments_song_id", "song_id"),
    )

    id: str = primary_id()
    song_id: str = foreign_key("songs.id")
    user_id: str = foreign_key("users.id")
    parent_id: str | None = foreign_key("comments.id", default=None, nullable=True)
    at_seconds: float | None = None
    text: str = long_text()
    replies: int = counter()
    created_at: datetime = timestamp()
    edited_at: datetime | None = timestamp_or_none()
    deleted_at: datetime | None = timestamp_or_none()
    # Who deleted it, where that is not its author. No foreign key: it stays deleted without them.
    removed_by: str | None = Field(default=None, max_length=32)

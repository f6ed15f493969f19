"""What people are notified of."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import counter, foreign_key, only_where, primary_id, timestamp, timestamp_or_none


class Notification(SQLModel, table=True):
    """What has happened to one thing, such as all likes of one song: one line of somebody's list.

    `actor_id` is who did it last, `people` how many did it. What happens to a thing that was read makes it unread.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "group_key"),
        # The list, the newest first, paged by key.
        sa.Index("ix_notifications_user_id_updated_at_id", "user_id", "updated_at", "id"),
        # The count of the unread, and what a digest is made of: of many only the few that were not read.
        sa.Index(
            "ix_notifications_unread",
            "user_id",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        ),
    )

    id: str = primary_id()
    user_id: str = foreign_key("users.id")
    kind: str = Field(max_length=16)
    group_key: str = Field(max_length=60)
    song_id: str | None = foreign_key("songs.id", default=None, nullable=True, index=True)
    actor_id: str | None = foreign_key("users.id", default=None, nullable=True, index=True)
    people: int = counter()
    created_at: datetime = timestamp()
    updated_at: datetime = timestamp(index=True)
    read_at: datetime | None = timestamp_or_none()
    mailed_at: datetime | None = timestamp_or_none()


class NotificationEvent(SQLModel, table=True):
    """One thing that a notification is about, such as one like, so that undoing it takes it out again.

    `source_id` is the row that it is about: a person, a comment or a song.
    """

    __tablename__ = "notification_events"
    __table_args__ = (
        # Who did it last, when the one who did is taken out.
        sa.Index("ix_notification_events_notification_id_at", "notification_id", "at"),
        sa.Index("ix_notification_events_actor_id_notification_id", "actor_id", "notification_id"),
    )

    notification_id: str = foreign_key("notifications.id", primary_key=True)
    source_id: str = Field(primary_key=True, max_length=32)
    actor_id: str | None = foreign_key("users.id", default=None, nullable=True)
    at: datetime = timestamp()


class NotificationChoice(SQLModel, table=True):
    """Where somebody wants to be told of a kind of thing, if not only in the app."""

    __tablename__ = "notification_choices"
    __table_args__ = (sa.Index("ix_notification_choices_by_mail", "user_id", **only_where("by_mail = true")),)

    user_id: str = foreign_key("users.id", primary_key=True)
    kind: str = Field(primary_key=True, max_length=16)
    in_app: bool = True
    by_mail: bool = False


class Digest(SQLModel, table=True):
    """When somebody was last sent what they had not read."""

    __tablename__ = "digests"

    user_id: str = foreign_key("users.id", primary_key=True)
    sent_at: datetime = timestamp()

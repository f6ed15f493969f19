"""What people do with songs: listen, like, mark as a favorite, and put into playlists."""

# SQLModel declares __tablename__ in a way that pyright takes for an error at each table.
# pyright: reportAssignmentType=false

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Field, SQLModel

from melodymaker.db.models.columns import (
    changed,
    foreign_key,
    long_text,
    only_where,
    primary_id,
    timestamp,
    timestamp_or_none,
)
from melodymaker.db.search_text import searchable


class Listen(SQLModel, table=True):
    """One play that lasted long enough to count."""

    __tablename__ = "listens"
    __table_args__ = (sa.Index("ix_listens_user_id_song_id_at", "user_id", "song_id", "at"),)

    id: str = primary_id()
    song_id: str = foreign_key("songs.id", index=True)
    user_id: str = foreign_key("users.id")
    at: datetime = timestamp()


class Like(SQLModel, table=True):
    """That a user likes a song, for all to see in its count."""

    __tablename__ = "likes"

    song_id: str = foreign_key("songs.id", primary_key=True)
    user_id: str = foreign_key("users.id", primary_key=True, index=True)
    at: datetime = timestamp()


class Favorite(SQLModel, table=True):
    """That a song is in a user's own collection, which nobody else sees."""

    __tablename__ = "favorites"
    __table_args__ = (sa.Index("ix_favorites_user_id_at_song_id", "user_id", "at", "song_id"),)

    song_id: str = foreign_key("songs.id", primary_key=True)
    user_id: str = foreign_key("users.id", primary_key=True)
    at: datetime = timestamp()


class Playlist(SQLModel, table=True):
    """A list of songs, private until its owner makes it public."""

    __tablename__ = "playlists"
    __table_args__ = (
        sa.Index("ix_playlists_user_id_updated_at_id", "user_id", "updated_at", "id"),
        sa.Index(
            "ix_playlists_listed",
            "updated_at",
            "id",
            **only_where("public = true AND deleted_at IS NULL"),
        ),
        # The purge. Not of all: a planner might prefer it for those that have no such date.
        sa.Index("ix_playlists_deleted_at", "deleted_at", **only_where("deleted_at IS NOT NULL")),
    )

    id: str = primary_id()
    user_id: str = foreign_key("users.id")
    title: str = Field(max_length=120)
    description: str = long_text()
    public: bool = False
    created_at: datetime = timestamp()
    updated_at: datetime = timestamp()
    deleted_at: datetime | None = timestamp_or_none()
    search_text: str = long_text(server_default="")


@event.listens_for(Playlist, "before_insert")
@event.listens_for(Playlist, "before_update")
def _keep_search_text(_mapper: object, _connection: object, playlist: Playlist) -> None:
    if changed(playlist, "title", "description"):
        playlist.search_text = searchable(playlist.title, playlist.description)


class PlaylistSong(SQLModel, table=True):
    """A song's position in a playlist. Positions grow from the top; gaps between them mean nothing."""

    __tablename__ = "playlist_songs"
    __table_args__ = (sa.Index("ix_playlist_songs_playlist_id_position", "playlist_id", "position"),)

    playlist_id: str = foreign_key("playlists.id", primary_key=True)
    song_id: str = foreign_key("songs.id", primary_key=True, index=True)
    position: int
    added_at: datetime = timestamp()

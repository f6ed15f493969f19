"""Every table. The rows are the truth; queues, caches and open pages only follow them."""

from sqlmodel import SQLModel

from melodymaker.models.columns import UtcDateTime, new_id, now, row_of
from melodymaker.models.generations import Generation, Preset
from melodymaker.models.lists import Favorite, Like, Listen, Playlist, PlaylistSong
from melodymaker.models.people import User, UserSession
from melodymaker.models.songs import PEAKS, Category, Song, SongCategory

__all__ = [
    "PEAKS",
    "Category",
    "Favorite",
    "Generation",
    "Like",
    "Listen",
    "Playlist",
    "PlaylistSong",
    "Preset",
    "SQLModel",
    "Song",
    "SongCategory",
    "User",
    "UserSession",
    "UtcDateTime",
    "new_id",
    "now",
    "row_of",
]

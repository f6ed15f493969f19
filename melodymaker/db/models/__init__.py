"""Every table. The rows are the truth; queues, caches and open pages only follow them."""

from sqlmodel import SQLModel

from melodymaker.db.models.columns import UtcDateTime, get_or_none, new_id, now
from melodymaker.db.models.generations import Generation, Preset
from melodymaker.db.models.lists import Favorite, Like, Listen, Playlist, PlaylistSong
from melodymaker.db.models.people import MAX_HANDLE, FormerHandle, User, UserSession
from melodymaker.db.models.songs import PEAKS, Category, Song, SongCategory, song_search_text

__all__ = [
    "MAX_HANDLE",
    "PEAKS",
    "Category",
    "Favorite",
    "FormerHandle",
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
    "get_or_none",
    "new_id",
    "now",
    "song_search_text",
]

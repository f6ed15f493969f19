"""Who may hear a song: its owner, and everybody while it is listed (see Song.listed_at)."""

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker.db.models import Song, get_or_none
from melodymaker.errors import NotFound
from melodymaker.types import SongId, Status, UserId


def playable_by(user_id: UserId | None, song: type[Song] = Song) -> sa.ColumnElement[bool]:
    """The condition on Song, or an alias of it, that this user, or with None a visitor, may hear it."""
    listed = col(song.listed_at).is_not(None)
    if user_id is None:
        return listed
    own = sa.and_(col(song.user_id) == user_id, col(song.status) == Status.READY, col(song.deleted_at).is_(None))
    return sa.or_(listed, own)


def get_playable_song(session: Session, user_id: UserId | None, song_id: SongId, *, lock: bool = False) -> Song:
    """The song, if it is ready and this user may hear it; raises NotFound."""
    song = get_or_none(session, Song, song_id, lock=lock)
    if song is None or not (song.listed_at or _is_own(song, user_id)):
        raise NotFound
    return song


def _is_own(song: Song, user_id: UserId | None) -> bool:
    return song.user_id == user_id and song.status == Status.READY and song.deleted_at is None

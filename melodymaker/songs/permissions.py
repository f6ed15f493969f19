"""Who may hear a song: its owner, and everybody once it is published."""

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker.db.models import Song, get_or_none
from melodymaker.errors import NotFound
from melodymaker.types import SongId, Status, UserId


def playable_by(user_id: UserId | None, song: type[Song] = Song) -> sa.ColumnElement[bool]:
    """The condition on Song, or an alias of it, that this user, or with None a visitor, may hear it."""
    there = sa.and_(col(song.status) == Status.READY, col(song.deleted_at).is_(None))
    public = col(song.published_at).is_not(None)
    return sa.and_(there, public if user_id is None else sa.or_(public, col(song.user_id) == user_id))


def get_playable_song(session: Session, user_id: UserId | None, song_id: SongId, *, lock: bool = False) -> Song:
    """The song, if it is ready and this user may hear it; raises NotFound."""
    song = get_or_none(session, Song, song_id, lock=lock)
    if song is None or song.status != Status.READY or song.deleted_at is not None:
        raise NotFound
    if song.published_at is None and song.user_id != user_id:
        raise NotFound
    return song

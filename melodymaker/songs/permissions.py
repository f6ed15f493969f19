"""Who may hear a song: its owner, and everybody while it is listed (see Song.listed_at).

Admins also hear one that is published and hidden: they decide whether it stays hidden.
"""

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker.accounts.permissions import admin_exists, is_admin
from melodymaker.db.models import Song, get_or_none
from melodymaker.errors import NotFound
from melodymaker.types import SongId, Status, UserId


def playable_by(user_id: UserId | None, song: type[Song] = Song) -> sa.ColumnElement[bool]:
    """The condition on Song, or an alias of it, that this user, or with None a visitor, may hear it."""
    listed = col(song.listed_at).is_not(None)
    if user_id is None:
        return listed
    own = sa.or_(col(song.user_id) == user_id, sa.and_(col(song.published_at).is_not(None), admin_exists(user_id)))
    return sa.or_(listed, sa.and_(own, col(song.status) == Status.READY, col(song.deleted_at).is_(None)))


def get_playable_song(session: Session, user_id: UserId | None, song_id: SongId, *, lock: bool = False) -> Song:
    """The song, if it is ready and this user may hear it; raises NotFound."""
    song = get_or_none(session, Song, song_id, lock=lock)
    if song is None or not (song.listed_at or _is_own(session, song, user_id)):
        raise NotFound
    return song


def _is_own(session: Session, song: Song, user_id: UserId | None) -> bool:
    """Whether it is the user's, or one that an admin judges."""
    if user_id is None or song.status != Status.READY or song.deleted_at is not None:
        return False
    return song.user_id == user_id or (song.published_at is not None and is_admin(session, user_id))

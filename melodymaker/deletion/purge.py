"""Removing accounts for good, with all rows and files, once their time is over."""

import logging
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.comments.service import remove_comments_of
from melodymaker.db.models import (
    AdminAction,
    Comment,
    Generation,
    Playlist,
    Report,
    Song,
    SongCategory,
    User,
    UserSession,
    now,
)
from melodymaker.errors import PaymentsUnreachable
from melodymaker.follows.service import end_follows
from melodymaker.likes.service import take_back_likes
from melodymaker.notifications.service import forget_everywhere
from melodymaker.purchases.events import forget_events_of
from melodymaker.purchases.service import forget_buyer
from melodymaker.songs.remix_counts import count_remixes_by
from melodymaker.types import FileName, UserId

log = logging.getLogger(__name__)

GUESTS_KEPT = timedelta(days=30)
# One account may have many songs, and each is a transaction of its own.
_AT_ONCE = 100
_GONE = "a deleted account"


def purge_accounts(at: datetime | None = None) -> int:
    """Remove the accounts whose 14 days are over, and the guests who have not come back for 30; returns how many."""
    moment = at or now()
    signed_in = select(UserSession.user_id).where(col(UserSession.expires_at) > moment)
    left = sa.and_(col(User.guest), col(User.created_at) < moment - GUESTS_KEPT, col(User.id).not_in(signed_in))
    due = select(User.id).where(sa.or_(col(User.delete_at) < moment, left)).limit(_AT_ONCE)
    with db.read() as session:
        ids = [UserId(user_id) for user_id in session.exec(due)]
    removed = 0
    for user_id in ids:
        try:
            remove_account(user_id)
        except PaymentsUnreachable:  # a subscription of theirs may be going on: they are removed once it is ended
            continue
        removed += 1
    return removed


def remove_account(user_id: UserId) -> None:
    """Remove a person, everything that is theirs, and every trace of them with others.

    What is outside goes first: where this is interrupted, the rows still say what is left to be done. Raises
    PaymentsUnreachable.
    """
    forget_buyer(user_id)
    with db.read() as session:
        names = _files(session, user_id)
    ports.in_use().storage.delete(names)
    with db.transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            return
        # What of the person's songs others count, they count no more.
        session.exec(sa.update(Song).where(col(Song.user_id) == user_id).values(owner_suspended=True))
        count_remixes_by(session, user_id)
        take_back_likes(session, user_id)
        end_follows(session, user_id)
        remove_comments_of(session, user_id)
        forget_everywhere(session, user_id)
        forget_events_of(session, user_id)
        _remove_rows(session, user_id)
    log.info("an account was removed, with %d files", len(names))


def _files(session: Session, user_id: UserId) -> list[FileName]:
    files = (Song.master, Song.stream, Song.cover, Song.thumb, Song.tile)
    columns = sa.select(*map(col, files)).where(col(Song.user_id) == user_id)
    pictures = session.exec(select(User.avatar).where(User.id == user_id)).all()
    return [FileName(name) for row in (*session.connection().execute(columns), pictures) for name in row if name]


def _remove_rows(session: Session, user_id: UserId) -> None:
    """Remove the person's rows; those that hang on them go by their foreign keys."""
    songs = select(Song.id).where(Song.user_id == user_id)
    comments = select(Comment.id).where(col(Comment.song_id).in_(songs))
    reported = sa.or_(
        col(Report.target_id) == user_id, col(Report.target_id).in_(songs), col(Report.target_id).in_(comments)
    )
    session.exec(sa.delete(Report).where(reported))
    session.exec(sa.update(AdminAction).where(col(AdminAction.target_id) == user_id).values(about=_GONE))
    session.exec(sa.update(Song).where(col(Song.source_user_id) == user_id).values(source_user_id=None))
    session.exec(sa.delete(SongCategory).where(col(SongCategory.song_id).in_(songs)))
    for table in (Song, Generation, Playlist):
        session.exec(sa.delete(table).where(col(table.user_id) == user_id))
    session.exec(sa.delete(User).where(col(User.id) == user_id))

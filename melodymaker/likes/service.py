"""Liking songs."""

from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.accounts.blocks import refuse_blocked
from melodymaker.accounts.permissions import require_account
from melodymaker.db.models import Like, Song
from melodymaker.notifications import service as notifications
from melodymaker.songs import trending
from melodymaker.songs.announcements import announce_song
from melodymaker.songs.days import count_on_day
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import Notice, SongId, UserId


def set_like(actor: UserId, song_id: SongId, *, on: bool) -> None:
    """Like a song, or no longer; repeating it changes nothing.

    Raises NotFound for one that the actor may not hear, NotWelcome where its owner has blocked them, and NeedsAccount.
    """
    with db.transaction() as session:
        # The lock makes the count and its rows change together.
        song = get_playable_song(session, actor, song_id, lock=True)
        owner = UserId(song.user_id)
        existing = session.get(Like, (song.id, actor))
        if on and existing is None:
            require_account(session, actor)
            refuse_blocked(session, owner, actor)
            like = Like(song_id=song.id, user_id=actor)
            session.add(like)
            song.likes += 1
            count_on_day(session, song, like.at, likes=1)
            if actor != owner:
                trending.count_act(song, trending.LIKE, like.at)
            notifications.notify(session, owner, Notice.LIKE, actor=actor, song_id=song_id)
        elif not on and existing is not None:
            session.delete(existing)
            song.likes -= 1
            count_on_day(session, song, existing.at, likes=-1)
            if actor != owner:
                trending.take_back_act(song, trending.LIKE, existing.at)
            notifications.retract(session, owner, Notice.LIKE, actor=actor, song_id=song_id)
    announce_song(song, actor)


def take_back_likes(session: Session, person: UserId) -> None:
    """Take back all likes of somebody whose account goes; the songs are locked in one order for all."""
    theirs = select(Like).where(Like.user_id == person).order_by(col(Like.song_id))
    for like in session.exec(theirs).all():
        song = session.get_one(Song, like.song_id, with_for_update=True)
        song.likes -= 1
        count_on_day(session, song, like.at, likes=-1)
        if song.user_id != person:
            trending.take_back_act(song, trending.LIKE, like.at)
        session.delete(like)

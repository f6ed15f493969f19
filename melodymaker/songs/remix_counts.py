"""How many songs that everybody may hear were made of another one: stored with that one, and exact."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker.db.models import Song, get_or_none
from melodymaker.notifications.service import notify, retract
from melodymaker.songs import trending
from melodymaker.songs.permissions import playable_by
from melodymaker.types import Notice, SongId, UserId


def count_remix(session: Session, song: Song) -> None:
    """Count the remixes of this song's source anew; to be called whenever everybody may hear the song, or no longer.

    The source is locked first and counted by another statement: of two changes at once the second sees the first.
    """
    source = get_or_none(session, Song, song.source_id, lock=True) if song.source_id else None
    if source is None:
        return
    session.flush()
    public = select(sa.func.count()).where(Song.source_id == source.id, playable_by(None))
    number = session.exec(public).one()
    session.exec(sa.update(Song).where(col(Song.id) == source.id).values(remixes=number))


def count_remixes_by(session: Session, user_id: str) -> None:
    """The same for whatever this user's songs were made of, for when all of these are shown, or hidden, at once."""
    sources = select(Song.source_id).where(Song.user_id == user_id, col(Song.source_id).is_not(None))
    affected = col(Song.id).in_(sources)
    session.exec(select(Song.id).where(affected).order_by(col(Song.id)).with_for_update()).all()
    remix = aliased(Song)
    public = sa.select(sa.func.count()).where(col(remix.source_id) == Song.id, playable_by(None, remix))
    number = public.correlate(Song).scalar_subquery()
    session.exec(sa.update(Song).where(affected).values(remixes=number).execution_options(synchronize_session=False))


def tell_source(session: Session, song: Song, published_before: datetime | None) -> None:
    """Let somebody else's song trend by a remix that is being published, and tell them; take that back afterwards."""
    source = get_or_none(session, Song, song.source_id, lock=True) if song.source_id else None
    if source is None or source.user_id == song.user_id:
        return
    remixer, owner = UserId(song.user_id), UserId(source.user_id)
    if song.published_at and not published_before:
        trending.count_act(source, trending.REMIX, song.published_at)
        notify(session, owner, Notice.REMIX, actor=remixer, song_id=SongId(song.id))
    elif published_before and not song.published_at:
        trending.take_back_act(source, trending.REMIX, published_before)
        retract(session, owner, Notice.REMIX, actor=remixer, song_id=SongId(song.id))

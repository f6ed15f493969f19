"""How many songs that everybody may hear were made of another one: stored with that one, and exact."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker.db.models import Song, get_or_none
from melodymaker.songs.permissions import playable_by


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

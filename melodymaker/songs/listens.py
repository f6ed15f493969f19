"""Counting listens."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import Listen, now
from melodymaker.songs import trending
from melodymaker.songs.announcements import announce_play
from melodymaker.songs.days import count_on_day
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import SongId, UserId

LISTEN_SECONDS = 10.0
KEPT = timedelta(days=366)


def count_listen(actor: UserId, song_id: SongId) -> bool:
    """Count one play of at least 10 s, or half of a shorter song; returns whether it counted.

    The browser reports it; a second report that comes sooner than the song could have been played again
    does not count. Raises NotFound for a song that the actor may not hear.
    """
    with db.transaction() as session:
        song = get_playable_song(session, actor, song_id, lock=True)
        least = timedelta(seconds=min(LISTEN_SECONDS, song.duration / 2))
        recent = select(Listen.id).where(
            Listen.user_id == actor, Listen.song_id == song.id, col(Listen.at) > now() - least
        )
        if session.exec(recent.limit(1)).first():
            return False
        session.add(Listen(song_id=song.id, user_id=actor))
        song.listens += 1
        count_on_day(session, song, now(), plays=1)
        if song.user_id != actor:
            trending.count_act(song, trending.LISTEN, now())
    announce_play(song)
    return True


def forget_repeated_listens() -> int:
    """Remove listens of over a year ago that were not the last of that person to that song; returns how many.

    A song's own count and its days hold what they told; the history shows the last of each.
    """
    later = aliased(Listen)
    repeated = (
        select(later.id)
        .where(later.user_id == Listen.user_id, later.song_id == Listen.song_id, col(later.at) > col(Listen.at))
        .correlate(Listen)
        .exists()
    )
    with db.transaction() as session:
        return session.exec(sa.delete(Listen).where(col(Listen.at) < now() - KEPT, repeated)).rowcount

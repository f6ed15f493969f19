"""Liking songs."""

from melodymaker import db, ports
from melodymaker.db.models import Like, Song
from melodymaker.songs import trending
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import Change, Kind, SongId, UserId, song_topic, user_topic


def set_like(actor: UserId, song_id: SongId, *, on: bool) -> None:
    """Like a song, or no longer; repeating it changes nothing. Raises NotFound for one the actor may not hear."""
    with db.transaction() as session:
        # The lock makes the count and its rows change together.
        song = get_playable_song(session, actor, song_id, lock=True)
        existing = session.get(Like, (song.id, actor))
        if on and existing is None:
            like = Like(song_id=song.id, user_id=actor)
            session.add(like)
            song.likes += 1
            if song.user_id != actor:
                trending.count_act(song, trending.LIKE, like.at)
        elif not on and existing is not None:
            session.delete(existing)
            song.likes -= 1
            if song.user_id != actor:
                trending.take_back_act(song, trending.LIKE, existing.at)
    _announce(actor, song)


def _announce(actor: UserId, song: Song) -> None:
    publish = ports.in_use().live.publish
    publish(Change(Kind.SONG, song.id), user_topic(actor), user_topic(song.user_id), song_topic(song.id))

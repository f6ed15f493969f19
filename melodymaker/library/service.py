"""Favorites, and changing many songs at once."""

from collections.abc import Callable, Sequence
from typing import Any

from melodymaker import db
from melodymaker.db.models import Favorite
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.songs import service as songs
from melodymaker.songs.announcements import announce_mark
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import SongId, UserId

MOST_AT_ONCE = 500


def delete_songs(actor: UserId, song_ids: Sequence[SongId]) -> list[SongId]:
    """Delete songs; returns those that were deleted. Songs in the making, and others' songs, stay."""
    return _each(song_ids, lambda song_id: songs.delete_song(actor, song_id))


def restore_songs(actor: UserId, song_ids: Sequence[SongId]) -> list[SongId]:
    """Bring deleted songs back; returns those that are."""
    return _each(song_ids, lambda song_id: songs.restore_song(actor, song_id))


def publish_songs(actor: UserId, song_ids: Sequence[SongId], *, public: bool) -> list[SongId]:
    """Let everybody hear the songs, or nobody else any more; returns those for which that is so now."""
    return _each(song_ids, lambda song_id: songs.publish_song(actor, song_id, public=public))


def _each(song_ids: Sequence[SongId], change: Callable[[SongId], Any]) -> list[SongId]:
    """Change each song by itself, with its own rights, and leave out those that refuse."""
    done = []
    for song_id in list(dict.fromkeys(song_ids))[:MOST_AT_ONCE]:
        try:
            change(song_id)
        except (NotFound, InvalidInput):
            continue
        done.append(song_id)
    return done


def set_favorite(actor: UserId, song_id: SongId, *, on: bool) -> str:
    """Put a song among the actor's favorites, or take it out, and return its title.

    Raises NotFound for one the actor may not hear.
    """
    with db.transaction() as session:
        song = get_playable_song(session, actor, song_id, lock=True)
        existing = session.get(Favorite, (song.id, actor))
        if on and existing is None:
            session.add(Favorite(song_id=song.id, user_id=actor))
        elif not on and existing is not None:
            session.delete(existing)
    announce_mark(actor, SongId(song.id))
    return song.title

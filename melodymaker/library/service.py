"""Favorites, and changing many songs at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from sqlmodel import Session

from melodymaker import db
from melodymaker.db.models import Favorite, Song
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.songs import service as songs
from melodymaker.songs.announcements import announce_mark, announce_removal, announce_song
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import SongId, UserId

MOST_AT_ONCE = 5_000
# So few that others do not wait long for a transaction to end.
_A_TRANSACTION = 100


def delete_songs(actor: UserId, song_ids: Sequence[SongId]) -> list[SongId]:
    """Delete songs; returns those that were deleted. Songs in the making, and others' songs, stay."""
    return _each(song_ids, lambda session, song_id: songs.mark_deleted(session, actor, song_id), announce_removal)


def restore_songs(actor: UserId, song_ids: Sequence[SongId]) -> list[SongId]:
    """Bring deleted songs back; returns those that are."""
    return _each(song_ids, lambda session, song_id: songs.mark_restored(session, actor, song_id), announce_removal)


def publish_songs(actor: UserId, song_ids: Sequence[SongId], *, public: bool) -> list[SongId]:
    """Let everybody hear the songs, or nobody else any more; returns those for which that is so now."""

    def publish(session: Session, song_id: SongId) -> Song:
        return songs.mark_published(session, actor, song_id, public=public)

    return _each(song_ids, publish, announce_song)


def _each(
    song_ids: Sequence[SongId], change: Callable[[Session, SongId], Song], announce: Callable[[Song], None]
) -> list[SongId]:
    """Change each song with its own rights, and leave out those that refuse, which they do before anything changes."""
    done = []
    for some in _batches(list(dict.fromkeys(song_ids))[:MOST_AT_ONCE], _A_TRANSACTION):
        changed = []
        with db.transaction() as session:
            for song_id in some:
                with suppress(NotFound, InvalidInput):
                    changed.append(change(session, song_id))
        for song in changed:
            announce(song)
            done.append(SongId(song.id))
    return done


def _batches(song_ids: Sequence[SongId], size: int) -> Iterator[Sequence[SongId]]:
    """The ids, so many at a time."""
    for begin in range(0, len(song_ids), size):
        yield song_ids[begin : begin + size]


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

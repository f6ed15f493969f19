"""What a user changes about a song: its title, who may hear it, and whether it is deleted."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import Song, SongCategory, get_or_none, now
from melodymaker.db.text import checked_title
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.generation.quota import count_bytes
from melodymaker.songs.remix_counts import count_remix
from melodymaker.types import PENDING, Change, FileName, Kind, SongId, Status, UserId, song_topic, user_topic

PURGE_AFTER = timedelta(days=1)


def rename_song(actor: UserId, song_id: SongId, title: str) -> str:
    """Give a song another title, which is returned as stored; raises InvalidInput and NotFound."""
    title = checked_title(title, of="song")
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id)
        song.title = title
    _announce(song)
    return title


def publish_song(actor: UserId, song_id: SongId, *, public: bool) -> str:
    """Let everybody hear a song, or only its owner again; returns its title.

    Raises NotFound, and InvalidInput for a song that is not ready.
    """
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id)
        if song.status != Status.READY:
            raise InvalidInput({"song": "Only a finished song can be published."})
        song.published_at = (song.published_at or now()) if public else None
        count_remix(session, song)
    _announce(song)
    return song.title


def delete_song(actor: UserId, song_id: SongId) -> str:
    """Delete a song, and return its title; it can be restored until its files are purged.

    Raises NotFound, and InvalidInput for a song in the making.
    """
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id)
        if song.status in PENDING:
            raise InvalidInput({"song": "This song is still being made. Cancel it first."})
        song.deleted_at = now()
        count_remix(session, song)
    _announce_removal(song)
    return song.title


def restore_song(actor: UserId, song_id: SongId) -> None:
    """Bring a deleted song back; raises NotFound once it is purged."""
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id, deleted=True)
        song.deleted_at = None
        count_remix(session, song)
    _announce_removal(song)


def purge_deleted() -> int:
    """Remove songs deleted over a day ago, with their files; returns how many."""
    with db.transaction() as session:
        old = select(Song).where(col(Song.deleted_at) < now() - PURGE_AFTER).limit(500)
        songs = session.exec(old.with_for_update(skip_locked=True)).all()
        names = [
            FileName(name) for song in songs for name in (song.master, song.stream, song.cover, song.thumb) if name
        ]
        ids = [song.id for song in songs]
        session.exec(sa.delete(SongCategory).where(col(SongCategory.song_id).in_(ids)))
        session.exec(sa.delete(Song).where(col(Song.id).in_(ids)))
        freed: Counter[str] = Counter()
        for song in songs:
            freed[song.user_id] -= song.bytes
        count_bytes(session, freed)
    ports.in_use().storage.delete(names)
    return len(ids)


def get_own_song(session: Session, actor: UserId, song_id: SongId, *, deleted: bool = False) -> Song:
    """The actor's own song; raises NotFound for any other."""
    song = get_or_none(session, Song, song_id)
    if song is None or song.user_id != actor or (song.deleted_at is not None) != deleted:
        raise NotFound
    return song


def _announce(song: Song) -> None:
    publish = ports.in_use().live.publish
    publish(Change(Kind.SONG, song.id), user_topic(song.user_id), song_topic(song.id))
    if song.source_id and song.source_user_id:
        publish(Change(Kind.SONG, song.source_id), user_topic(song.source_user_id), song_topic(song.source_id))


def _announce_removal(song: Song) -> None:
    """Tell open tabs that a song has gone or is back: its request's songs are other ones."""
    _announce(song)
    ports.in_use().live.publish(Change(Kind.GENERATION, song.generation_id), user_topic(song.user_id))

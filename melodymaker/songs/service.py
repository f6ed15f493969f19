"""What a user changes about a song: its title, who may hear it, and whether it is deleted."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import refuse_banned_words
from melodymaker.accounts.permissions import require_verified
from melodymaker.db.models import Song, SongCategory, get_or_none, now
from melodymaker.db.text import checked_title
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.generation.quota import count_bytes
from melodymaker.i18n import t
from melodymaker.songs import trending
from melodymaker.songs.announcements import announce_removal, announce_song
from melodymaker.songs.remix_counts import count_remix, tell_source
from melodymaker.types import PENDING, Change, FileName, Kind, SongId, Status, UserId, user_topic

PURGE_AFTER = timedelta(days=7)
_AT_ONCE = 500


def rename_song(actor: UserId, song_id: SongId, title: str) -> str:
    """Give a song another title, which is returned as stored; raises InvalidInput and NotFound."""
    title = checked_title(title, of="song")
    refuse_banned_words(title=title)
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id)
        song.title = title
    announce_song(song)
    return title


def publish_song(actor: UserId, song_id: SongId, *, public: bool) -> str:
    """Let everybody hear a song, or only its owner again; returns its title.

    Raises NotFound, InvalidInput for a song that is not ready, and NotVerified.
    """
    with db.transaction() as session:
        song = mark_published(session, actor, song_id, public=public)
    announce_song(song)
    return song.title


def mark_published(session: Session, actor: UserId, song_id: SongId, *, public: bool) -> Song:
    """The same, inside of a transaction; the song is to be announced after it."""
    if public:
        require_verified(session, actor)
    song = get_own_song(session, actor, song_id)
    if song.status != Status.READY:
        raise InvalidInput({"song": t("Only a finished song can be published.")})
    before = song.published_at
    song.published_at = (before or now()) if public else None
    trending.begin(song)
    count_remix(session, song)
    tell_source(session, song, before)
    return song


def delete_song(actor: UserId, song_id: SongId) -> str:
    """Delete a song, and return its title; it can be restored until its files are purged.

    Raises NotFound, and InvalidInput for a song in the making.
    """
    with db.transaction() as session:
        song = mark_deleted(session, actor, song_id)
    announce_removal(song)
    return song.title


def mark_deleted(session: Session, actor: UserId, song_id: SongId) -> Song:
    """The same, inside of a transaction; the removal is to be announced after it."""
    song = get_own_song(session, actor, song_id)
    if song.status in PENDING:
        raise InvalidInput({"song": t("This song is still being made. Cancel it first.")})
    song.deleted_at = now()
    count_remix(session, song)
    return song


def restore_song(actor: UserId, song_id: SongId) -> str:
    """Bring a deleted song back, and return its title; raises NotFound once it is purged."""
    with db.transaction() as session:
        song = mark_restored(session, actor, song_id)
    announce_removal(song)
    return song.title


def mark_restored(session: Session, actor: UserId, song_id: SongId) -> Song:
    """The same, inside of a transaction; it is to be announced after it."""
    song = get_own_song(session, actor, song_id, deleted=True)
    song.deleted_at = None
    count_remix(session, song)
    return song


def purge_deleted() -> int:
    """Remove songs deleted over a week ago, with their files; returns how many."""
    return _purge(col(Song.deleted_at) < now() - PURGE_AFTER)


def purge_songs(actor: UserId, song_ids: Sequence[SongId] = ()) -> int:
    """Remove these of the actor's deleted songs at once, with their files, or all of them; returns how many."""
    own = sa.and_(col(Song.user_id) == actor, col(Song.deleted_at).is_not(None))
    if song_ids:
        own = sa.and_(own, col(Song.id).in_(song_ids))
    removed = 0
    while gone := _purge(own):
        removed += gone
    if removed:
        ports.in_use().live.publish(Change(Kind.SONG, actor), user_topic(actor))
    return removed


def _purge(condition: sa.ColumnElement[bool]) -> int:
    """Remove the first few of the songs for which the condition is true; returns how many."""
    with db.transaction() as session:
        songs = session.exec(select(Song).where(condition).limit(_AT_ONCE).with_for_update(skip_locked=True)).all()
        files = [(song.master, song.stream, song.cover, song.thumb, song.tile) for song in songs]
        names = [FileName(name) for of_song in files for name in of_song if name]
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

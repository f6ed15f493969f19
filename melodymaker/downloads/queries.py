"""Which songs a download holds, and what their files are to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import Generation, Playlist, PlaylistSong, Song, User, get_or_none
from melodymaker.downloads.service import Download
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.songs.permissions import playable_by
from melodymaker.types import PlaylistId, SongId, Status, UserId


@dataclass(frozen=True)
class PlaylistDownload:
    """The user's own songs of a playlist, in its order; `left_out` more are others' or not ready."""

    title: str
    songs: list[Download]
    left_out: int


def one_download(user_id: UserId, song_id: SongId) -> Download:
    """One of the user's own songs; raises NotFound for any other, and for one that is not ready."""
    return selected(user_id, [song_id])[0]


def selected(user_id: UserId, song_ids: Sequence[SongId]) -> list[Download]:
    """The user's own songs among these, in this order; raises NotFound when there is none."""
    with db.read() as session:
        found = _downloads(session, user_id, col(Song.id).in_(list(song_ids)))
    positions = {song_id: place for place, song_id in enumerate(song_ids)}
    return sorted(found, key=lambda one: positions[SongId(one.song.id)])


def in_playlist(user_id: UserId, playlist_id: PlaylistId) -> PlaylistDownload:
    """Those songs of a playlist that are the user's own; raises NotFound when there is none."""
    with db.read() as session:
        playlist = get_or_none(session, Playlist, playlist_id)
        seen = playlist is not None and (playlist.user_id == user_id or playlist.public)
        if playlist is None or playlist.deleted_at is not None or not seen:
            raise NotFound
        rows = select(PlaylistSong.song_id, PlaylistSong.position).where(PlaylistSong.playlist_id == playlist.id)
        positions = dict(session.exec(rows).all())
        found = _downloads(session, user_id, col(Song.id).in_(list(positions)))
    songs = sorted(found, key=lambda one: positions[one.song.id])
    return PlaylistDownload(playlist.title, songs, left_out=len(positions) - len(songs))


def whole_library(user_id: UserId) -> list[Download]:
    """All of the user's songs, the newest first; raises NotFound when there is none."""
    with db.read() as session:
        return _downloads(session, user_id, sa.true())


def _downloads(session: Session, user_id: UserId, which: sa.ColumnElement[bool]) -> list[Download]:
    source = aliased(Song)
    author = aliased(User)
    columns: Any = (Song, User.name, Generation, source.title, author.name)
    statement = (
        select(*columns)
        .join(User, col(User.id) == Song.user_id)
        .join(Generation, col(Generation.id) == Song.generation_id)
        .join(source, sa.and_(col(source.id) == Song.source_id, playable_by(user_id, source)), isouter=True)
        .join(author, col(author.id) == Song.source_user_id, isouter=True)
        .where(which, Song.user_id == user_id, Song.status == Status.READY, col(Song.deleted_at).is_(None))
        .order_by(col(Song.created_at).desc(), col(Song.id).desc())
    )
    found = [
        Download(song, name, _prompt(requested), _credit(title, author_name))
        for song, name, requested, title, author_name in session.exec(statement)
    ]
    if not found:
        raise NotFound
    return found


def _credit(title: str | None, author: str | None) -> str:
    """Whose song a remix was made of; its title only where the user may hear it."""
    if not author:
        return ""
    return t("“{title}” by {author}", title=title, author=author) if title else t("a song by {author}", author=author)


def _prompt(requested: Generation) -> str:
    return " · ".join(" ".join(part.split()) for part in (requested.style, requested.description) if part)

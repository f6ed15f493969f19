"""Making playlists, and changing what is in them."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.accounts.permissions import require_verified
from melodymaker.db.models import Playlist, PlaylistSong, Song, get_or_none, now
from melodymaker.db.text import checked_title, cleaned, length_error
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import t
from melodymaker.songs.permissions import playable_by
from melodymaker.types import MAX_DESCRIPTION, Change, Kind, PlaylistId, SongId, UserId, playlist_topic, user_topic

MAX_SONGS = 500
MAX_PLAYLISTS = 500
PURGE_AFTER = timedelta(days=1)


def create_playlist(actor: UserId, title: str, description: str = "", *, public: bool = False) -> PlaylistId:
    """Make an empty playlist; raises InvalidInput with the fields that are wrong, and NotVerified for a public one."""
    title, description = _checked(title, description)
    with db.transaction() as session:
        if public:
            require_verified(session, actor)
        have = select(func.count()).where(Playlist.user_id == actor, col(Playlist.deleted_at).is_(None))
        if session.exec(have).one() >= MAX_PLAYLISTS:
            raise InvalidInput(
                {"title": t("You have {most} playlists, which is the most. Delete one first.", most=MAX_PLAYLISTS)}
            )
        playlist = Playlist(user_id=actor, title=title, description=description, public=public)
        session.add(playlist)
    return _announce(playlist)


def edit_playlist(actor: UserId, playlist_id: PlaylistId, title: str, description: str, *, public: bool) -> None:
    """Give a playlist another title, description and audience.

    Raises InvalidInput, NotFound, and NotVerified where it becomes public.
    """
    title, description = _checked(title, description)
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id)
        if public and not playlist.public:
            require_verified(session, actor)
        playlist.title = title
        playlist.description = description
        playlist.public = public
    _announce(playlist)


def delete_playlist(actor: UserId, playlist_id: PlaylistId) -> str:
    """Delete a playlist, whose songs stay; returns its title. Raises NotFound."""
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id)
        playlist.deleted_at = now()
    _announce(playlist)
    return playlist.title


def restore_playlist(actor: UserId, playlist_id: PlaylistId) -> str:
    """Bring a deleted playlist back, and return its title; raises NotFound once it is purged."""
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id, deleted=True)
        playlist.deleted_at = None
    _announce(playlist)
    return playlist.title


def purge_deleted_playlists() -> int:
    """Remove playlists deleted over a day ago; returns how many."""
    old = select(Playlist.id).where(col(Playlist.deleted_at) < now() - PURGE_AFTER)
    with db.transaction() as session:
        ids = session.exec(old.limit(500)).all()
        session.exec(sa.delete(PlaylistSong).where(col(PlaylistSong.playlist_id).in_(ids)))
        session.exec(sa.delete(Playlist).where(col(Playlist.id).in_(ids)))
    return len(ids)


def add_songs(actor: UserId, playlist_id: PlaylistId, song_ids: Sequence[SongId]) -> int:
    """Put songs at the end, in this order; those already in stay where they are. Returns how many are new.

    Raises NotFound, also for a song that the actor may not hear, and InvalidInput when the playlist is full.
    """
    requested = list(dict.fromkeys(song_ids))
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id)
        playable = set(session.exec(select(Song.id).where(col(Song.id).in_(requested), playable_by(actor))))
        if len(playable) < len(requested):
            raise NotFound
        positions = _positions(session, playlist)
        new = [song_id for song_id in requested if song_id not in positions]
        if len(positions) + len(new) > MAX_SONGS:
            raise InvalidInput({"playlist": t("A playlist holds at most {most} songs.", most=MAX_SONGS)})
        last = max(positions.values(), default=-1)
        for position, song_id in enumerate(new, last + 1):
            session.add(PlaylistSong(playlist_id=playlist.id, song_id=song_id, position=position))
        if new:
            playlist.updated_at = now()
    _announce(playlist)
    return len(new)


def remove_song(actor: UserId, playlist_id: PlaylistId, song_id: SongId) -> SongId | None:
    """Take a song out; returns the one that came after it, for undoing. Raises NotFound."""
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id)
        positions = _positions(session, playlist)
        if song_id not in positions:
            raise NotFound
        order = list(positions)
        follower = order[order.index(song_id) + 1] if order[-1] != song_id else None
        session.exec(
            sa.delete(PlaylistSong).where(
                col(PlaylistSong.playlist_id) == playlist.id, col(PlaylistSong.song_id) == song_id
            )
        )
        playlist.updated_at = now()
    _announce(playlist)
    return SongId(follower) if follower else None


def move_song(actor: UserId, playlist_id: PlaylistId, song_id: SongId, before: SongId | None) -> None:
    """Put a song before another one, or at the end.

    Songs are named, not counted, so that what one tab moves is right whatever another has just changed.
    Without that neighbour, which may have been removed meanwhile, it goes to the end. Raises NotFound.
    """
    with db.transaction() as session:
        playlist = _own(session, actor, playlist_id)
        positions = _positions(session, playlist)
        if song_id not in positions:
            raise NotFound
        if song_id == before:
            return
        order = [each for each in positions if each != song_id]
        order.insert(order.index(before) if before in positions else len(order), song_id)
        moved = {each: position for position, each in enumerate(order) if positions[each] != position}
        for each, position in moved.items():
            session.exec(
                sa.update(PlaylistSong)
                .where(col(PlaylistSong.playlist_id) == playlist.id, col(PlaylistSong.song_id) == each)
                .values(position=position)
            )
        playlist.updated_at = now()
    _announce(playlist)


def _positions(session: Session, playlist: Playlist) -> dict[str, int]:
    """The position of each song, in their order."""
    rows = select(PlaylistSong.song_id, PlaylistSong.position).where(PlaylistSong.playlist_id == playlist.id)
    return dict(session.exec(rows.order_by(col(PlaylistSong.position), col(PlaylistSong.song_id))).all())


def _own(session: Session, actor: UserId, playlist_id: PlaylistId, *, deleted: bool = False) -> Playlist:
    """The actor's own playlist, locked so that changes come one after the other; raises NotFound for any other."""
    playlist = get_or_none(session, Playlist, playlist_id, lock=True)
    if playlist is None or playlist.user_id != actor or (playlist.deleted_at is not None) != deleted:
        raise NotFound
    return playlist


def _checked(title: str, description: str) -> tuple[str, str]:
    description = cleaned(description)
    errors = {}
    try:
        title = checked_title(title, of="playlist")
    except InvalidInput as error:
        errors |= error.fields
    if error := length_error(description, MAX_DESCRIPTION):
        errors["description"] = error
    errors |= banned_word_errors({"title": title, "description": description})
    if errors:
        raise InvalidInput(errors)
    return title, description


def _announce(playlist: Playlist) -> PlaylistId:
    publish = ports.in_use().live.publish
    publish(Change(Kind.PLAYLIST, playlist.id), user_topic(playlist.user_id), playlist_topic(playlist.id))
    return PlaylistId(playlist.id)

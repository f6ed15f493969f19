"""Playlists as data, for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import Playlist, User
from melodymaker.playlists.queries import totals
from melodymaker.types import UserId


@dataclass(frozen=True)
class PlaylistRecord:
    """A playlist: how many of its songs the viewer may hear, how long they last, and whose cover it shows."""

    id: str
    title: str
    description: str
    public: bool
    handle: str
    created_at: datetime
    updated_at: datetime
    songs: int
    seconds: float
    cover_id: str


def playlist_records(viewer: UserId) -> list[PlaylistRecord]:
    """The viewer's own playlists, the last changed first."""
    own = select(Playlist).where(Playlist.user_id == viewer, col(Playlist.deleted_at).is_(None))
    with db.read() as session:
        playlists = session.exec(own.order_by(col(Playlist.updated_at).desc(), col(Playlist.id))).all()
        return _records(session, viewer, playlists)


def playlist_record(viewer: UserId, playlist_id: str) -> PlaylistRecord:
    """A playlist that the viewer may see, which the caller has checked."""
    with db.read() as session:
        return _records(session, viewer, [session.get_one(Playlist, playlist_id)])[0]


def _records(session: Session, viewer: UserId, playlists: Sequence[Playlist]) -> list[PlaylistRecord]:
    found = totals(session, viewer, [playlist.id for playlist in playlists])
    owners = {playlist.user_id for playlist in playlists}
    handles = dict(session.exec(select(User.id, User.handle).where(col(User.id).in_(owners))).all())
    records = []
    for playlist in playlists:
        count, seconds, covers = found.get(playlist.id, (0, 0.0, []))
        records.append(
            PlaylistRecord(
                id=playlist.id,
                title=playlist.title,
                description=playlist.description,
                public=playlist.public,
                handle=handles[playlist.user_id],
                created_at=playlist.created_at,
                updated_at=playlist.updated_at,
                songs=count,
                seconds=seconds,
                cover_id=covers[0] if covers else "",
            )
        )
    return records

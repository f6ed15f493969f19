"""Reads of playlists, as rows ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from melodymaker import db, routes
from melodymaker.accounts.people import PersonRow, is_visible_to, to_person_row
from melodymaker.db.models import Playlist, PlaylistSong, Song, User, get_or_none
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.player.track import Track
from melodymaker.songs.page_queries import Card
from melodymaker.songs.permissions import playable_by
from melodymaker.songs.rows import SongRow, clock, select_songs, to_song_row
from melodymaker.types import PlaylistId, SongId, UserId

IN_SIDEBAR = 8
COVERS = 4
_MOST_PUBLIC = 200


@dataclass(frozen=True)
class PlaylistRow:
    """A playlist on a tile. `about` reads like "12 songs · 31:05"; `thumbs` are up to four addresses.

    `owner` is the name of whose it is, among playlists of several people.
    """

    id: str
    title: str
    description: str
    about: str
    count: int
    public: bool
    thumbs: list[str]
    owner: str = ""


NO_PLAYLIST = PlaylistRow("", "", "", "", 0, public=False, thumbs=[])


@dataclass(frozen=True)
class PlaylistPage:
    """A playlist with its songs, as one viewer sees it; `missing` counts those that the viewer may not hear."""

    row: PlaylistRow
    owner: PersonRow
    own: bool
    missing: int
    songs: list[SongRow]

    @property
    def tracks(self) -> list[Track]:
        """What the player plays."""
        return [song.track for song in self.songs]


def playlists_of(user_id: UserId, limit: int | None = None) -> list[PlaylistRow]:
    """A user's playlists, the last changed first."""
    with db.read() as session:
        playlists = session.exec(_last_changed(user_id).limit(limit)).all()
        return to_playlist_rows(session, user_id, playlists)


def public_playlists_of(viewer: UserId | None, user_id: UserId) -> list[PlaylistRow]:
    """The playlists of a user that everybody may see, the last changed first."""
    with db.read() as session:
        playlists = session.exec(_last_changed(user_id).where(col(Playlist.public)).limit(_MOST_PUBLIC)).all()
        return to_playlist_rows(session, viewer, playlists)


def to_playlist_rows(
    session: Session, viewer: UserId | None, playlists: Sequence[Playlist | sa.Row]
) -> list[PlaylistRow]:
    """Playlists as this viewer, or a visitor, sees them."""
    found = totals(session, viewer, [playlist.id for playlist in playlists])
    return [_row(playlist, *found.get(playlist.id, (0, 0.0, []))) for playlist in playlists]


def _last_changed(user_id: UserId) -> SelectOfScalar[Playlist]:
    query = select(Playlist).where(col(Playlist.user_id) == user_id, col(Playlist.deleted_at).is_(None))
    return query.order_by(col(Playlist.updated_at).desc(), col(Playlist.id).desc())


def playlist_of(viewer: UserId | None, playlist_id: PlaylistId) -> PlaylistPage:
    """A playlist and its songs in their order; raises NotFound unless it is the viewer's or public."""
    with db.read() as session:
        playlist = get_or_none(session, Playlist, playlist_id)
        own = playlist is not None and playlist.user_id == viewer
        if playlist is None or playlist.deleted_at is not None or not (own or playlist.public):
            raise NotFound
        owner = session.get_one(User, playlist.user_id)
        if not is_visible_to(viewer, owner):
            raise NotFound
        same_song = col(PlaylistSong.song_id) == Song.id
        query = (
            select_songs(viewer)
            .join(PlaylistSong, same_song)
            .where(col(PlaylistSong.playlist_id) == playlist.id, playable_by(viewer))
        )
        ordered = query.order_by(col(PlaylistSong.position), col(PlaylistSong.song_id))
        songs = [to_song_row(song, viewer) for song in session.connection().execute(ordered)]
        count = sa.select(sa.func.count()).where(col(PlaylistSong.playlist_id) == playlist.id)
        total = session.connection().execute(count).scalar_one()
    seconds = sum(song.track.seconds for song in songs)
    row = _row(playlist, len(songs), seconds, [song.id for song in songs[:COVERS]])
    return PlaylistPage(row, to_person_row(owner), own, total - len(songs), songs)


def playlists_with(user_id: UserId, song_id: SongId) -> set[str]:
    """The ids of those of a user's playlists that hold the song."""
    holding = (
        select(PlaylistSong.playlist_id)
        .join(Playlist, col(Playlist.id) == col(PlaylistSong.playlist_id))
        .where(col(PlaylistSong.song_id) == song_id, col(Playlist.user_id) == user_id)
    )
    with db.read() as session:
        return set(session.exec(holding))


def totals(session: Session, viewer: UserId | None, ids: list[str]) -> dict[str, tuple[int, float, list[str]]]:
    """For each playlist: how many songs the viewer may hear, how long they last, and the first few's ids."""
    rows = session.connection().execute(_totals(viewer), {"ids": ids})
    return {
        playlist: (count, seconds, [each.partition(":")[2] for each in sorted(songs.split(","))])
        for playlist, count, seconds, songs in rows
    }


# Statements are never changed, and to put one together takes longer than the database does.
@lru_cache(128)
def _totals(viewer: UserId | None) -> sa.Select:
    """What `totals` reads, of the playlists whose `ids` are given."""
    rank = sa.func.row_number().over(
        partition_by=col(PlaylistSong.playlist_id), order_by=(col(PlaylistSong.position), col(PlaylistSong.song_id))
    )
    playable = (
        sa.select(col(PlaylistSong.playlist_id), col(Song.id), col(Song.duration), rank.label("rank"))
        .join(Song, col(Song.id) == PlaylistSong.song_id)
        .where(col(PlaylistSong.playlist_id).in_(sa.bindparam("ids", expanding=True)), playable_by(viewer))
        .subquery()
    )
    position = sa.cast(playable.c.rank, sa.String)
    first = sa.func.aggregate_strings(sa.case((playable.c.rank <= COVERS, position + ":" + playable.c.id)), ",")
    sums = sa.select(playable.c.playlist_id, sa.func.count(), sa.func.sum(playable.c.duration), first)
    return sums.group_by(playable.c.playlist_id)


def _row(playlist: Playlist | sa.Row, count: int, seconds: float, covers: list[str]) -> PlaylistRow:
    number = t("{count, plural, one {# song} other {# songs}}", count=count)
    return PlaylistRow(
        id=playlist.id,
        title=playlist.title,
        description=playlist.description,
        about=" · ".join(filter(None, (number, clock(seconds)))),
        count=count,
        public=playlist.public,
        thumbs=[routes.media(song_id, "thumb") for song_id in covers],
    )


def playlist_card(playlist_id: PlaylistId) -> Card:
    """A public playlist's card, with the picture of its first song; raises NotFound for any other."""
    page = playlist_of(None, playlist_id)
    about = page.row.description[:200] or t(
        "A playlist by {name} · {details}", name=page.owner.name, details=page.row.about
    )
    cover = page.songs[0].id if page.songs else ""
    return Card(page.row.title, about, cover, artist=page.owner.name, handle=page.owner.handle)

"""Songs, albums, artists and playlists as Subsonic's API has them."""

from datetime import datetime
from typing import Any

from melodymaker.api.subsonic.parameters import ALBUM, ARTIST, PLAYLIST, SONG, outer_id
from melodymaker.library.catalog import AlbumRecord, ArtistRecord
from melodymaker.playlists.records import PlaylistRecord
from melodymaker.songs.records import SongRecord

_TRACKS = "AB"


def song_shape(song: SongRecord) -> dict[str, Any]:
    """A song."""
    return {
        "id": outer_id(SONG, song.id),
        "parent": outer_id(ALBUM, song.generation_id),
        "isDir": False,
        "title": song.title,
        "album": song.title,
        "artist": song.artist,
        "track": _TRACKS.find(song.take) + 1,
        "year": song.created_at.year,
        "genre": song.categories[0] if song.categories else None,
        "genres": [{"name": name} for name in song.categories],
        "coverArt": outer_id(SONG, song.id),
        "contentType": "audio/mpeg",
        "suffix": "mp3",
        "duration": round(song.duration),
        "path": f"{song.artist}/{song.title} ({song.take}).mp3".replace("\\", "/"),
        "playCount": song.listens,
        "created": _moment(song.created_at),
        "starred": _moment(song.favorite_at),
        "albumId": outer_id(ALBUM, song.generation_id),
        "artistId": outer_id(ARTIST, song.user_id),
        "type": "music",
        "mediaType": "song",
        "isVideo": False,
        "bpm": song.bpm,
    }


def album_shape(album: AlbumRecord) -> dict[str, Any]:
    """An album, without its songs."""
    return {
        "id": outer_id(ALBUM, album.id),
        "name": album.title,
        "title": album.title,
        "album": album.title,
        "parent": outer_id(ARTIST, album.artist_id),
        "isDir": True,
        "artist": album.artist,
        "artistId": outer_id(ARTIST, album.artist_id),
        "coverArt": outer_id(SONG, album.cover_id),
        "songCount": album.songs,
        "duration": round(album.seconds),
        "playCount": album.listens,
        "created": _moment(album.created_at),
        "starred": _moment(album.starred_at),
        "year": album.created_at.year,
    }


def artist_shape(artist: ArtistRecord) -> dict[str, Any]:
    """An artist, without their albums."""
    return {
        "id": outer_id(ARTIST, artist.id),
        "name": artist.name,
        "albumCount": artist.albums,
        "coverArt": outer_id(SONG, artist.cover_id),
    }


def playlist_shape(playlist: PlaylistRecord) -> dict[str, Any]:
    """A playlist, without its songs."""
    return {
        "id": outer_id(PLAYLIST, playlist.id),
        "name": playlist.title,
        "comment": playlist.description,
        "owner": playlist.handle,
        "public": playlist.public,
        "songCount": playlist.songs,
        "duration": round(playlist.seconds),
        "created": _moment(playlist.created_at),
        "changed": _moment(playlist.updated_at),
        "coverArt": outer_id(SONG, playlist.cover_id) if playlist.cover_id else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None

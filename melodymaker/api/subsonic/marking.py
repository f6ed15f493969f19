"""What an app changes: favorites, listens and playlists."""

from typing import Any

from melodymaker.api.subsonic.access import require_create
from melodymaker.api.subsonic.answers import MISSING, NOT_FOUND, Failed
from melodymaker.api.subsonic.asked import Asked, Method
from melodymaker.api.subsonic.parameters import ALBUM, PLAYLIST, SONG, row_of
from melodymaker.api.subsonic.shapes import playlist_shape, song_shape
from melodymaker.library.catalog import Part, library_songs
from melodymaker.library.service import set_favorite
from melodymaker.playlists import queries, service
from melodymaker.playlists.records import playlist_record, playlist_records
from melodymaker.songs.listens import count_listen
from melodymaker.songs.records import records_by_id
from melodymaker.types import PlaylistId, SongId

_MOST_AT_ONCE = 500
_GONE = "This is not here any more."


def _marked(*, on: bool) -> Method:
    def change(asked: Asked) -> dict[str, Any]:
        require_create(asked.holder)
        ids = [row_of(sent, SONG) for sent in asked.sent.all("id")]
        for sent in asked.sent.all("albumId"):
            ids += [song.id for song in library_songs(asked.user_id, Part(2), album=row_of(sent, ALBUM))]
        for song_id in ids[:_MOST_AT_ONCE]:
            set_favorite(asked.user_id, SongId(song_id), on=on)
        return {}

    return change


def _scrobble(asked: Asked) -> dict[str, Any]:
    """Count listens; that a song has begun (`submission=false`) counts for nothing."""
    asked.sent.needed("id")
    ids = [SongId(row_of(sent, SONG)) for sent in asked.sent.all("id")]
    if asked.sent.flag("submission", otherwise=True):
        require_create(asked.holder)
        for song_id in ids[:_MOST_AT_ONCE]:
            count_listen(asked.user_id, song_id)
    return {}


def _playlists(asked: Asked) -> dict[str, Any]:
    return {"playlists": {"playlist": [playlist_shape(one) for one in playlist_records(asked.user_id)]}}


def _playlist(asked: Asked) -> dict[str, Any]:
    return _shown(asked, PlaylistId(row_of(asked.sent.needed("id"), PLAYLIST)))


def _shown(asked: Asked, playlist_id: PlaylistId) -> dict[str, Any]:
    ids = [SongId(song.id) for song in queries.playlist_of(asked.user_id, playlist_id).songs]
    songs = records_by_id(asked.user_id, ids) if ids else []
    shape = playlist_shape(playlist_record(asked.user_id, playlist_id))
    return {"playlist": {**shape, "entry": [song_shape(song) for song in songs]}}


def _create_playlist(asked: Asked) -> dict[str, Any]:
    """Make a playlist of these songs, or with its id have one hold these instead of those it holds."""
    require_create(asked.holder)
    sent = asked.sent
    songs = [SongId(row_of(one, SONG)) for one in sent.all("songId")]
    if sent.get("playlistId"):
        playlist_id = PlaylistId(row_of(sent.get("playlistId"), PLAYLIST))
        for song in _own_songs(asked, playlist_id):
            service.remove_song(asked.user_id, playlist_id, song)
    elif sent.get("name"):
        playlist_id = service.create_playlist(asked.user_id, sent.get("name"))
    else:
        raise Failed(MISSING, "Required parameter is missing: name, or playlistId.")
    if songs:
        service.add_songs(asked.user_id, playlist_id, songs)
    return _shown(asked, playlist_id)


def _update_playlist(asked: Asked) -> dict[str, Any]:
    require_create(asked.holder)
    sent = asked.sent
    playlist_id = PlaylistId(row_of(sent.needed("playlistId"), PLAYLIST))
    songs = _own_songs(asked, playlist_id)
    row = queries.playlist_of(asked.user_id, playlist_id).row
    if any(sent.has(name) for name in ("name", "comment", "public")):
        public = sent.flag("public", otherwise=row.public)
        title, comment = sent.get("name") or row.title, sent.get("comment", row.description)
        service.edit_playlist(asked.user_id, playlist_id, title, comment, public=public)
    numbers = {int(text) for text in sent.all("songIndexToRemove") if text.isdecimal() and len(text) < 6}
    for number in numbers:
        if number < len(songs):
            service.remove_song(asked.user_id, playlist_id, songs[number])
    if added := [SongId(row_of(one, SONG)) for one in sent.all("songIdToAdd")]:
        service.add_songs(asked.user_id, playlist_id, added)
    return {}


def _delete_playlist(asked: Asked) -> dict[str, Any]:
    require_create(asked.holder)
    service.delete_playlist(asked.user_id, PlaylistId(row_of(asked.sent.needed("id"), PLAYLIST)))
    return {}


def _own_songs(asked: Asked, playlist_id: PlaylistId) -> list[SongId]:
    """The songs of one of the user's own playlists; raises Failed for anybody else's."""
    page = queries.playlist_of(asked.user_id, playlist_id)
    if not page.own:
        raise Failed(NOT_FOUND, _GONE)
    return [SongId(song.id) for song in page.songs]


METHODS: dict[str, Method] = {
    "star": _marked(on=True),
    "unstar": _marked(on=False),
    "scrobble": _scrobble,
    "getPlaylists": _playlists,
    "getPlaylist": _playlist,
    "createPlaylist": _create_playlist,
    "updatePlaylist": _update_playlist,
    "deletePlaylist": _delete_playlist,
}

"""Playlists."""

from melodymaker.api.v1.answers import (
    Added,
    Playlist,
    Playlists,
    PlaylistWithSongs,
    playlist_answer,
    playlist_with_songs,
)
from melodymaker.api.v1.bodies import PlaylistBody, PlaylistChanges, SongIds
from melodymaker.api.v1.endpoints import Call, Endpoint
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.playlists import queries, service
from melodymaker.songs.records import records_by_id
from melodymaker.types import PlaylistId, SongId


def list_playlists(call: Call) -> Playlists:
    """The caller's playlists."""
    return Playlists(playlists=[playlist_answer(row) for row in queries.playlists_of(call.holder.user_id)])


def get_playlist(call: Call) -> PlaylistWithSongs:
    """A playlist with its songs."""
    page = queries.playlist_of(call.holder.user_id, _playlist_id(call))
    ids = [SongId(song.id) for song in page.songs]
    songs = records_by_id(call.holder.user_id, ids) if ids else []
    return playlist_with_songs(page.row, page.owner.handle, songs, own=page.own)


def create_playlist(call: Call) -> Playlist:
    """Make an empty playlist."""
    body: PlaylistBody = call.body
    actor = call.holder.user_id
    made = service.create_playlist(actor, body.title, body.description, public=body.public)
    return playlist_answer(queries.playlist_of(actor, made).row)


def change_playlist(call: Call) -> Playlist:
    """Change what is given of a playlist."""
    changes: PlaylistChanges = call.body
    actor, playlist_id = call.holder.user_id, _playlist_id(call)
    page = queries.playlist_of(actor, playlist_id)
    given = changes.model_dump(exclude_none=True)
    values = {name: given.get(name, getattr(page.row, name)) for name in ("title", "description", "public")}
    service.edit_playlist(actor, playlist_id, **values)
    return playlist_answer(queries.playlist_of(actor, playlist_id).row)


def delete_playlist(call: Call) -> None:
    """Delete a playlist."""
    service.delete_playlist(call.holder.user_id, _playlist_id(call))


def add_songs(call: Call) -> Added:
    """Put songs at the end of a playlist."""
    actor, playlist_id = call.holder.user_id, _playlist_id(call)
    ids = [SongId(song_id) for song_id in call.body.song_ids]
    if not queries.playlist_of(actor, playlist_id).own:
        raise NotFound
    try:
        return Added(added=service.add_songs(actor, playlist_id, ids))
    except NotFound as error:
        raise InvalidInput({"song_ids": _NO_SONG}) from error


def remove_song(call: Call) -> None:
    """Take a song out of a playlist."""
    service.remove_song(call.holder.user_id, _playlist_id(call), SongId(call.path["song_id"]))


def _playlist_id(call: Call) -> PlaylistId:
    return PlaylistId(call.path["playlist_id"])


_NO_SONG = "One of these songs is not there, or not for you to hear."
_ONE = "/playlists/{playlist_id}"
_MISSING = (NotFound,)

ENDPOINTS = (
    Endpoint("GET", "/playlists", "list_playlists", "List your playlists", list_playlists, Playlists),
    Endpoint(
        "POST", "/playlists", "create_playlist", "Make a playlist", create_playlist, Playlist, 201, body=PlaylistBody
    ),
    Endpoint(
        "GET", _ONE, "get_playlist", "Get a playlist with its songs", get_playlist, PlaylistWithSongs, problems=_MISSING
    ),
    Endpoint(
        "PATCH",
        _ONE,
        "change_playlist",
        "Change a playlist",
        change_playlist,
        Playlist,
        body=PlaylistChanges,
        problems=_MISSING,
    ),
    Endpoint(
        "DELETE",
        _ONE,
        "delete_playlist",
        "Delete a playlist",
        delete_playlist,
        status=204,
        problems=_MISSING,
        about="Its songs stay.",
    ),
    Endpoint(
        "POST",
        f"{_ONE}/songs",
        "add_songs",
        "Add songs to a playlist",
        add_songs,
        Added,
        body=SongIds,
        problems=(NotFound, InvalidInput),
    ),
    Endpoint(
        "DELETE",
        f"{_ONE}/songs/{{song_id}}",
        "remove_song",
        "Take a song out of a playlist",
        remove_song,
        status=204,
        problems=_MISSING,
    ),
)

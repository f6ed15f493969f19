"""Downloads: one song as a labelled file, or many as a ZIP that is made while it is sent."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from starlette.background import BackgroundTask
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.answers import refused
from melodymaker.api.visitors import signed_in_user
from melodymaker.db import in_thread
from melodymaker.downloads import queries, service
from melodymaker.downloads.service import FORMATS, ONE_SONG_FORMATS, Download
from melodymaker.errors import MelodyError, NotFound
from melodymaker.exports import service as exports
from melodymaker.types import PlaylistId, SongId, UserId
from melodymaker.web.media_types import attachment
from melodymaker.web.ranges import FileInParts

MOST_SONGS = 5_000
_MAX_FORM = 256 * 1024


async def get_song(request: Request) -> Response:
    """One of the visitor's own songs."""
    try:
        user_id = await signed_in_user(request)
        song_id = SongId(request.path_params["song_id"])
        return await song_file(user_id, song_id, request.path_params["form"])
    except MelodyError as error:
        return refused(error)


async def song_file(user_id: UserId, song_id: SongId, form: str) -> Response:
    """The file of one of the user's own songs, or the part of it that is asked for.

    Raises NotFound, FileUnreadable and NoRoom. Looking at it, and going on with it, are no downloads of their own.
    """
    if form not in ONE_SONG_FORMATS:
        raise NotFound
    download = await in_thread(queries.one_download, user_id, song_id)
    folder, path = await in_thread(_made, download, form)
    # The file is made anew each time, so its own time says nothing; what goes on has to be of the same song and size.
    headers = {
        "Content-Disposition": attachment(f"{download.name}.{form}"),
        "ETag": f'"{download.song.id}-{form}-{path.stat().st_size}"',
        **_PRIVATE,
    }
    # Where nobody waits for the end, the folder goes with its object.
    return FileInParts(
        path,
        media_type=_TYPES[form],
        headers=headers,
        background=BackgroundTask(folder.cleanup),
        begun=lambda: in_thread(service.count_download, download.song),
    )


async def get_playlist(request: Request) -> Response:
    """The visitor's own songs of a playlist."""
    try:
        form = _form(request)
        playlist_id = PlaylistId(request.path_params["playlist_id"])
        playlist = await in_thread(queries.in_playlist, await signed_in_user(request), playlist_id)
    except MelodyError as error:
        return refused(error)
    return _zip(request, playlist.title, playlist.songs, form)


async def get_songs(request: Request) -> Response:
    """The visitor's own songs named in a posted form, or with GET all of them."""
    try:
        form = _form(request)
        user_id = await signed_in_user(request)
        if request.method != "POST":
            title = "MelodyMaker songs"
            songs = await in_thread(queries.whole_library, user_id)
        else:
            songs = await in_thread(queries.selected, user_id, await _posted(request))
            title = service.counted(len(songs))
    except MelodyError as error:
        return refused(error)
    return _zip(request, title, songs, form)


async def _posted(request: Request) -> list[SongId]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_FORM:
            raise NotFound
    ids = parse_qs(body.decode("utf-8", "replace")).get("song", [])
    return [SongId(song_id) for song_id in dict.fromkeys(ids)][:MOST_SONGS]


def _made(download: Download, form: str) -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """The file, and the folder to be removed after it is sent."""
    folder = service.new_folder()
    try:
        return folder, service.made_file(download, form, Path(folder.name))
    except BaseException:
        folder.cleanup()
        raise


def _zip(request: Request, title: str, songs: Sequence[Download], form: str) -> Response:
    headers = {
        "Content-Disposition": attachment(f"{service.file_name(title)}.zip"),
        **_PRIVATE,
    }
    if request.method == "HEAD":
        return Response(media_type="application/zip", headers=headers)
    pieces: Iterator[bytes] = service.zipped(songs, form)
    return StreamingResponse(iterate_in_threadpool(pieces), media_type="application/zip", headers=headers)


async def get_export(request: Request) -> Response:
    """Everything that is the visitor's own."""
    try:
        user_id = await signed_in_user(request)
        exports.count_export(user_id)
    except MelodyError as error:
        return refused(error)
    headers = {"Content-Disposition": attachment("MelodyMaker export.zip"), **_PRIVATE}
    pieces = iterate_in_threadpool(exports.exported(user_id))
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


def _form(request: Request) -> str:
    return _check(request.path_params["form"])


def _check(form: str) -> str:
    if form not in FORMATS:
        raise NotFound
    return form


_TYPES = {
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "lrc": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
_PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}

ROUTES = [
    Route(routes.EXPORT, get_export),
    Route(routes.DOWNLOAD_SONG, get_song),
    Route(routes.DOWNLOAD_PLAYLIST, get_playlist),
    Route(routes.DOWNLOAD_SONGS, get_songs, methods=["GET", "POST"]),
]

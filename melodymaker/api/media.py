"""The songs' files: a lasting address that checks the right, and leads to a signed one that expires."""

import tempfile
from dataclasses import asdict
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from melodymaker import cookies, ports, routes
from melodymaker.accounts.queries import user_of_session
from melodymaker.db import in_thread
from melodymaker.errors import NotFound
from melodymaker.media_types import attachment, content_type
from melodymaker.player.queries import Words, words_of
from melodymaker.songs.queries import media_name
from melodymaker.types import FileName, Seconds, SongId, UserId

LIFETIME = Seconds(3600)
MAX_UPLOAD = 256 * 1024 * 1024
_NO_ADDRESS = "This address has expired, or was never good."
# Pictures may be asked for again by the same browser while their signed address is still good.
_CACHE = {"cover": "private, max-age=1800", "thumb": "private, max-age=1800"}


async def get_song_file(request: Request) -> Response:
    """Lead to a song's file, if it is the visitor's to have."""
    kind = request.path_params["kind"]
    try:
        name, save_as = await in_thread(_name, cookies.request_token(request), request.path_params["song_id"], kind)
    except NotFound as error:
        return PlainTextResponse(error.message, 404)
    address = ports.in_use().storage.url(name, LIFETIME, save_as)
    return RedirectResponse(address, 302, headers={"Cache-Control": _CACHE.get(kind, "no-store")})


async def get_lyrics(request: Request) -> Response:
    """A song's words and their times, for whoever may hear it."""
    try:
        words = await in_thread(_words, cookies.request_token(request), request.path_params["song_id"])
    except NotFound as error:
        return PlainTextResponse(error.message, 404)
    return JSONResponse(asdict(words), headers={"Cache-Control": "private, no-store"})


async def get_signed_file(request: Request) -> Response:
    """A file of the folder storage, in ranges, for whoever holds a signed address."""
    query = request.query_params
    try:
        path = await in_thread(
            ports.in_use().storage.signed_file,
            request.path_params["name"],
            query.get("expires", ""),
            query.get("signature", ""),
            query.get("download", ""),
        )
    except NotFound:
        return PlainTextResponse(_NO_ADDRESS, 403)
    headers = {"Cache-Control": "private, max-age=3600, immutable", "X-Content-Type-Options": "nosniff"}
    if download_as := query.get("download"):
        headers["Content-Disposition"] = attachment(download_as)
    return FileResponse(path, media_type=content_type(path.name), headers=headers)


async def put_signed_file(request: Request) -> Response:
    """Take a file for whoever holds a signed address to upload it to."""
    query = request.query_params
    with tempfile.NamedTemporaryFile() as part:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_UPLOAD:
                return PlainTextResponse("This file is too large.", 413)
            part.write(chunk)
        part.flush()
        try:
            await in_thread(
                ports.in_use().storage.take_upload,
                request.path_params["name"],
                query.get("expires", ""),
                query.get("signature", ""),
                request.headers.get("content-type", ""),
                Path(part.name),
            )
        except NotFound:
            return PlainTextResponse(_NO_ADDRESS, 403)
    return Response(status_code=200)


def _visitor(token: str) -> UserId | None:
    user = user_of_session(token) if token else None
    return user.id if user else None


def _name(token: str, song_id: str, kind: str) -> tuple[FileName, str]:
    return media_name(_visitor(token), SongId(song_id), kind)


def _words(token: str, song_id: str) -> Words:
    return words_of(_visitor(token), SongId(song_id))


ROUTES = [
    Route(routes.MEDIA_LYRICS, get_lyrics),
    Route(routes.MEDIA_SONG, get_song_file),
    Route(routes.MEDIA_FILE, get_signed_file),
    Route(routes.MEDIA_FILE, put_signed_file, methods=["PUT"]),
]

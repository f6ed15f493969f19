"""The songs' files: a lasting address that checks the right, and leads to a signed one that expires."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from melodymaker import ports, routes
from melodymaker.api.answers import refused
from melodymaker.api.visitors import visitor_of
from melodymaker.db import in_thread
from melodymaker.downloads.covers import card_picture
from melodymaker.errors import FileUnreadable, MelodyError, NoRoom, NotFound, is_disk_full
from melodymaker.songs.lyrics import timed_lyrics_of
from melodymaker.songs.queries import media_name
from melodymaker.songs.tiles import tile_name
from melodymaker.types import FileName, Seconds, SongId
from melodymaker.web.media_types import attachment, content_type
from melodymaker.web.ranges import FileInParts

LIFETIME = Seconds(3600)
MAX_UPLOAD = 256 * 1024 * 1024
_MOST_DIGITS = 18
_NO_ADDRESS = "This address has expired, or was never good."
# Pictures may be asked for again by the same browser while their signed address is still good.
_CACHE = dict.fromkeys(("cover", "thumb", "tile"), "private, max-age=1800")
_TILE = "tile"


async def get_song_file(request: Request) -> Response:
    """Lead to a song's file, if it is the visitor's to have."""
    kind = request.path_params["kind"]
    try:
        song_id = SongId(request.path_params["song_id"])
        visitor = await visitor_of(request)
        if kind == _TILE:
            name, save_as = await in_thread(tile_name, visitor, song_id), ""
        else:
            name, save_as = await in_thread(media_name, visitor, song_id, kind)
    except MelodyError as error:
        return refused(error)
    address = ports.in_use().storage.url(name, LIFETIME, save_as)
    return RedirectResponse(address, 302, headers={"Cache-Control": _CACHE.get(kind, "no-store")})


async def get_card(request: Request) -> Response:
    """The cover of a published song as a JPEG, which every site that shows links can draw."""
    try:
        picture = await in_thread(card_picture, SongId(request.path_params["song_id"]))
    except MelodyError as error:
        return refused(error)
    return Response(picture, media_type="image/jpeg", headers={"Cache-Control": "public, max-age=3600"})


async def get_lyrics(request: Request) -> Response:
    """A song's words and their times, for whoever may hear it."""
    try:
        song_id = SongId(request.path_params["song_id"])
        found = await in_thread(timed_lyrics_of, await visitor_of(request), song_id)
    except MelodyError as error:
        return refused(error)
    return JSONResponse(asdict(found), headers={"Cache-Control": "private, no-store"})


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
    except FileUnreadable as error:
        return refused(error)
    headers = {"Cache-Control": "private, max-age=3600, immutable", "X-Content-Type-Options": "nosniff"}
    if download_as := query.get("download"):
        headers["Content-Disposition"] = attachment(download_as)
    return FileInParts(path, media_type=content_type(path.name), headers=headers)


async def put_signed_file(request: Request) -> Response:
    """Take a file for whoever holds a signed address to upload it to. Nothing is read before all else is right."""
    query = request.query_params
    try:
        name = await in_thread(
            ports.in_use().storage.check_upload,
            request.path_params["name"],
            query.get("expires", ""),
            query.get("signature", ""),
            request.headers.get("content-type", ""),
        )
    except NotFound:
        return PlainTextResponse(_NO_ADDRESS, 403)
    size = _announced_size(request.headers.get("content-length", ""))
    if size is None:
        return PlainTextResponse("Say with Content-Length how many bytes this file has.", 411)
    if size > MAX_UPLOAD:
        return PlainTextResponse("This file is too large.", 413)
    try:
        return await _kept(request, size, name)
    except MelodyError as error:
        return refused(error)
    except OSError as error:
        if not is_disk_full(error):
            raise
        return refused(NoRoom())


async def _kept(request: Request, size: int, name: FileName) -> Response:
    with tempfile.NamedTemporaryFile() as part:
        if not await _received(request, size, part):
            return PlainTextResponse("This file is longer or shorter than its Content-Length says.", 400)
        await in_thread(ports.in_use().storage.put, name, Path(part.name))
    return Response(status_code=200)


def _announced_size(header: str) -> int | None:
    """The bytes that a Content-Length announces, or None without one; a number of many digits is only too large."""
    if not header.isascii() or not header.isdigit():
        return None
    return int(header) if len(header) <= _MOST_DIGITS else MAX_UPLOAD + 1


async def _received(request: Request, size: int, part: IO[bytes]) -> bool:
    """Whether the body came, whole and no longer than announced; it is in the file then."""
    received = 0
    try:
        async for chunk in request.stream():
            received += len(chunk)
            if received > size:
                return False
            part.write(chunk)
    except ClientDisconnect:
        return False
    part.flush()
    return received == size


ROUTES = [
    Route(routes.MEDIA_CARD, get_card),
    Route(routes.MEDIA_LYRICS, get_lyrics),
    Route(routes.MEDIA_SONG, get_song_file),
    Route(routes.MEDIA_FILE, get_signed_file),
    Route(routes.MEDIA_FILE, put_signed_file, methods=["PUT"]),
]

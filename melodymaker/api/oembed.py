"""oEmbed (oembed.com): how a pasted link of a song or a playlist becomes a player."""

from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Match, Route

from melodymaker import routes
from melodymaker.api.answers import refused
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError, NotFound
from melodymaker.playlists.queries import playlist_card
from melodymaker.settings import load_settings
from melodymaker.songs.page_queries import Card, song_card
from melodymaker.types import PlaylistId, SongId

_LONGEST = 2_000
_WIDTH = 560
_LEAST_WIDTH = 240
_MOST_DIGITS = 6
_SONG = Route(routes.song("{key}"), lambda _request: None)
_PLAYLIST = Route(routes.playlist("{key}"), lambda _request: None)


async def get_oembed(request: Request) -> Response:
    """The player of the page that `url` names, no wider than `maxwidth`; JSON only."""
    query = request.query_params
    if query.get("format", "json") != "json":
        return PlainTextResponse("Only JSON is offered here.", 501)
    width = query.get("maxwidth", "")
    try:
        card, frame, height = await in_thread(_player, query.get("url", "")[:_LONGEST])
    except MelodyError as error:
        return refused(error)
    asked = int(width) if width.isascii() and width.isdigit() and len(width) < _MOST_DIGITS else _WIDTH
    answer = _answer(card, frame, min(_WIDTH, max(_LEAST_WIDTH, asked)), height)
    return JSONResponse(answer, headers={"Cache-Control": "public, max-age=300"})


def _player(address: str) -> tuple[Card, str, int]:
    """The card of a published song or playlist, its player's address and height; raises NotFound."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise NotFound from error
    if parts.netloc != urlsplit(load_settings().url).netloc:
        raise NotFound
    scope = {"type": "http", "method": "GET", "path": parts.path.rstrip("/"), "root_path": ""}
    match, found = _SONG.matches(scope)
    if match == Match.FULL:
        key = found["path_params"]["key"]
        return song_card(SongId(key)), routes.embed(key), routes.EMBED_HEIGHT
    match, found = _PLAYLIST.matches(scope)
    if match == Match.FULL:
        key = found["path_params"]["key"]
        return playlist_card(PlaylistId(key)), routes.embed_playlist(key), routes.EMBED_PLAYLIST_HEIGHT
    raise NotFound


def _answer(card: Card, frame: str, width: int, height: int) -> dict[str, object]:
    site = load_settings().url
    source = escape(site + frame)
    title = escape(card.title)
    player = f'<iframe src="{source}" width="{width}" height="{height}" title="{title}" style="border:0"></iframe>'
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "MelodyMaker",
        "provider_url": site,
        "title": card.title,
        "html": player,
        "width": width,
        "height": height,
        "cache_age": 300,
    }
    if card.artist:
        answer |= {"author_name": card.artist, "author_url": site + routes.profile(card.handle)}
    if card.song_id:
        thumb = site + routes.media(card.song_id, "thumb")
        answer |= {"thumbnail_url": thumb, "thumbnail_width": 256, "thumbnail_height": 256}
    return answer


ROUTES = [Route(routes.OEMBED, get_oembed)]

"""What links show where they are pasted, and the player that other sites embed.

Pages are drawn in the browser; programs that only read the page's head would find nothing in it. So the addresses of
songs and playlists are answered here with the built page, and the card of what is published put into its head.
"""

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.embed import player, playlist_player
from melodymaker.api.visitors import visitor_of
from melodymaker.db import in_thread
from melodymaker.downloads.covers import CARD_SIDE
from melodymaker.errors import NotFound
from melodymaker.i18n import current, t
from melodymaker.playlists.queries import playlist_card, playlist_of
from melodymaker.profiles.queries import profile_card, profile_of
from melodymaker.settings import load_settings
from melodymaker.songs.page_queries import Card, song_card, song_page
from melodymaker.types import PlaylistId, SongId, UserId
from melodymaker.web.security_headers import pages
from melodymaker.web.translated_pages import pages_of

NAME = "MelodyMaker"


async def get_song(request: Request) -> Response:
    """A song's page: with its card when it is published, 404 when it is not the visitor's."""
    song_id = SongId(request.path_params["song_id"])
    path = routes.song(song_id)
    return await _page_with_card(request, path, lambda: song_card(song_id), lambda user_id: song_page(user_id, song_id))


async def get_playlist(request: Request) -> Response:
    """A playlist's page: with its card when it is public, 404 when it is not the visitor's."""
    playlist_id = PlaylistId(request.path_params["playlist_id"])
    path = routes.playlist(playlist_id)
    return await _page_with_card(
        request, path, lambda: playlist_card(playlist_id), lambda user_id: playlist_of(user_id, playlist_id)
    )


async def get_embed(request: Request) -> Response:
    """A published song's player, for a frame on another site."""
    song_id = SongId(request.path_params["song_id"])
    try:
        card = await in_thread(song_card, song_id)
    except NotFound:
        return HTMLResponse(player(None, ""), 404)
    return HTMLResponse(player(card, load_settings().url), headers={"Cache-Control": "public, max-age=300"})


async def get_embedded_playlist(request: Request) -> Response:
    """A public playlist's player, for a frame on another site."""
    playlist_id = PlaylistId(request.path_params["playlist_id"])
    try:
        page = await in_thread(playlist_of, None, playlist_id)
    except NotFound:
        return HTMLResponse(playlist_player(None, ""), 404)
    text = playlist_player(page, load_settings().url)
    return HTMLResponse(text, headers={"Cache-Control": "public, max-age=300"})


async def get_profile(request: Request) -> Response:
    """A person's page, with their card; a former handle leads to the one of today."""
    handle = request.path_params["handle"]
    try:
        card = await in_thread(profile_card, handle)
    except NotFound:
        return await _page_with_card(
            request, routes.profile(handle), _no_card, lambda user_id: profile_of(user_id, handle)
        )
    if card.handle != handle:
        return RedirectResponse(routes.profile(card.handle), 301, headers={"Cache-Control": "public, max-age=3600"})
    feed = f'<link rel="alternate" type="application/atom+xml" href="{escape(routes.profile(handle) + routes.FEED)}">'
    return await _page(_head(card, routes.profile(handle), "profile") + feed)


def _no_card() -> Card:
    raise NotFound


async def _page_with_card(
    request: Request, path: str, read_card: Callable[[], Card], read_page: Callable[[UserId | None], object]
) -> Response:
    """The built page with the card; without one where there is none, or 404 where the visitor may not see the page."""
    try:
        card = await in_thread(read_card)
    except NotFound:
        card = None
    if card:
        return await _page(_head(card, path))
    try:
        await in_thread(read_page, await visitor_of(request))
    except NotFound:
        return await _page("", 404)
    return await _page("")


async def _page(head: str, status: int = 200) -> Response:
    """The built page that draws whatever its address says, with more in its head."""
    built = pages_of(pages(), current()) / "404.html"
    try:
        text = await in_thread(built.read_text, "utf-8")
    except FileNotFoundError:
        return PlainTextResponse("The pages are not built here.", 404)
    headers = {"Cache-Control": "no-cache", "Vary": "Cookie"}
    return HTMLResponse(text.replace("</head>", f"{head}</head>", 1), status, headers=headers)


def _head(card: Card, path: str, kind: str = "") -> str:
    """The card as Open Graph and Twitter read it (ogp.me; developer.x.com, Cards markup), and where its player is."""
    site = load_settings().url
    kind = kind or ("music.song" if card.seconds else "music.playlist")
    values = {
        "og:site_name": NAME,
        "og:type": kind,
        "og:title": card.title,
        "og:description": card.about,
        "og:url": f"{site}{path}",
        "twitter:card": "summary_large_image" if card.song_id else "summary",
        "twitter:title": card.title,
        "twitter:description": card.about,
    }
    if card.song_id:
        picture = f"{site}{routes.MEDIA_CARD.format(song_id=card.song_id)}"
        size = {"og:image:width": str(CARD_SIDE), "og:image:height": str(CARD_SIDE)}
        form = {"og:image:type": "image/jpeg", "og:image:alt": t("The cover of {title}", title=card.title)}
        values |= {"og:image": picture, **size, **form, "twitter:image": picture}
    if card.seconds:
        values |= {"music:duration": str(card.seconds), "og:audio": f"{site}{routes.media(card.song_id, 'stream')}"}
    tags = [f'<meta {_name(name)}="{name}" content="{escape(value)}">' for name, value in values.items()]
    if kind != "profile":
        player = f"{site}{routes.OEMBED}?{urlencode({'url': site + path})}"
        tags.append(f'<link rel="alternate" type="application/json+oembed" href="{escape(player)}">')
    title = f"<title>{escape(card.title)} · {NAME}</title>"
    about = f'<meta name="description" content="{escape(card.about)}">'
    return "".join([title, about, f'<link rel="canonical" href="{escape(site + path)}">', *tags])


def _name(name: str) -> str:
    return "name" if name.startswith("twitter:") else "property"


async def lead_to_page(request: Request) -> Response:
    """Lead from an address with a slash at its end to the page's own."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path.rstrip('/')}{query}", 301)


_PAGES = {
    routes.song("{song_id}"): get_song,
    routes.playlist("{playlist_id}"): get_playlist,
    routes.profile("{handle}"): get_profile,
}
ROUTES = [
    *(Route(path, get_page) for path, get_page in _PAGES.items()),
    *(Route(f"{path}/", lead_to_page) for path in _PAGES),
    Route(routes.EMBED_PLAYLIST, get_embedded_playlist),
    Route(routes.EMBED, get_embed),
]

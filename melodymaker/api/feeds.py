"""What programs read of the public pages: Atom feeds, robots.txt and sitemaps."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.answers import refused
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError
from melodymaker.settings import load_settings
from melodymaker.sharing import documents, queries
from melodymaker.sharing.queries import PublicPage

_ATOM = "application/atom+xml; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_CACHE = {"Cache-Control": "public, max-age=300"}
_NOT_FOR_ROBOTS = (
    *(routes.ADMIN, routes.SETTINGS, routes.STATS, routes.LIBRARY, routes.CREATE, routes.SEARCH, "/auth/", "/media/"),
    *("/download/", "/tracks/", "/account/"),
)
# What a link's preview shows.
_FOR_ROBOTS = (routes.MEDIA_CARD.format(song_id="*"),)
_LISTS: dict[str, Callable[[], list[PublicPage]]] = {
    "people": queries.people_pages,
    "playlists": queries.playlist_pages,
}


async def get_new(_request: Request) -> Response:
    """The newest songs as an Atom feed."""
    feed = await in_thread(queries.newest_songs)
    return Response(documents.atom(feed, load_settings().url, routes.FEED), media_type=_ATOM, headers=_CACHE)


async def get_person(request: Request) -> Response:
    """A person's newest songs as an Atom feed."""
    try:
        feed = await in_thread(queries.newest_songs_of, request.path_params["handle"])
    except MelodyError as error:
        return refused(error)
    own = f"{feed.address}{routes.FEED}"
    return Response(documents.atom(feed, load_settings().url, own), media_type=_ATOM, headers=_CACHE)


async def get_robots(_request: Request) -> Response:
    """What robots are to leave alone, and where the public pages are listed."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
    lines += [f"Allow: {path}" for path in _FOR_ROBOTS]
    text = "\n".join([*lines, f"Sitemap: {load_settings().url}{routes.SITEMAP}", ""])
    return PlainTextResponse(text, headers=_CACHE)


async def get_sitemap_index(_request: Request) -> Response:
    """The sitemaps: a month of songs each, the people, the playlists."""
    names = [*_LISTS, *await in_thread(queries.months)]
    parts = [routes.SITEMAP_PART.format(name=name) for name in names]
    return Response(documents.sitemap_index(parts, load_settings().url), media_type=_XML, headers=_CACHE)


async def get_sitemap(request: Request) -> Response:
    """The public pages of one kind."""
    name = request.path_params["name"]
    try:
        read = _LISTS.get(name)
        pages = await (in_thread(read) if read else in_thread(queries.songs_of_month, name))
    except MelodyError as error:
        return refused(error)
    return Response(documents.sitemap(pages, load_settings().url), media_type=_XML, headers=_CACHE)


ROUTES = [
    Route(routes.FEED, get_new),
    Route(routes.FEED_PERSON, get_person),
    Route(routes.ROBOTS, get_robots),
    Route(routes.SITEMAP, get_sitemap_index),
    Route(routes.SITEMAP_PART, get_sitemap),
]

"""The HTTP routes beside the pages."""

from starlette.applications import Starlette

from melodymaker.api import (
    auth,
    auth_links,
    downloads,
    feeds,
    health,
    media,
    oembed,
    pictures,
    stats,
    tracks,
    unsubscribe,
)
from melodymaker.api import link_previews as shared


def http_routes() -> Starlette:
    """Every route that is neither a page nor Reflex's own."""
    modules = (auth, auth_links, media, pictures, downloads, shared, oembed, feeds, stats, tracks, unsubscribe, health)
    return Starlette(routes=[route for module in modules for route in module.ROUTES])

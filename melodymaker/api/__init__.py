"""The HTTP routes beside the pages."""

from starlette.applications import Starlette

from melodymaker.api import auth, downloads, feeds, health, media, oembed, pictures, stats, tracks, unsubscribe, v1
from melodymaker.api import link_previews as shared


def http_routes() -> Starlette:
    """Every route that is neither a page nor Reflex's own."""
    modules = (auth, media, pictures, downloads, shared, oembed, feeds, stats, tracks, unsubscribe, health, v1)
    return Starlette(routes=[route for module in modules for route in module.ROUTES])

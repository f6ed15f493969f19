"""The HTTP routes beside the pages."""

from starlette.applications import Starlette

from melodymaker.api import (
    auth,
    auth_links,
    auth_passkeys,
    auth_providers,
    auth_settings,
    downloads,
    feeds,
    health,
    link_previews,
    mcp,
    media,
    metrics,
    oembed,
    pictures,
    polar_webhook,
    stats,
    subsonic,
    tracks,
    unsubscribe,
    v1,
)
from melodymaker.api.mcp.endpoint import ENDPOINT

_MODULES = (
    *(auth, auth_links, auth_passkeys, auth_providers, auth_settings, media, pictures, downloads, link_previews),
    *(oembed, feeds, stats, tracks, unsubscribe, polar_webhook, health, metrics, v1, mcp, subsonic),
)


def http_routes() -> Starlette:
    """Every route that is neither a page nor Reflex's own."""
    routes = [route for module in _MODULES for route in module.ROUTES]
    # Reflex runs the lifespan that app.py registers, and not this one, which is there for the routes alone.
    return Starlette(routes=routes, lifespan=lambda _: ENDPOINT.running())

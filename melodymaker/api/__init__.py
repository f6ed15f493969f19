"""The HTTP routes beside the pages."""

from starlette.applications import Starlette

from melodymaker.api import auth, downloads, health, media, pictures, tracks
from melodymaker.api import link_previews as shared


def http_routes() -> Starlette:
    """Every route that is neither a page nor Reflex's own."""
    return Starlette(
        routes=[
            *auth.ROUTES,
            *media.ROUTES,
            *pictures.ROUTES,
            *downloads.ROUTES,
            *shared.ROUTES,
            *tracks.ROUTES,
            *health.ROUTES,
        ]
    )

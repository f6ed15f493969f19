"""A worker's own metrics, on a port of its own (METRICS_PORT): its memory and handles, and what all processes tell."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from melodymaker import routes
from melodymaker.metrics.exposition import CONTENT_TYPE, exposition
from melodymaker.metrics.permissions import REFUSAL, may_read


@contextmanager
def serving(host: str, port: int) -> Iterator[int]:
    """Metrics are answered at the port until the block ends; none where it is 0. Gives the port."""
    if not port:
        yield 0
        return
    server = ThreadingHTTPServer((host, port), _Handler)
    thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    # Whoever asks and says nothing more holds a thread no longer than so many seconds.
    timeout = 10

    def do_GET(self) -> None:
        """The metrics, for whom they are for."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.path != routes.METRICS:
            self._answer(404, b"")
        elif not may_read(self.client_address[0], headers):
            self._answer(403, REFUSAL.encode())
        else:
            self._answer(200, exposition(), CONTENT_TYPE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the names are the server's
        """Nothing: each scrape would be a line."""

    def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

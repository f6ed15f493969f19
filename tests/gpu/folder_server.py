"""The app's folder storage with its two routes on loopback, as the app itself serves them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qs, urlsplit

from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.errors import NotFound


@contextmanager
def serve_folder(folder: Path) -> Iterator[LocalStorage]:
    """A storage whose addresses work until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            with NamedTemporaryFile() as part:
                # Like an object store: a length, and no chunks.
                part.write(self.rfile.read(int(self.headers["Content-Length"])))
                part.flush()
                try:
                    name = storage.check_upload(*self._address(), self.headers["Content-Type"])
                except NotFound:
                    self._answer(403, b"")
                else:
                    storage.put(name, Path(part.name))
                    self._answer(200, b"")

        def do_GET(self) -> None:
            try:
                self._answer(200, storage.signed_file(*self._address()).read_bytes())
            except NotFound:
                self._answer(403, b"")

        def _address(self) -> tuple[str, str, str]:
            address = urlsplit(self.path)
            query = parse_qs(address.query)
            return address.path.rpartition("/")[2], query.get("expires", [""])[0], query.get("signature", [""])[0]

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        storage = LocalStorage(folder, b"a secret for tests only", f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield storage
        finally:
            server.shutdown()
            thread.join()

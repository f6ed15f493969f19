"""Uploads to storages that fail now and then, and downloads of unsuitable sources."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gpu import transfer
from gpu.contract import ErrorCode
from gpu.errors import Cancelled, ServiceError


def go_on() -> None:
    """The job is not cancelled."""


class Store(ThreadingHTTPServer):
    """Answers with the given statuses in turn, the last one for good; keeps what it was sent."""

    statuses: list[int]
    content = b"sound"

    def __init__(self) -> None:
        self.puts: list[tuple[bytes, str]] = []
        self.requests = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    def next(self) -> int:
        self.requests += 1
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def url(self, path: str = "/x") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Store

    def do_PUT(self) -> None:
        assert "Transfer-Encoding" not in self.headers
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.puts.append((body, self.headers["Content-Type"]))
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(self.server.content)

    def _answer(self, body: bytes) -> None:
        status = self.server.next()
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Location", self.server.url("/elsewhere"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(transfer, "_PAUSES_SECONDS", (0, 0, 0))
    with Store() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "song.flac"
    path.write_bytes(b"sound" * 100_000)
    return path


@pytest.mark.parametrize("statuses", [[200], [503, 200], [500, 0, 502, 201]])
def test_upload_retries_after_server_errors(store: Store, file: Path, statuses: list[int]) -> None:
    tries = len(statuses)
    store.statuses = statuses
    transfer.upload(file, store.url(), "audio/flac", go_on)
    assert store.requests == tries
    assert store.puts[-1] == (file.read_bytes(), "audio/flac")


@pytest.mark.parametrize(("status", "tries"), [(403, 1), (307, 1), (503, 4)])
def test_upload_fails_when_the_store_refuses(store: Store, file: Path, status: int, tries: int) -> None:
    store.statuses = [status]
    with pytest.raises(ServiceError) as failed:
        transfer.upload(file, store.url(), "audio/flac", go_on)
    assert failed.value.error.code is ErrorCode.UPLOAD_FAILED
    assert failed.value.error.retry
    assert store.requests == tries


def test_upload_stops_when_cancelled(store: Store, file: Path) -> None:
    store.statuses = [503]

    def check() -> None:
        if store.requests == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        transfer.upload(file, store.url(), "audio/flac", check)
    assert store.requests == 2


def test_fetch_downloads_the_source(store: Store, tmp_path: Path) -> None:
    store.statuses = [200]
    transfer.fetch(store.url(), tmp_path / "source", go_on)
    assert (tmp_path / "source").read_bytes() == b"sound"


@pytest.mark.parametrize("status", [302, 403, 404, 500, 0])
def test_fetch_refuses_missing_sources_and_redirects(store: Store, tmp_path: Path, status: int) -> None:
    store.statuses = [status]
    with pytest.raises(ServiceError) as failed:
        transfer.fetch(store.url(), tmp_path / "source", go_on)
    assert failed.value.error.code is ErrorCode.SOURCE_UNREADABLE
    assert store.requests == 1


@pytest.mark.parametrize(("limit", "value"), [("MAX_SOURCE", 4), ("_SOURCE_SECONDS", 0)])
def test_fetch_refuses_sources_that_are_too_large_or_slow(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(transfer, limit, value)
    store.statuses = [200]
    with pytest.raises(ServiceError, match="too large"):
        transfer.fetch(store.url(), tmp_path / "source", go_on)

"""Uploads to a signed address: what is refused is refused before a byte of it is read."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from melodymaker import ports
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.api import http_routes, media
from melodymaker.types import FileName, Seconds

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")
DISCONNECT = {"type": "http.disconnect"}


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalStorage:
    kept = LocalStorage(tmp_path / "media", b"one secret")
    monkeypatch.setattr(ports, "in_use", lambda: SimpleNamespace(storage=kept))
    return kept


def _good(storage: LocalStorage) -> str:
    return storage.put_url(NAME, Seconds(60))


def _put(address: str, length: str | None, pieces: Iterable[bytes], kind: str = "audio/mpeg") -> tuple[int, int]:
    """Upload as a server would pass it on; the answer's status, and how many pieces were read."""
    url = urlsplit(address)
    headers = [(b"content-type", kind.encode())]
    if length is not None:
        headers.append((b"content-length", length.encode("latin-1")))
    scope = {
        "type": "http",
        "method": "PUT",
        "path": url.path,
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "headers": headers,
    }
    messages: Iterator[dict] = (
        {"type": "http.request", "body": piece, "more_body": piece != b""} for piece in (*pieces, b"")
    )
    read = []
    answers = []

    async def receive() -> dict:
        message = next(messages)
        read.append(message)
        return DISCONNECT if message["body"] == b"gone" else message

    async def send(message: dict) -> None:
        answers.append(message)

    asyncio.run(http_routes()(scope, receive, send))
    return answers[0]["status"], len(read)


@pytest.mark.parametrize(
    ("change", "length", "kind", "status"),
    [
        (lambda address: address[:-1] + ("0" if address[-1] != "0" else "1"), "100000000", "audio/mpeg", 403),
        (lambda address: address.replace("expires=", "expires=1"), "100000000", "audio/mpeg", 403),
        (lambda address: address.replace("expires=", "expires=x"), "100000000", "audio/mpeg", 403),
        (lambda address: address.partition("?")[0], "100000000", "audio/mpeg", 403),
        (lambda address: address, "100000000", "text/html", 403),
        (lambda address: address, None, "audio/mpeg", 411),
        (lambda address: address, "many", "audio/mpeg", 411),
        (lambda address: address, "-1", "audio/mpeg", 411),
        (lambda address: address, "²", "audio/mpeg", 411),
        (lambda address: address, str(media.MAX_UPLOAD + 1), "audio/mpeg", 413),
        (lambda address: address, "9" * 5_000, "audio/mpeg", 413),
    ],
)
def test_a_refused_upload_is_not_read(
    storage: LocalStorage, change: Callable[[str], str], length: str, kind: str, status: int
) -> None:
    assert _put(change(_good(storage)), length, [b"x" * 1_000] * 10, kind) == (status, 0)


@pytest.mark.parametrize(
    ("length", "pieces", "status"),
    [
        ("6", [b"sou", b"nd!"], 200),
        ("5", [b"sou", b"nd!"], 400),
        ("7", [b"sou", b"nd!"], 400),
        ("6", [b"sou", b"gone"], 400),
        ("0", [], 200),
    ],
)
def test_an_upload_is_stored_only_with_its_content_length(
    storage: LocalStorage, tmp_path: Path, length: str, pieces: list[bytes], status: int
) -> None:
    assert _put(_good(storage), length, pieces)[0] == status
    assert (tmp_path / "media" / NAME[:2] / NAME).exists() == (status == 200)


def test_reading_stops_at_the_content_length(storage: LocalStorage) -> None:
    assert _put(_good(storage), "1500", [b"x" * 1_000] * 10) == (400, 2)

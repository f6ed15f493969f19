"""The audit of dependencies, against advisories of the test's own."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audit import audit

_HASH = f"sha256:{'0' * 64}"
_BUG = {
    "id": "OSV-1",
    "summary": "It leaks.",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}


class _Advisories(BaseHTTPRequestHandler):
    """Knows one vulnerable package."""

    def do_POST(self) -> None:
        """What is known of a package."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"vulns": [_BUG]} if asked["package"]["name"] == "leaky" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Advisories) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def _pinned(folder: Path, *names: str) -> list[Path]:
    file = folder / "requirements.txt"
    file.write_text("".join(f"{name}==1.0 --hash={_HASH}\n" for name in names))
    return [file]


def test_a_known_vulnerability_fails(service: str, tmp_path: Path) -> None:
    status, words = audit(_pinned(tmp_path, "sound", "leaky"), service)
    assert status == 1
    assert words.splitlines()[1:] == ["leaky 1.0: OSV-1, mended in 1.1"]


def test_without_one_all_is_well(service: str, tmp_path: Path) -> None:
    assert audit(_pinned(tmp_path, "sound"), service) == (0, "1 dependencies, no known vulnerability.")


def test_without_a_network_nothing_is_claimed(tmp_path: Path) -> None:
    status, words = audit(_pinned(tmp_path, "leaky"), "http://127.0.0.1:9/v1/query")
    assert status == 0
    assert words.startswith("Nothing was audited")


def test_a_network_that_lets_nothing_through_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        status, words = audit(_pinned(tmp_path, "leaky"), f"http://127.0.0.1:{silent.getsockname()[1]}", seconds=2)
    assert status == 0
    assert words == "Nothing was audited: the advisories were not read within 2 s."


def test_a_file_that_cannot_be_read_fails(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("sound>=1.0\n")
    status, _ = audit([file], "http://127.0.0.1:9/v1/query")
    assert status == 2

"""A GPU service that answers as a test tells it to, over real HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """One answer; `drop` breaks the connection instead."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


@dataclass
class ReceivedRequest:
    """One request that came."""

    method: str
    path: str
    keys: tuple[str | None, str | None]
    body: dict[str, Any] | None


class ScriptedService:
    """Gives the answers of its script one after the other, and the last one from then on."""

    def __init__(self) -> None:
        self.url = ""
        self.script: list[Answer] = []
        self.received: list[ReceivedRequest] = []

    def answer(self, received: ReceivedRequest) -> Answer:
        """The next answer."""
        self.received.append(received)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def served() -> Iterator[ScriptedService]:
    """A scripted service on a port of its own."""
    service = ScriptedService()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            keys = (self.headers.get("Modal-Key"), self.headers.get("Modal-Secret"))
            answer = service.answer(ReceivedRequest(self.command, self.path, keys, body))
            if answer.drop:
                self.close_connection = True
                return
            body = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _any  # noqa: N815 - the names that the server looks for

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        service.url = f"http://127.0.0.1:{server.server_port}"
        yield service
        server.shutdown()
        thread.join()

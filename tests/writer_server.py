"""A language model's server on this machine: it reads a request as the protocol has it and answers what a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

KEY = "sk-local"
MODEL = "poet-1"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Message(_Strict):
    role: Literal["system", "user"]
    content: str


class _Schema(_Strict):
    name: str
    strict: Literal[True]
    schema_: dict[str, Any]

    model_config = ConfigDict(extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class _Format(_Strict):
    type: Literal["json_schema"]
    json_schema: _Schema


class Asked(_Strict):
    """A request for a completion, with what this app may ask for."""

    model: str
    messages: list[_Message]
    response_format: _Format


class WriterServer(ThreadingHTTPServer):
    """Answers with `words`, whatever is asked; a test may set another `status`, or have it wait."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[Asked] = []
        self.words: Any = SONG
        self.status = 200
        self.hold = threading.Event()
        self.hold.set()
        self.url = f"http://127.0.0.1:{self.server_port}/v1"


SONG = {
    "title": "Tin Roof",
    "style": "folk, banjo, warm",
    "sections": [
        {"name": "Verse 1", "lines": ["The rain is on the roof", "I need no other proof"]},
        {"name": "chorus", "lines": ["Tin roof, tin roof, [la]", "You sing me half asleep"]},
    ],
}


class _Handler(BaseHTTPRequestHandler):
    server: WriterServer

    def do_GET(self) -> None:
        self._send({"data": [{"id": MODEL}, {"id": "other"}]} if self.path == "/v1/models" else {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        assert self.path == "/v1/chat/completions"
        assert self.headers["authorization"] == f"Bearer {KEY}"
        self.server.asked.append(Asked.model_validate_json(body))
        self.server.hold.wait(10)
        words = self.server.words
        content = words if isinstance(words, str) else json.dumps(words)
        self._send({"choices": [{"message": {"role": "assistant", "content": content}}]})

    def _send(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def writing() -> Iterator[WriterServer]:
    """The server, until the block ends."""
    with WriterServer() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.hold.set()
        server.shutdown()
        thread.join()

"""A GPU service that makes quick, tiny songs over real HTTP, and fails in the ways that a service fails in."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from gpu import contract
from melodymaker.web.media_types import content_type
from tests import gpu_answers

_KINDS = ("master", "stream", "cover", "thumb")


class Trouble(StrEnum):
    """What is wrong with the service."""

    NONE = ""
    ERRORS = "answers 500"
    HANGS = "does not answer"
    CUTS = "breaks off uploads"


class Engine(ThreadingHTTPServer):
    """The service, which is well until `trouble` says otherwise. A pair takes `seconds`, from and to."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, seconds: tuple[float, float] = (0.1, 0.5), size: int = 2048, seed: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.trouble = Trouble.NONE
        self.jobs: dict[str, dict[str, Any]] = {}
        self._seconds = seconds
        self._file = b"x" * size
        self._random = random.Random(seed)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the other side has broken."""

    def begin(self, request: dict[str, Any]) -> dict[str, Any]:
        """The job of this id, begun if it is new."""
        fresh = {"id": request["id"], "kind": request["kind"], "status": "queued", "created_at": "2026-01-01T00:00:00Z"}
        job = self.jobs.setdefault(request["id"], fresh)
        if job is fresh:
            threading.Thread(target=self._make, args=(job, request), daemon=True).start()
        return job

    def _make(self, job: dict[str, Any], request: dict[str, Any]) -> None:
        job.update(status="running", stage="composing", progress=0.5)
        time.sleep(self._random.uniform(*self._seconds))
        with httpx.Client(timeout=20) as http:
            for take in request["uploads"]:
                for kind in _KINDS:
                    if job["status"] != "running":
                        return
                    if not self._upload(http, take[kind], job):
                        return
        if job["status"] == "running":
            job.update(status="done", progress=1.0, result=gpu_answers.result().model_dump(mode="json"))

    def _upload(self, http: httpx.Client, url: str, job: dict[str, Any]) -> bool:
        def half() -> Iterator[bytes]:
            yield self._file[: len(self._file) // 2]
            raise BrokenPipeError

        broken = self.trouble == Trouble.CUTS and self._random.random() < 0.5
        headers = {"Content-Type": content_type(httpx.URL(url).path), "Content-Length": str(len(self._file))}
        try:
            answer = http.put(url, content=half() if broken else self._file, headers=headers)
            answer.raise_for_status()
        except (httpx.HTTPError, BrokenPipeError):
            if broken and self._random.random() < 0.5:  # it was restarted, and has forgotten
                self.jobs.pop(job["id"], None)
                job["status"] = "cancelled"
                return False
            error = contract.Error(code=contract.ErrorCode("upload_failed"), message="An upload failed.", retry=True)
            job.update(status="failed", error=error.model_dump(mode="json"))
            return False
        return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Engine

    def do_GET(self) -> None:
        if self.path == "/capabilities":
            self._answer(200, gpu_answers.CAPABILITIES.model_dump(mode="json"))
        elif self.path == "/health":
            self._answer(200, {})
        else:
            self._job(lambda job: job)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(202, self.server.begin(body))

    def do_DELETE(self) -> None:
        def cancel(job: dict[str, Any]) -> dict[str, Any]:
            if job["status"] in {"queued", "running"}:
                job["status"] = "cancelled"
            return job

        self._job(cancel)

    def _job(self, do: Any) -> None:
        job = self.server.jobs.get(self.path.rpartition("/")[2])
        self._answer(200, do(job)) if job else self._answer(404, {"error": {"code": "unknown_job", "message": "No."}})

    def _answer(self, status: int, value: Any) -> None:
        while self.server.trouble == Trouble.HANGS:
            time.sleep(0.05)
        status = 500 if self.server.trouble == Trouble.ERRORS else status
        value = {"stage": None, "progress": 0.0, "error": None, "result": None, **value} if "status" in value else value
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def serving(engine: Engine) -> Iterator[Engine]:
    """The service, until the block ends."""
    with engine:
        thread = threading.Thread(target=engine.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield engine
        finally:
            engine.trouble = Trouble.NONE
            engine.shutdown()
            thread.join()

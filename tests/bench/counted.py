"""The app with one more address, which counts the work that its server process does.

It is the app itself under the server that `make run` starts, Granian, without the pages' files. Only
the process that runs the tabs' watches can count them.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.browser import server

_PATH = "/bench/work"
_START_SECONDS = 60


def create() -> ASGIApp:
    """The app as Granian wants it, with the address that counts."""
    from reflex_base.environment import environment

    environment.REFLEX_SKIP_COMPILE.set(True)  # the pages are not asked for
    from melodymaker import ports
    from melodymaker.app import app
    from melodymaker.web import live_updates

    asgi = app()

    async def counting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != _PATH:
            await asgi(scope, receive, send)
            return
        live = ports.in_use().live
        counts = {"watches": live_updates.watching(), "listeners": live.listeners(), "tasks": len(asyncio.all_tasks())}
        await JSONResponse(counts)(scope, receive, send)

    return counting


@dataclass(frozen=True)
class Counted:
    """A running app; `url` is where it answers."""

    url: str

    def counts(self) -> dict[str, int]:
        """How many watches, listeners and asyncio tasks there are now."""
        return httpx.get(self.url + _PATH).json()


@contextmanager
def running(folder: Path) -> Iterator[Counted]:
    """The app, until the block ends."""
    folder.mkdir()
    port = server._free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "DATA_DIR": str(folder),
        "PUBLIC_URL": "",
        "REFLEX_WEB_WORKDIR": ".web-tests",
        "REFLEX_STATES_WORKDIR": str(folder / "states"),
        "REFLEX_ENV_MODE": "prod",
    }
    command = [Path(sys.executable).parent / "granian", "--interface", "asgi", "--factory", "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, f"{__name__}:create"], cwd=server.ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        yield _answering(Counted(f"http://localhost:{port}"), process, folder / "server.log")
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answering(app: Counted, process: subprocess.Popen[bytes], log: Path) -> Counted:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            if httpx.get(app.url + _PATH).status_code == httpx.codes.OK:
                return app
        except httpx.HTTPError:
            pass
        if process.poll() is not None or time.monotonic() > deadline:
            message = f"the app did not start:\n{log.read_text()}"
            raise RuntimeError(message)
        time.sleep(0.1)

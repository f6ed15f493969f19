"""The production shape on a laptop (`make run-servers`): PostgreSQL, Redis and S3, two web processes, three workers.

Everything listens on loopback and ends with Ctrl-C; what it held is gone then.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local import servers

ROOT = Path(__file__).resolve().parents[2]
PAGES = ".web-servers"
WEBS = 2
WORKERS = 3
_SCRIPTS = Path(sys.executable).parent


class Shape:
    """What runs: a proxy, web processes, workers; each can be stopped and started again."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str], policy: str = "least_conn") -> None:
        self.url = f"http://localhost:{port}"
        self.port = port
        self.ports = [servers.free_port() for _ in range(WEBS)]
        self.redis = ExitStack()
        self.webs: list[ExitStack] = []
        self.workers: list[subprocess.Popen] = []
        self._folder = folder
        self._policy = policy
        self.environment = {
            **os.environ,
            **environment,
            "PATH": f"{_SCRIPTS}{os.pathsep}{os.environ['PATH']}",
            "PUBLIC_URL": self.url,
            "DATA_DIR": str(folder),
            "REFLEX_WEB_WORKDIR": PAGES,
            # One proxy stands in front, so the visitor's address is the last that it adds.
            "REFLEX_TRUSTED_PROXY_HOPS": "1",
            # Each web process is one; left to itself, Reflex starts several behind each port.
            "GRANIAN_WORKERS": "1",
        }

    def prepare(self) -> None:
        """Make the tables, the bucket and the pages."""
        for step in (
            [str(_SCRIPTS / "alembic"), "upgrade", "head"],
            [sys.executable, "-m", "melodymaker.adapters.s3_storage"],
            [str(_SCRIPTS / "reflex"), "export", "--frontend-only", "--no-zip", "--env", "prod"],
        ):
            self._run(step)
        build = ROOT / PAGES / "build"
        headers = self._run([sys.executable, "-m", "melodymaker.web.security_headers", str(build / "client")])
        (build / "headers.caddy").write_text(headers)

    def _run(self, step: list[str]) -> str:
        """What the command prints; raises RuntimeError when it fails."""
        done = subprocess.run(step, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            message = f"{' '.join(step)} failed:\n{done.stdout}{done.stderr}"
            raise RuntimeError(message)
        return done.stdout

    def start_redis(self) -> None:
        """Start Redis, empty, at the address of the settings; closing `redis` stops it."""
        self.redis.enter_context(servers.redis(self._folder, urlsplit(self.environment["REDIS_URL"]).port or 0))

    def start_web(self, index: int) -> ExitStack:
        """Start one web process; closing what is returned stops it."""
        port = self.ports[index]
        command = [str(_SCRIPTS / "reflex"), "run", "--env", "prod", "--backend-only", "--backend-port", str(port)]
        stack = ExitStack()
        stack.enter_context(servers.process(command, port, {**self.environment, "PORT": str(port)}, self._log("web")))
        return stack

    def start_worker(self) -> subprocess.Popen:
        """Start one worker."""
        with self._log("worker").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tasks.worker"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    @contextmanager
    def running(self) -> Iterator["Shape"]:
        """Everything, until the block ends."""
        self.prepare()
        try:
            self.start_redis()
            self.webs = [self.start_web(index) for index in range(WEBS)]
            self.workers = [self.start_worker() for _ in range(WORKERS)]
            pages = ROOT / PAGES / "build" / "client"
            with servers.proxy(self.port, self.ports, pages, self._folder, self._policy):
                yield self
        finally:
            for worker in self.workers:
                servers.stop(worker)
            for web in self.webs:
                web.close()
            self.redis.close()

    def logs(self) -> str:
        """What all of them printed."""
        return "\n".join(path.read_text() for path in sorted(self._folder.glob("*.log")))

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"


@contextmanager
def shape(folder: Path, port: int, policy: str = "least_conn") -> Iterator[Shape]:
    """The whole shape on servers of its own, in the folder; `policy` says how the proxy chooses."""
    with servers.postgres(folder / "postgres") as database, servers.moto() as s3:
        environment = {
            "DATABASE_URL": database,
            "REDIS_URL": f"redis://127.0.0.1:{servers.free_port()}/0",
            "SECRET_KEY": "a secret that only this laptop knows of",
            "S3_ENDPOINT": s3.endpoint,
            "S3_REGION": s3.region,
            "S3_BUCKET": "songs",
            "S3_KEY_ID": s3.key_id,
            "S3_APP_KEY": s3.app_key,
        }
        with Shape(folder, port, environment, policy).running() as running:
            yield running


def main() -> None:
    """Run until Ctrl-C."""
    end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    print("Starting PostgreSQL, Redis, S3, two web processes, three workers and a proxy …", flush=True)
    with tempfile.TemporaryDirectory(prefix="melodymaker-") as folder:
        with shape(Path(folder), int(os.environ.get("PORT") or 3000)) as running:
            print(f"MelodyMaker runs at {running.url}. Stop it with Ctrl-C; its data is gone then.", flush=True)
            end.wait()
        print("Stopped.", flush=True)


if __name__ == "__main__":
    main()

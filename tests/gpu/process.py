"""The service as a process of its own, as the docs say to start it. The app's tests use it too: no torch here."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
# The service's own environment, for tests that run in the app's.
PYTHON = ROOT / ".venv-gpu" / "bin" / "python"
KEYS = ("a key", "a secret")
HEADERS = {"Modal-Key": KEYS[0], "Modal-Secret": KEYS[1]}


@dataclass(frozen=True)
class Process:
    """A running service with tiny models, and a client with the right keys."""

    child: subprocess.Popen[bytes]
    client: httpx.Client
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return str(self.client.base_url)

    def begun(self) -> list[str]:
        """The ids of the jobs that it has begun, in order."""
        return re.findall(r"job \w+ (\S+): begun", self.log.read_text())


@contextmanager
def running(port: int, log: Path, python: str | Path = sys.executable, **chosen: str) -> Iterator[Process]:
    """The service until the block ends; it may be killed before."""
    command = [python, "-m", "gpu.server", "--tiny", "--port", str(port)]
    environment = {**os.environ, "MODAL_KEY": KEYS[0], "MODAL_SECRET": KEYS[1], **chosen}
    with log.open("ab") as out:
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=HEADERS, timeout=30) as client:
            await_answer(client)
            yield Process(child, client, log)
    finally:
        child.terminate()
        child.wait(30)


def await_answer(client: httpx.Client, seconds: float = 90) -> None:
    """Return once the service answers."""

    def answers() -> bool:
        try:
            client.get("/alive").raise_for_status()
        except httpx.TransportError:
            return False
        return True

    until(answers, seconds, every=0.1)

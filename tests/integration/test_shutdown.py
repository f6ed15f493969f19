"""SIGTERM, sent to the whole app: running requests end, sockets are closed, the songs in progress are handed back."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from simple_websocket import Client, ConnectionClosed

from deploy.local import servers
from tests.conftest import PASSWORD, ROOT
from tests.waiting import until

PATIENCE = 150


@pytest.fixture
def app(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """The running app without its pages, and its port."""
    port = servers.free_port()
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(port),
        "DATA_DIR": str(tmp_path),
        "PUBLIC_URL": "",
        "GRANIAN_WORKERS": "1",
        "REFLEX_WEB_WORKDIR": str(tmp_path / "web"),
        "REFLEX_STATES_WORKDIR": str(tmp_path / "states"),
    }
    command = [scripts / "reflex", "run", "--env", "prod", "--backend-only", "--backend-port", str(port)]
    with (tmp_path / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        until(lambda: _answers(port), PATIENCE, every=0.1)
        yield process, port
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/ping", timeout=5).is_success
    except httpx.HTTPError:
        return False


def _row(folder: Path) -> tuple[str, int, str]:
    with sqlite3.connect(folder / "melodymaker.sqlite") as connection:
        return connection.execute("SELECT status, attempts, stage FROM generations").fetchone()


def test_what_runs_ends_and_nothing_is_lost_when_the_app_is_stopped(
    app: tuple[subprocess.Popen, int], tmp_path: Path
) -> None:
    process, port = app
    site = f"http://localhost:{port}"
    with httpx.Client(base_url=site, headers={"Origin": site}) as client:
        client.post("/auth/sign-up", data={"name": "Mira", "email": "mira@example.com", "password": PASSWORD})
        key = _new_key(tmp_path, client.cookies["melody_session"])
        made = client.post("/api/v1/songs", json={"description": "a long tune", "duration": 180}, headers=key)
    assert made.status_code == httpx.codes.ACCEPTED
    until(lambda: _row(tmp_path)[2] == "composing", PATIENCE)

    followed = threading.Event()
    ended = threading.Event()
    address = f"{site}/api/v1/generations/{made.json()['id']}/events"
    threading.Thread(target=lambda: (_read_all(address, key, followed), ended.set()), daemon=True).start()
    assert followed.wait(PATIENCE)
    tab = Client.connect(f"ws://127.0.0.1:{port}/_event/?token=tab&EIO=4&transport=websocket", headers={"Origin": site})
    tab.send("40/_event,")
    body = b"email=mira%40example.com&password=wrong"
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as begun:
        head = f"POST /auth/sign-in HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: {site}\r\nConnection: close\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        begun.sendall(head.encode() + body[:10])
        process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed):
            until(lambda: tab.receive(timeout=1) is Ellipsis, PATIENCE)
        begun.sendall(body[10:])
        assert begun.recv(12).startswith(b"HTTP/1.1 3")
    process.wait(PATIENCE)
    assert ended.wait(PATIENCE)
    assert _row(tmp_path)[:2] == ("queued", 0)
    assert "Traceback" not in (tmp_path / "log").read_text()


def _read_all(address: str, key: dict[str, str], begun: threading.Event) -> None:
    with httpx.stream("GET", address, headers=key, timeout=PATIENCE) as answer:
        for _ in answer.iter_lines():
            begun.set()


def _new_key(folder: Path, session: str) -> dict[str, str]:
    code = f"""
from melodymaker import db
from melodymaker.accounts.queries import user_of_session
from melodymaker.api_keys.service import create_key
from melodymaker.db.models import User, now
db.use(db.connect("sqlite:///{folder / "melodymaker.sqlite"}"))
user = user_of_session({session!r})
with db.transaction() as opened:
    opened.get_one(User, user.id).verified_at = now()
print(create_key(user.id, "Script", may_create=True).key)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {"Authorization": f"Bearer {done.stdout.strip()}"}

"""The HTTP routes on a real server, with a worker and the sketch engine behind them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from melodymaker import bootstrap
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.api import http_routes
from melodymaker.api_keys.service import create_key
from melodymaker.settings import Settings
from melodymaker.types import UserId
from tasks import worker
from tasks.queue import open_queue
from tasks.songs import stopping
from tests.browser.server import _free_port
from tests.conftest import PASSWORD
from tests.waiting import until


@dataclass(frozen=True)
class ApiServer:
    """Where it answers, and somebody with an account there and a key."""

    url: str
    user_id: UserId
    key: str

    @property
    def headers(self) -> dict[str, str]:
        """What a request with the key carries."""
        return {"Authorization": f"Bearer {self.key}"}


@contextmanager
def running_api(folder: Path, *, working: bool = True) -> Iterator[ApiServer]:
    """The server, until the block ends; requests wait for ever unless it is `working`."""
    try:
        with _running(folder, working=working) as server:
            yield server
    finally:
        stopping.clear()  # the worker that has stopped is not the one of the next test


@contextmanager
def _running(folder: Path, *, working: bool) -> Iterator[ApiServer]:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(_env_file=None, data_dir=folder, public_url=url)
    queue = open_queue(settings)
    with bootstrap.started(settings, queue.tasks), worker.running(queue) if working else nullcontext():
        token = accounts.sign_up("Mira", "mira@example.com", PASSWORD, Visitor("127.0.0.1"), confirmed=True)
        user = user_of_session(token)
        assert user is not None
        key = create_key(user.id, "Script", may_create=True).key
        config = uvicorn.Config(http_routes(), port=port, log_level="warning", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            until(lambda: server.started)
            yield ApiServer(url, user.id, key)
        finally:
            server.should_exit = True
            thread.join()

"""What the measures share: the running app, accounts, Chromium. All of it ends with the block."""

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from melodymaker import routes
from melodymaker.web import cookies
from tests.bench import memory
from tests.bench.crowd import Crowd
from tests.browser import browsers
from tests.browser.conftest import DESKTOP, shorten
from tests.browser.server import Server

TABS = 200
PEOPLE = 20
OWN = TABS // PEOPLE
_QUIET_SECONDS = 20
_emails = itertools.count()


class Stage:
    """One app with its data in a temporary folder, started when first needed."""

    def __init__(self) -> None:
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._ends.__exit__(kind, fault, at)

    @cached_property
    def folder(self) -> Path:
        """A folder that is gone in the end."""
        folder = Path(tempfile.mkdtemp(prefix="melodymaker-bench-"))
        self._ends.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    @cached_property
    def app(self) -> Server:
        """The whole app, as `make run` starts it."""
        server = Server(self.folder, SONGS_PER_DAY="0", BYTES_PER_USER="0")
        self._ends.callback(server.stop)
        server.start()
        return server

    @cached_property
    def browser(self) -> Browser:
        """Chromium, without a window."""
        playwright = self._ends.enter_context(sync_playwright())
        browser = browsers.launch(playwright, "chromium")
        self._ends.callback(browser.close)
        return browser

    @cached_property
    def people(self) -> list[str]:
        """The sessions of those whose tabs make up the crowd."""
        return [sign_up(self.app.url) for _ in range(PEOPLE)]

    @property
    def pid(self) -> int:
        """The app's first process."""
        assert self.app._process
        return self.app._process.pid

    def restart(self) -> None:
        """Restart the app, so that its memory is that of a new process; the data stays."""
        self.app.stop()
        self.app.start()

    def crowd(self) -> Crowd:
        """The block has 200 tabs open: 20 people with 10 each."""
        return Crowd(self.app.url, self.people, TABS)

    @contextmanager
    def visit(self, session: str = "") -> Iterator[BrowserContext]:
        """A fresh Chromium profile, signed in; closed when the block ends."""
        context = self.browser.new_context(base_url=self.app.url, viewport=DESKTOP)
        value = session or sign_up(self.app.url)
        context.add_cookies([{"name": cookies.SESSION, "value": value, "url": self.app.url}])
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def composer(self, session: str = "", text: str = "a short folk tune about rain") -> Iterator[Page]:
        """The create page with a description and the shortest length, ready for a press of Create."""
        with self.visit(session) as context:
            page = context.new_page()
            page.goto(routes.CREATE)
            page.get_by_text("Describe your first song").or_(page.get_by_role("article").first).wait_for()
            shorten(page)
            page.get_by_role("textbox", name="Describe your song").fill(text)
            yield page

    def until_quiet(self) -> None:
        """Wait until no engine is at work."""
        deadline = time.monotonic() + _QUIET_SECONDS
        while memory.engine_runs(self.pid) and time.monotonic() < deadline:
            time.sleep(0.05)


def sign_up(url: str) -> str:
    """The session of a new account, opened with the form."""
    form = {"name": "Mira", "email": f"bench{next(_emails)}@example.com", "password": "gentle rain on slate"}
    answer = httpx.post(f"{url}{routes.AUTH_SIGN_UP}", data=form, headers={"Origin": url})
    return answer.cookies[cookies.SESSION]

"""One running app and one Chromium for all browser tests; a fresh visitor for each."""

import contextlib
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Request, expect, sync_playwright

from tests.browser import browsers
from tests.browser.server import Server
from tests.browser.sockets import Running
from tests.conftest import PASSWORD
from tests.given_pairs import Pair, give_pair, keep_pair
from tests.waiting import until

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# What Chromium says by itself: of answers, which are looked at below, and of an app that is being restarted.
_HARMLESS = re.compile(r"Failed to load resource|WebSocket|ERR_CONNECTION_REFUSED")
_ERRORS = 400
_emails = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running app."""
    server = Server(tmp_path_factory.mktemp("browser"))
    server.start()
    yield server
    server.stop()
    assert secrets_in(server) == []


def secrets_in(server: Server) -> list[str]:
    """The lines of the app's log that hold a session's token, a key, a password, or what signs addresses.

    The links of e-mails may stand there: without a mail server the log is where they are sent.
    """
    key = re.escape((server.data_dir / "secret.key").read_text())
    secret = re.compile(rf"{key}|{PASSWORD}|melody_session=[\w-]|\bmm_\w{{20}}|whsec_\w|signature=[\w-]|apiKey=[\w-]")
    return [line[:300] for line in server.log.splitlines() if secret.search(line)]


@pytest.fixture(scope="session")
def launched() -> Iterator[Callable[[str], Browser]]:
    """Gives a running browser by its name, each started once."""
    with sync_playwright() as playwright:
        running: dict[str, Browser] = {}

        def get(name: str) -> Browser:
            if name not in running:
                running[name] = browsers.launch(playwright, name)
            return running[name]

        yield get
        for browser in running.values():
            browser.close()


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest, launched: Callable[[str], Browser]) -> Browser:
    """Chromium, or the browser that the test is parametrized with."""
    return launched(getattr(request, "param", "chromium"))


IN_BOTH = pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)


def _is_of_the_system(request: Request) -> bool:
    """Whether the browser asks for the system's own panel what is playing; its song may be deleted by then."""
    return request.resource_type == "other" and request.url.endswith("/cover")


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens a page, if one is named, as a visitor whom the site has never seen; fails the test if a script of the page fails."""
    expect.set_options(timeout=20_000)
    contexts = []
    faults = []

    def open_page(path: str = "/", **options: object) -> Page:
        # A worker would fetch pages past what a test puts between them and the server.
        default = {"viewport": DESKTOP, "service_workers": "block"}
        context = browser.new_context(base_url=server.url, **{**default, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: said.type == "error" and not _HARMLESS.search(said.text) and faults.append(said.text),
        )
        page.on(
            "response",
            lambda answer: (
                answer.status >= _ERRORS
                and answer.request.resource_type != "document"
                and not _is_of_the_system(answer.request)
                and faults.append(f"{answer.status} {answer.url}")
            ),
        )
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        with contextlib.suppress(Error):
            context.close()
    assert not faults


@pytest.fixture
def sign_up(visit: Callable[..., Page], server: Server) -> Callable[..., Page]:
    """Opens the create page as somebody new, whose email is confirmed."""

    def open_page(name: str = "Mira", **options: object) -> Page:
        email = new_email()
        page = visit("", **options)
        page.context.add_cookies([open_account(server, name, email)])
        page.goto("/create")
        expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
        return page

    return open_page


def open_account(server: Running, name: str, email: str) -> Any:
    """Make an account as the form does, without drawing its page, and confirm its email; returns the session's cookie."""
    with httpx.Client(headers={"Origin": server.url}) as client:
        client.post(f"{server.url}/auth/sign-up", data={"name": name, "email": email, "password": PASSWORD})
        token = client.cookies["melody_session"]
    confirm_email(server, email)
    return {"name": "melody_session", "value": token, "url": server.url, "httpOnly": True, "sameSite": "Lax"}


def new_email() -> str:
    """An email that no account has yet."""
    return f"visitor{next(_emails)}@example.com"


def confirm_email(server: Running, email: str) -> None:
    """Open the link in the mail that a new account gets, which the log has, and press its button."""
    found = until(lambda: re.search(rf"to {re.escape(email)}, .*?(http\S+/auth/link/\S+)", server.log))
    with httpx.Client(headers={"Origin": server.url}) as client:
        client.get(found[1].replace("127.0.0.1", "localhost"))
        client.post(f"{server.url}/auth/confirm")


def fill_sign_up(page: Page, name: str, email: str, password: str = PASSWORD) -> None:
    """Fill the sign-up form and send it."""
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Create account").click()


def describe(page: Page, text: str) -> None:
    """Type a description and press Create."""
    # Not fill(): in Firefox it sets the value without the keys that React listens to.
    page.get_by_role("textbox", name="Describe your song").press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.get_by_role("button", name="Create", exact=True).click()


def make_songs(page: Page, text: str = "a short folk tune about rain") -> list[str]:
    """Ask for a pair, wait until it is ready, and return both titles."""
    shorten(page)
    describe(page, text)
    return _titles(page)


def _titles(page: Page) -> list[str]:
    """The titles of the newest pair, once it can be played."""
    songs = page.get_by_role("region", name="Your songs")
    expect(songs.get_by_role("button", name=re.compile("^Play ")).nth(1)).to_be_visible(timeout=60_000)
    return [card.get_attribute("aria-label") or "" for card in _cards(page)]


def _cards(page: Page) -> list[Locator]:
    return page.get_by_role("region", name="Your songs").get_by_role("article").all()[:2]


@pytest.fixture
def have_songs(kept_pairs: list[Pair], server: Server) -> Callable[[Page], list[str]]:
    """Sees to it that whoever has signed up last has a pair on the create page; returns both titles.

    For tests that are about finished songs. The first pair is made there; the others are given copies of it.
    """

    def have(page: Page) -> list[str]:
        if not kept_pairs:
            titles = make_songs(page)
            kept_pairs.append(keep_pair(server.data_dir, _cards(page)[0].get_attribute("data-song") or ""))
            return titles
        give_pair(server.data_dir, kept_pairs[0])
        page.reload()
        return _titles(page)

    return have


@pytest.fixture(scope="session")
def kept_pairs() -> list[Pair]:
    """The pair that is given to others, once it has been made."""
    return []


def to_library(page: Page) -> None:
    """Go to the library by its link. Its rows look like those of the page before, so wait until that page is gone."""
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.get_by_role("heading", name="Library", exact=True, level=1)).to_be_visible()


def shorten(page: Page) -> None:
    """Choose the shortest length."""
    page.get_by_role("slider", name="Length").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")


def audio(page: Page, what: str) -> object:
    """A property of the page's audio element."""
    return page.evaluate(f"document.querySelector('audio')?.{what}")


def until_playing(page: Page, past: float = 0.2) -> None:
    """Wait until sound has come for that many seconds."""
    page.wait_for_function(
        "past => { const a = document.querySelector('audio'); return a && !a.paused && a.currentTime > past }", arg=past
    )

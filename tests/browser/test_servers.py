"""The production shape in a browser: two web processes behind a proxy, three workers, on real servers."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from deploy.local import servers
from deploy.local.run import PAGES, ROOT, Shape, shape
from tests.browser.conftest import DESKTOP, describe, fill_sign_up, new_email, shorten, until_playing
from tests.browser.sockets import RawTab
from tests.browser.test_sessions import CREATE, SECRET, open_session

pytestmark = [pytest.mark.browser, pytest.mark.alone]

SONGS_READY = 90_000


@pytest.fixture(scope="module")
def running() -> Iterator[Shape]:
    """The whole shape. The proxy sends each visitor to the process that goes with the name of their browser."""
    with (
        TemporaryDirectory(prefix="melodymaker-") as folder,
        shape(Path(folder), servers.free_port(), policy="header User-Agent") as running,
    ):
        yield running


@pytest.fixture
def two_names(running: Shape) -> tuple[str, str]:
    """Two browser names that the proxy sends to different processes."""
    by_process: dict[int, str] = {}
    for number in range(50):
        name = f"Browser {number}"
        before = [_answers(port) for port in running.ports]
        httpx.get(f"{running.url}/health", headers={"User-Agent": name})
        served = [now - then for now, then in zip([_answers(port) for port in running.ports], before, strict=True)]
        by_process.setdefault(served.index(max(served)), name)
        if len(by_process) == 2:
            return by_process[0], by_process[1]
    pytest.fail("the proxy sent everyone to one process")


def _answers(port: int) -> int:
    return int(httpx.get(f"http://127.0.0.1:{port}/health").json()["answers"])


@pytest.fixture
def visit(browser: Browser, running: Shape) -> Iterator[Callable[..., Page]]:
    """Opens a page as a visitor with a browser of that name."""
    contexts = []
    violations = []

    def open_page(path: str, name: str, **options: object) -> Page:
        context = browser.new_context(base_url=running.url, viewport=DESKTOP, user_agent=name, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: "Content Security Policy" in said.text and violations.append(said.text))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not violations


def test_a_song_requested_on_one_process_is_shown_live_on_the_other(
    running: Shape, two_names: tuple[str, str], visit: Callable[..., Page]
) -> None:
    here = visit("/sign-up", two_names[0])
    fill_sign_up(here, "Mira", new_email())
    expect(here.get_by_role("heading", name="Describe your first song")).to_be_visible()
    there = visit("/create", two_names[1], storage_state=here.context.storage_state())
    expect(there.get_by_role("heading", name="Describe your first song")).to_be_visible()
    shorten(here)
    describe(here, "a folk tune about rain")
    expect(there.get_by_role("article")).to_have_count(2)
    expect(there.get_by_role("progressbar").first).to_be_visible()
    plays = there.get_by_role("button", name=re.compile("^Play "))
    expect(plays).to_have_count(2, timeout=SONGS_READY)
    sound = []
    there.on("response", lambda answer: answer.url.split("?")[0].endswith(".mp3") and sound.append(answer.url))
    plays.first.click()
    until_playing(there)
    assert sound
    assert all(address.startswith(f"{running.environment['S3_ENDPOINT']}/songs/") for address in sound)
    there.get_by_role("article").first.get_by_role("button", name="More", exact=True).click()
    there.get_by_role("menuitem", name="Download", exact=True).click()
    with there.expect_download() as saving:
        there.get_by_role("dialog").get_by_role("button", name="MP3").click()
    assert saving.value.suggested_filename.endswith("(A).mp3")


def test_generation_survives_a_restart_of_a_web_process_and_a_worker(
    running: Shape, two_names: tuple[str, str], visit: Callable[..., Page]
) -> None:
    page = visit("/sign-up", two_names[0])
    fill_sign_up(page, "Mira", new_email())
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    shorten(page)
    describe(page, "a folk tune about rain")
    plays = page.get_by_role("button", name=re.compile("^Play "))
    expect(plays).to_have_count(2, timeout=SONGS_READY)
    plays.first.click()
    until_playing(page)

    describe(page, "a long folk tune, 3 minutes")
    expect(page.get_by_role("article")).to_have_count(4)
    expect(page.get_by_role("progressbar").first).to_be_visible()
    for worker in running.workers:
        servers.stop(worker)
    running.workers = [running.start_worker() for _ in running.workers]
    page.evaluate("window.before = document.querySelector('audio').currentTime")
    running.webs[0].close()
    page.wait_for_function("() => document.querySelector('audio').currentTime > window.before + 0.5")
    running.webs[0] = running.start_web(0)
    expect(page.get_by_role("button", name=re.compile("^(Play|Pause) "))).to_have_count(4, timeout=SONGS_READY)
    page.get_by_role("textbox", name="Describe your song").fill("")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("Say what you want to hear.")).to_be_visible()


def test_pages_are_cached_and_missing_ones_are_404(
    running: Shape, two_names: tuple[str, str], visit: Callable[..., Page]
) -> None:
    answers = []
    page = visit("/sign-in", two_names[0])
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    page.reload()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    hashed = [answer for answer in answers if "/assets/" in answer.url]
    assert hashed
    assert {answer.headers["cache-control"] for answer in hashed} == {"public, max-age=31536000, immutable"}
    missing = httpx.get(f"{running.url}/no/such/page")
    assert missing.status_code == 404
    assert missing.text == (ROOT / PAGES / "build" / "client" / "404.html").read_text()


def test_pages_recover_after_redis_was_down(
    running: Shape, two_names: tuple[str, str], visit: Callable[..., Page]
) -> None:
    page = visit("/sign-up", two_names[0])
    fill_sign_up(page, "Mira", new_email())
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    shorten(page)
    describe(page, "a folk tune about wind")
    expect(page.get_by_role("button", name=re.compile("^Play ")).nth(1)).to_be_visible(timeout=SONGS_READY)
    running.redis.close()
    try:
        describe(page, "a folk tune about rain")
        expect(page.get_by_text("an error on our side").first).to_be_visible()
        assert httpx.get(f"{running.url}/health").json()["queue"]["ok"] is False
    finally:
        running.start_redis()
    # What was requested before, during and after the failure of Redis appears without a reload.
    describe(page, "a folk tune about snow")
    expect(page.get_by_role("button", name=re.compile("^Play ")).nth(3)).to_be_visible(timeout=SONGS_READY)


def test_a_tabs_token_without_its_cookie_reaches_no_state_in_redis(running: Shape) -> None:
    tab = str(uuid.uuid4())
    session = open_session(running, "Mira Unmistakable")
    with RawTab(running, tab, session) as own:
        own.hydrate()
        start = len(own.frames)
        own.send(f"{CREATE}.set_text", name="description", text=SECRET)
        own.wait_for(SECRET, start)
    for cookie in ("", open_session(running, "Okto")):
        with RawTab(running, tab, cookie) as other:
            # Redis loads only the states that an event needs: one of a single state comes before the whole.
            other.send(f"{CREATE}.set_length", seconds=60)
            said = other.hydrate()
        assert SECRET not in said
        assert "Unmistakable" not in said
    with RawTab(running, tab, session) as back:
        assert SECRET in back.hydrate()


@pytest.mark.parametrize("path", ["/", "/create/", "/no-such-page", "/song/none", "/embed/none"])
def test_every_page_behind_the_proxy_has_a_policy(running: Shape, path: str) -> None:
    headers = httpx.get(f"{running.url}{path}").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert ("frame-ancestors *" if path.startswith("/embed") else "frame-ancestors 'none'") in headers[
        "content-security-policy"
    ]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")

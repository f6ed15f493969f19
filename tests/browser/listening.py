"""Listening in the browser tests: somebody with a pair of songs, and what they do with the player."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.conftest import (
    DESKTOP,
    confirm_email,
    fill_sign_up,
    make_songs,
    new_email,
    open_account,
    until_playing,
)
from tests.browser.server import Server
from tests.song_copies import give_songs

LENGTH = 20
NAMES = ("One", "Two", "Three", "Four")
PLAY = """([tracks, shuffle]) => dispatchEvent(new CustomEvent('melody:play', {detail: {tracks, shuffle}}))"""
WATCH = """() => {
  window.heard = [];
  for (const name of ['playing', 'ended'])
    document.addEventListener(name, ({target}) => heard.push([name, performance.now(), target.src]), true);
}"""


@dataclass(frozen=True)
class Made:
    """Somebody who has made a pair: who it is, the browser's cookies, the songs' ids and their title."""

    email: str
    state: StorageState
    ids: list[str]
    title: str


@functools.cache
def make_pair(browser: Browser, server: Server) -> Made:
    """One pair for all tests of the player."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP)
    page = context.new_page()
    page.goto("/sign-up")
    email = new_email()
    fill_sign_up(page, "Mira", email)
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    confirm_email(server, email)
    title = make_songs(page)[0]
    ids = [each.get_attribute("data-song") or "" for each in page.get_by_role("article").all()]
    made = Made(email, context.storage_state(), ids, title)
    context.close()
    return made


def open_long_library(visit: Callable[..., Page], server: Server, count: int) -> Page:
    """The library of somebody new with so many songs, of which the first ones are drawn."""
    session = open_account(server, "Okto", new_email())
    give_songs(server.data_dir, count)
    page = visit("")
    page.context.add_cookies([session])
    page.goto("/library")
    expect(page.get_by_role("status").get_by_text(f"{count:,} songs")).to_be_visible()
    return page


def open_library(visit: Callable[..., Page], made: Made, **options: object) -> Page:
    """The library of the one who made the pair."""
    page = visit("/library", storage_state=made.state, **options)
    expect(page.get_by_role("article")).to_have_count(2)
    return page


def track(made: Made, name: str, index: int = 0, **changes: object) -> dict[str, object]:
    """A track of its own name and id, with the sound of one of the pair."""
    home = f"/media/songs/{made.ids[index]}"
    files = {"audio": f"{home}/stream", "cover": f"{home}/cover", "thumb": f"{home}/thumb"}
    words = {"id": name, "title": name, "artist": "Mira", "peaks": "A9" * 80}
    return {**words, **files, "seconds": LENGTH, "loudness": -14.0, "liked": False, **changes}


def play(page: Page, *tracks: dict[str, object], shuffle: bool = False) -> None:
    """Play these tracks, as pages ask for it, and wait for the sound."""
    page.evaluate(PLAY, [list(tracks), shuffle])
    until_playing(page)


def player(page: Page) -> Locator:
    """The bar."""
    return page.get_by_role("region", name="Player")


def queue(page: Page) -> Locator:
    """The queue, where it is open."""
    return page.get_by_role("region", name="Queue")


def expect_queue(page: Page, *names: str) -> None:
    """What follows, in this order."""
    expect(queue(page).get_by_role("listitem")).to_have_count(len(names))
    for row, name in zip(queue(page).get_by_role("listitem").all(), names, strict=True):
        expect(row.get_by_role("button", name=f"Play {name}")).to_be_visible()


def expect_title(page: Page, title: str) -> None:
    """What plays."""
    expect(player(page).get_by_text(title, exact=True)).to_be_visible()


def go_to(page: Page, seconds: float) -> None:
    """Move to this second."""
    page.evaluate("at => { document.querySelector('audio').currentTime = at }", seconds)


def tap(locator: Locator) -> None:
    """Touch it; where the tests' protocol of a browser knows no touch, click it."""
    browser = locator.page.context.browser
    if browser and browser.browser_type.name == "firefox":
        locator.click()
    else:
        locator.tap()

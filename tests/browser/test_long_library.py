"""A library of a thousand songs: light, whole, and the same on the way back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.listening import make_pair, open_long_library
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SONGS = 1000
MOST_ROWS = 150
# Walks through the whole list, a screen at a time; returns how many rows there were at most, and which titles were seen.
_WALK = """async () => {
    const outer = document.getElementById("content");
    const seen = new Set();
    let most = 0;
    const drawn = () => new Promise((resolve) => setTimeout(resolve, 30));
    for (let idle = 0; idle < 200 && seen.size < 1000; ) {
        const rows = [...document.querySelectorAll("[data-window] article")];
        most = Math.max(most, rows.length);
        for (const row of rows) seen.add(row.ariaLabel);
        const last = rows.at(-1);
        if (last && last.getBoundingClientRect().bottom > innerHeight) idle = 0;
        outer.scrollTop += idle === 0 ? 600 : 0;
        idle += 1;
        await drawn();
    }
    return [most, seen.size];
}"""


@pytest.fixture
def page(browser: Browser, server: Server, visit: Callable[..., Page]) -> Page:
    """The library of somebody with a thousand songs."""
    make_pair(browser, server)
    return open_long_library(visit, server, SONGS)


def _scroll_to(page: Page, top: int) -> None:
    page.evaluate(
        """top => {
            const inner = document.getElementById("content");
            (inner.scrollHeight > inner.clientHeight ? inner : document.scrollingElement).scrollTop = top;
        }""",
        top,
    )


def _row(page: Page, number: int) -> Locator:
    return page.get_by_role("article", name=f"Song {number:03}", exact=True)


def test_scrolling_shows_every_song_and_draws_few(page: Page) -> None:
    most, seen = page.evaluate(_WALK)
    assert (most <= MOST_ROWS, seen) == (True, SONGS)
    page.goto("/library?view=grid")
    expect(page.locator(".tiles article").first).to_be_visible()
    most, seen = page.evaluate(_WALK)
    assert (most <= MOST_ROWS, seen) == (True, SONGS)


def test_a_jump_to_the_end_and_back_shows_what_is_there(page: Page) -> None:
    for _ in range(2):
        _scroll_to(page, 10**7)
        expect(_row(page, 1000)).to_be_in_viewport()
        _scroll_to(page, 0)
        expect(_row(page, 1)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "wide"), [("/library", True), ("/library?view=grid&sort=title", True), ("/library", False)]
)
def test_back_returns_to_the_same_row(page: Page, address: str, wide: bool) -> None:
    if not wide:
        page.set_viewport_size(PHONE)  # pyright: ignore[reportArgumentType]
    page.goto(address)
    expect(page.get_by_role("article").first).to_be_visible()
    _scroll_to(page, 20_000)
    page.wait_for_url("**at=*", wait_until="commit")
    left = re.search(r"at=(\w+)", page.url)
    assert left
    row = page.locator(f'[data-song="{left[1]}"]')
    title = row.get_attribute("aria-label")
    row.locator("a").first.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.go_back()
    expect(row).to_be_in_viewport()
    assert row.evaluate("row => Math.abs(row.getBoundingClientRect().top)") < 200
    page.reload()
    expect(row).to_be_in_viewport()


def test_all_are_selected_and_deleted_and_come_back(page: Page) -> None:
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all", exact=True).click()
    expect(page.get_by_text("1,000 selected")).to_be_visible()
    page.get_by_role("checkbox", name="Select Song 002, take").click()
    expect(page.get_by_text("999 selected")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Deleted 999 songs.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Recently deleted", exact=True).click()
    expect(page.get_by_role("heading", name="Recently deleted")).to_be_visible()
    expect(page.get_by_text("999 songs", exact=True)).to_be_visible()
    page.get_by_role("article").first.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("998 songs", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to your songs").click()
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_row_says_that_it_is_published_and_a_favorite_and_how_old_it_is(page: Page) -> None:
    row = _row(page, 1)
    for item, sign in (("Publish", "Published"), ("Add to favorites", "Favorite")):
        row.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name=item, exact=True).click()
        expect(row.get_by_role("img", name=sign, exact=True)).to_be_visible()
    expect(row.locator("time")).to_be_visible()
    expect(_row(page, 2).get_by_role("img", name="Published", exact=True)).to_be_hidden()


def test_the_grid_loads_covers_at_the_size_of_its_tiles(page: Page) -> None:
    page.goto("/library?view=grid")
    cover = page.locator(".tiles article img").first
    expect(cover).to_be_visible()
    page.wait_for_function("() => document.querySelector('.tiles article img').naturalWidth > 0")
    assert cover.evaluate("picture => picture.naturalWidth") == 384

"""The player walks a whole list, also what of it the page has not drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IN_BOTH
from tests.browser.listening import expect_title, make_pair, open_long_library, player
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, IN_BOTH]

SONGS = 30
TITLES = [f"Song {number:03}" for number in range(1, SONGS + 1)]


@pytest.fixture
def page(browser: Browser, server: Server, visit: Callable[..., Page]) -> Page:
    """A library of thirty songs, of which fewer are drawn."""
    make_pair(browser, server)
    return open_long_library(visit, server, SONGS)


def _title(page: Page) -> str:
    return player(page).locator(".playing-title").inner_text()


def test_next_goes_on_past_what_is_drawn_to_the_lists_end(page: Page) -> None:
    assert page.get_by_role("article").count() < SONGS
    page.get_by_role("button", name=f"Play {TITLES[15]}").click()
    onward = player(page).get_by_role("button", name="Next", exact=True)
    for title in TITLES[16:]:
        onward.click()
        expect_title(page, title)
    expect(onward).to_be_disabled()


def test_shuffle_plays_every_song_of_the_list_once(page: Page) -> None:
    page.get_by_role("button", name=f"Play {TITLES[11]}").click()
    expect_title(page, TITLES[11])
    page.keyboard.press("s")
    onward = player(page).get_by_role("button", name="Next", exact=True)
    heard = [_title(page)]
    while onward.is_enabled():
        onward.click()
        page.wait_for_function("last => document.querySelector('.playing-title').innerText !== last", arg=heard[-1])
        heard.append(_title(page))
    assert heard[0] == TITLES[11]
    assert sorted(heard) == TITLES


def test_scrolling_between_neither_repeats_nor_loses_a_song(page: Page) -> None:
    page.get_by_role("button", name=f"Play {TITLES[14]}").click()
    expect_title(page, TITLES[14])
    page.evaluate("document.getElementById('content').scrollTop = 1e6")
    expect(page.get_by_role("article", name=TITLES[-1])).to_be_visible()
    for title in TITLES[15:]:
        page.keyboard.press("n")
        expect_title(page, title)
    expect(player(page).get_by_role("button", name="Next", exact=True)).to_be_disabled()

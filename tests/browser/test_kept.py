"""A playlist that is kept on this device plays without a connection, and goes when its listener does."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import until_playing
from tests.waiting import until

pytestmark = pytest.mark.browser
KEPT = "() => caches.open('melodymaker-kept-1').then((cache) => cache.keys()).then((all) => all.map(({url}) => url))"
SOURCE = "() => document.querySelector('audio').currentSrc"


@pytest.fixture
def playlist(sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]) -> Page:
    """The page of a playlist with one song, in a browser whose service worker answers."""
    page = sign_up(service_workers="allow")
    have_songs(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    until(lambda: page.evaluate("() => Boolean(navigator.serviceWorker.controller)"))
    page.get_by_role("article").first.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Add to playlist").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="New playlist").fill("For the train")
    dialog.get_by_role("button", name="Create", exact=True).click()
    page.get_by_role("navigation").get_by_role("link", name="For the train").click()
    expect(page.get_by_role("heading", name="For the train", level=1)).to_be_visible()
    return page


def test_a_kept_playlist_plays_without_a_connection(playlist: Page) -> None:
    page = playlist
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("button", name="Kept offline")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^\d+ MB of 1 GB on this device$"))).to_be_visible()
    until(lambda: any("/__spa-fallback.html" in url for url in page.evaluate(KEPT)))
    page.context.set_offline(True)
    page.get_by_role("button", name="Play what is kept here").click()
    until_playing(page, 1)
    assert "/kept/" in page.evaluate(SOURCE)
    page.evaluate("() => { document.querySelector('audio').currentTime = 15 }")
    until_playing(page, 15)

    page.goto(page.url)  # opened anew: the page comes from this device, too
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.get_by_role("button", name="Play what is kept here").click()
    until_playing(page, 1)
    page.goto("/library")
    page.get_by_role("link", name="Play what is kept here").click()
    expect(page).to_have_url(re.compile("/playlist/"))
    page.context.set_offline(False)


def test_it_is_removed_by_hand_and_when_its_listener_signs_out(playlist: Page) -> None:
    page = playlist
    page.get_by_role("button", name="Keep offline").click()
    page.get_by_role("button", name="Kept offline").click()
    expect(page.get_by_role("button", name="Keep offline")).to_be_visible()
    until(lambda: not any("/kept/" in url for url in page.evaluate(KEPT)))
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("button", name="Kept offline")).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_text("1 playlist kept offline:")).to_be_visible()
    page.get_by_role("button", name="Mira").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    until(lambda: page.evaluate("() => caches.has('melodymaker-kept-1').then((has) => !has)"))
    assert page.evaluate("() => localStorage.getItem('melody:kept')") is None

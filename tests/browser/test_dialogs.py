"""Dialogs by the keyboard: the focus goes into them, stays there, and returns to what opened them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from melodymaker import routes
from tests.browser.listening import Made, make_pair
from tests.browser.server import Server
from tests.browser.whole_site import open_whole_site
from tests.waiting import until

pytestmark = pytest.mark.browser

IN_DIALOG = "document.activeElement?.closest('[role=dialog]') !== null"


@pytest.fixture
def made(browser: Browser, server: Server) -> Made:
    """Somebody with two songs."""
    return make_pair(browser, server)


def _close(page: Page, opener: Locator) -> None:
    """Go round inside the dialog that is open, close it, and see the focus where it was."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    until(lambda: page.evaluate(IN_DIALOG))
    for key in ("Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        assert page.evaluate(IN_DIALOG), key
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def _open_by_menu(page: Page, opener: Locator, item: str) -> None:
    opener.press("Enter")
    page.get_by_role("menuitem", name=item, exact=True).press("Enter")


@pytest.mark.parametrize("path", ["/library", "/create", "song"])
def test_from_a_songs_menu(path: str, made: Made, visit: Callable[..., Page]) -> None:
    of_song = path == "song"
    page = visit(routes.song(made.ids[0]) if of_song else path, storage_state=made.state)
    place = page.locator(".song-page-actions") if of_song else page.get_by_role("article").first
    more = place.get_by_role("button", name="More", exact=True)
    for item in ("Add to playlist", "Remix") if of_song else ("Rename", "Add to playlist", "Download", "Remix"):
        _open_by_menu(page, more, item)
        _close(page, more)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/library?tab=playlists", "New playlist"),
        ("/library", "Notifications"),
        ("song", "Share"),
        ("/library", "Lyrics"),
    ],
)
def test_from_a_button(path: str, name: str, browser: Browser, server: Server, visit: Callable[..., Page]) -> None:
    site = open_whole_site(browser, server)
    page = visit("", storage_state=site.state)
    page.goto(site.song if path == "song" else path)
    place = page if name == "Notifications" else page.get_by_role("main")
    opener = place.get_by_role("button", name=name, exact=True).first
    opener.press("Enter")
    _close(page, opener)


def test_the_settings_that_are_saved_and_the_keyboards_table(made: Made, visit: Callable[..., Page]) -> None:
    page = visit("/create", storage_state=made.state)
    presets = page.get_by_role("button", name="Presets", exact=True)
    _open_by_menu(page, presets, "Save these settings")
    _close(page, presets)
    link = page.get_by_role("link", name="Library", exact=True)
    link.focus()
    page.keyboard.press("?")
    _close(page, link)


def test_a_dialog_stays_on_the_page_that_it_was_opened_on(made: Made, visit: Callable[..., Page]) -> None:
    page = visit("/library", storage_state=made.state)
    page.get_by_role("article").first.get_by_role("link").first.click()
    more = page.locator(".song-page-actions").get_by_role("button", name="More", exact=True)
    dialog = page.get_by_role("dialog")
    _open_by_menu(page, more, "Remix")
    expect(dialog).to_be_visible()
    page.reload()
    expect(more).to_be_visible()
    expect(page.get_by_role("region", name="Comments")).to_be_visible()
    expect(dialog).to_be_hidden()
    _open_by_menu(page, more, "Remix")
    expect(dialog).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Library", exact=True, level=1)).to_be_visible()
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.get_by_role("article").first).to_be_visible()
    expect(dialog).to_be_hidden()


def test_a_dialog_that_did_its_work_gives_the_focus_back(made: Made, visit: Callable[..., Page]) -> None:
    page = visit("/library", storage_state=made.state)
    more = page.get_by_role("article").first.get_by_role("button", name="More", exact=True)
    _open_by_menu(page, more, "Rename")
    page.get_by_role("dialog").get_by_role("textbox", name="Title").press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(more).to_be_focused()

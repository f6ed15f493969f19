"""Two people, each in a browser of their own: what one does, the other sees at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, make_songs

pytestmark = pytest.mark.browser


@pytest.fixture
def artist(sign_up: Callable[..., Page]) -> Page:
    """Somebody on the page of a song that they have published."""
    page = sign_up("Mira")
    make_songs(page)
    page.goto(f"/song/{page.get_by_role('article').first.get_attribute('data-song')}")
    page.get_by_role("switch", name="Published").click()
    expect(page.get_by_role("button", name="Share")).to_be_visible()
    return page


@pytest.fixture
def listener(artist: Page, sign_up: Callable[..., Page]) -> Page:
    """Somebody else on the same page."""
    page = sign_up("Okto")
    page.goto(artist.url)
    return page


def _bell(page: Page) -> Locator:
    # Also while its dialog is open, which hides the rest of the page from screen readers.
    return page.get_by_role("button", name="Notifications", include_hidden=True)


def _inbox(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Notifications")


def test_a_follow_and_a_like_are_in_the_others_bell_at_once(artist: Page, listener: Page) -> None:
    _bell(artist).click()
    expect(_inbox(artist)).to_contain_text("is ready")
    _inbox(artist).get_by_role("button", name="Mark all read").click()
    expect(_bell(artist)).to_have_attribute("title", "Nothing unread")

    follow = listener.get_by_role("button", name="Follow")
    follow.click()
    expect(follow).to_have_text("Following")
    expect(_inbox(artist).get_by_text("Okto started to follow you")).to_be_visible()
    listener.get_by_role("main").get_by_role("button", name="Like").click()
    expect(_inbox(artist).get_by_text("Okto liked")).to_be_visible()
    expect(artist.get_by_text("1 like")).to_be_visible()
    expect(_bell(artist)).to_have_attribute("title", "2 unread")

    _inbox(artist).get_by_role("link", name="Okto liked").click()
    expect(_inbox(artist)).to_be_hidden()
    expect(_bell(artist)).to_have_attribute("title", "1 unread")

    follow.click()
    expect(follow).to_have_text("Follow")
    expect(_bell(artist)).to_have_attribute("title", "Nothing unread")
    listener.reload()
    expect(follow).to_have_attribute("aria-pressed", "false")
    expect(listener.get_by_role("main").get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")


def test_the_bell_is_reached_on_a_phone(sign_up: Callable[..., Page]) -> None:
    page = sign_up(viewport=PHONE)
    _bell(page).click()
    expect(_inbox(page).get_by_role("heading", name="Nothing yet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_inbox(page)).to_be_hidden()
    expect(_bell(page)).to_be_focused()

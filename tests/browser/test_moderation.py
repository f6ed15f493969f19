"""Reports, and what admins do about them, seen by the owner, a visitor and the admin at the same time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import describe
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def artist(sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]) -> Page:
    """Somebody on the page of a song that they have published."""
    page = sign_up("Mira")
    have_songs(page)
    page.goto(f"/song/{page.get_by_role('article').first.get_attribute('data-song')}")
    page.get_by_role("switch", name="Let everybody hear it").click()
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_visible()
    return page


@pytest.fixture
def admin(sign_up: Callable[..., Page], server: Server) -> Page:
    """An admin on their page."""
    page = sign_up("Ada")
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection, connection:
        connection.execute("UPDATE users SET admin = 1 WHERE created_at = (SELECT max(created_at) FROM users)")
    page.goto("/admin")
    expect(page.get_by_role("heading", name="Admin")).to_be_visible()
    return page


def _report(page: Page, text: str) -> None:
    page.locator(".song-page-actions").get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Report", exact=True).click()
    dialog = page.get_by_role("dialog", name="Report")
    dialog.get_by_role("textbox", name="More about it").fill(text)
    dialog.get_by_role("button", name="Report", exact=True).click()
    reason = dialog.get_by_role("combobox", name="What is wrong?")
    expect(dialog.get_by_text("Choose what is wrong.")).to_be_visible()
    expect(reason).to_be_focused()
    expect(dialog.get_by_role("textbox", name="More about it")).to_have_value(text)
    reason.select_option("Spam or deception")
    dialog.get_by_role("button", name="Report", exact=True).click()
    expect(page.get_by_text("An admin will look at it")).to_be_visible()


def test_a_reported_song_is_hidden_and_restored(
    artist: Page, admin: Page, sign_up: Callable[..., Page], visit: Callable[..., Page]
) -> None:
    title = artist.get_by_role("heading", level=1).inner_text()
    other = sign_up("Okto")
    other.goto(artist.url)
    _report(other, "A copy of mine")
    report = admin.get_by_role("listitem").filter(has_text="A copy of mine")
    expect(report).to_contain_text("Spam or deception")
    visitor = visit(artist.url)
    expect(visitor.get_by_role("heading", name=title, level=1)).to_be_visible()

    report.get_by_role("button", name="Hide song").click()
    expect(report).to_be_hidden()
    expect(artist.get_by_text("An admin has hidden this song")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("heading", name="This song is not available")).to_be_visible()
    admin.get_by_role("tab", name="Log").click()
    admin.get_by_role("row").filter(has_text="hid a song").first.get_by_role("link", name=title).click()
    expect(admin.get_by_role("heading", name=title, level=1)).to_be_visible()
    admin.goto("/admin")
    artist.goto("/library")
    expect(artist.get_by_role("article").filter(has_text="hidden")).to_have_count(1)

    admin.get_by_role("tab", name="Log").click()
    line = admin.get_by_role("row").filter(has_text="hid a song").first
    expect(line).to_contain_text(title)
    line.get_by_role("button", name="Restore", exact=True).click()
    expect(line.get_by_role("button", name="Restore", exact=True)).to_be_hidden()
    expect(admin.get_by_role("row").filter(has_text="restored a song").first).to_contain_text(title)
    visitor.reload()
    expect(visitor.get_by_role("heading", name=title, level=1)).to_be_visible()


def test_a_suspended_person_is_told_so_in_words(artist: Page, admin: Page, visit: Callable[..., Page]) -> None:
    song = artist.url
    profile = artist.locator(".song-page-person").get_attribute("href") or ""
    admin.goto(profile)
    admin.locator(".profile-head").get_by_role("button", name="More", exact=True).click()
    admin.get_by_role("menuitem", name="Suspend", exact=True).click()
    expect(admin.get_by_text("Mira is suspended.")).to_be_visible()
    expect(admin.get_by_text("This person is suspended: only they and the admins")).to_be_visible()

    artist.reload()
    expect(artist.get_by_text("Your account is suspended: until it is restored")).to_be_visible()
    artist.get_by_role("textbox", name="Comment").fill("Still here?")
    artist.get_by_role("button", name="Post", exact=True).click()
    told = artist.get_by_text("you can listen, but not create, publish, comment or follow")
    expect(told.first).to_be_visible()
    artist.goto("/create")
    expect(told).to_be_visible()
    describe(artist, "a short folk tune about rain")
    expect(told).to_have_count(2)
    visitor = visit(song)
    expect(visitor.get_by_role("heading", name="This song is not available")).to_be_visible()
    visitor.goto(profile)
    expect(visitor.get_by_role("heading", name="Profile not found")).to_be_visible()

    admin.goto("/admin?tab=log")
    expect(admin.get_by_role("row").filter(has_text="suspended somebody").first).to_contain_text("Mira")


def test_others_see_no_admin_page(artist: Page) -> None:
    artist.goto("/admin")
    expect(artist.get_by_role("heading", name="This page does not exist")).to_be_visible()

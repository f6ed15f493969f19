"""Two people, each in a browser of their own: what one does, the other sees at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, until_playing
from tests.browser.listening import go_to

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

    follow = listener.get_by_role("button", name="Follow", exact=True)
    follow.dblclick()  # which is one click
    expect(follow).to_have_text("Following")
    expect(_inbox(artist).get_by_text("Okto started following you")).to_be_visible()
    listener.get_by_role("main").get_by_role("button", name="Like", exact=True).click()
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
    expect(listener.get_by_role("main").get_by_role("button", name="Like", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_bell_is_reached_on_a_phone(sign_up: Callable[..., Page]) -> None:
    page = sign_up(viewport=PHONE)
    _bell(page).click()
    expect(_inbox(page).get_by_role("heading", name="Nothing yet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_inbox(page)).to_be_hidden()
    expect(_bell(page)).to_be_focused()


def _comments(page: Page) -> Locator:
    return page.get_by_role("region", name="Comments")


def test_a_comment_at_a_time_is_seen_at_once_and_leads_there(artist: Page, listener: Page) -> None:
    listener.get_by_role("main").get_by_role("button", name=re.compile("^Play ")).first.click()
    until_playing(listener)
    go_to(listener, 12)
    listener.get_by_role("button", name=re.compile(r"^Add the moment 0:1[23]$")).click()
    box = listener.get_by_role("textbox", name="Comment")
    box.fill("What a turn!\nhttps://example.com is no link")
    listener.get_by_role("button", name="Post", exact=True).dblclick()
    expect(box).to_have_value("")
    expect(listener.get_by_text("Write something first.")).to_have_count(0)

    comment = _comments(artist).get_by_role("article", name="Comment by Okto")
    expect(comment).to_contain_text("What a turn!")
    expect(comment.get_by_role("link", name="example.com")).to_have_count(0)
    comment.get_by_role("button", name="Play from 0:1").click()
    artist.wait_for_function("() => document.querySelector('audio')?.currentTime >= 12")
    go_to(artist, 2)
    artist.get_by_role("button", name="Okto at 0:1").click()
    artist.wait_for_function("() => document.querySelector('audio').currentTime >= 12")
    expect(_bell(artist)).to_have_attribute("title", "2 unread")


def test_replies_edits_and_removals_are_seen_at_once(artist: Page, listener: Page) -> None:
    listener.get_by_role("textbox", name="Comment").fill("Fien")
    listener.get_by_role("button", name="Post", exact=True).click()
    comment = _comments(listener).get_by_role("article", name="Comment by Okto")
    comment.get_by_role("button", name="Comment menu").click()
    listener.get_by_role("menuitem", name="Edit", exact=True).click()
    expect(listener.get_by_role("textbox", name="Edit comment")).to_be_focused()
    listener.get_by_role("textbox", name="Edit comment").fill("Fine")
    listener.get_by_role("button", name="Save comment").click()
    expect(_comments(artist).get_by_text("Fine", exact=True)).to_be_visible()
    expect(comment).to_contain_text("edited")

    _comments(artist).get_by_role("button", name="Reply", exact=True).click()
    expect(artist.get_by_role("textbox", name="Reply")).to_be_focused()
    artist.get_by_role("textbox", name="Reply").fill("Thank you")
    expect(artist.get_by_role("button", name="Reply comment")).to_be_in_viewport(ratio=1)
    artist.get_by_role("button", name="Reply comment").click()
    expect(_comments(listener).get_by_role("article", name="Comment by Mira")).to_contain_text("Thank you")
    expect(_bell(listener)).to_have_attribute("title", "1 unread")

    theirs = _comments(artist).get_by_role("article", name="Comment by Okto")
    theirs.get_by_role("button", name="Comment menu").click()
    artist.get_by_role("menuitem", name="Remove from this song").click()
    expect(_comments(listener).get_by_text("This comment was deleted.")).to_be_visible()
    artist.get_by_role("button", name="Undo", exact=True).click()
    expect(_comments(listener).get_by_text("Fine", exact=True)).to_be_visible()

    theirs.get_by_role("button", name="Comment menu").click()
    artist.get_by_role("menuitem", name="Block Okto").click()
    expect(theirs).to_be_hidden()
    listener.get_by_role("textbox", name="Comment").fill("Once more")
    listener.get_by_role("button", name="Post", exact=True).click()
    expect(listener.get_by_text("This person takes no likes, comments, follows or remixes from you.")).to_be_visible()
    expect(listener.get_by_role("textbox", name="Comment")).to_have_value("Once more")


def test_a_visitor_reads_comments_and_is_asked_to_sign_in(artist: Page, visit: Callable[..., Page]) -> None:
    artist.get_by_role("textbox", name="Comment").fill("My first song")
    artist.get_by_role("button", name="Post", exact=True).click()
    expect(_comments(artist).get_by_role("article")).to_have_count(1)
    visitor = visit(artist.url)
    expect(_comments(visitor).get_by_text("My first song")).to_be_visible()
    _comments(visitor).get_by_role("link", name="Sign in to comment").click()
    expect(visitor.get_by_role("heading", name="Sign in to go on")).to_be_visible()
    expect(visitor).to_have_url(re.compile(r"next=/song/"))
    visitor.go_back()
    visitor.get_by_role("main").get_by_role("button", name="Like", exact=True).click()
    expect(visitor.get_by_role("heading", name="Sign in to go on")).to_be_visible()
    visitor.go_back()
    expect(visitor).to_have_url(artist.url)
    expect(_comments(visitor).get_by_text("My first song")).to_be_visible()


def test_what_one_is_told_of_is_chosen_in_the_settings(artist: Page) -> None:
    expect(_bell(artist)).to_have_attribute("title", "1 unread")
    artist.get_by_role("button", name="Mira", exact=True).click()
    artist.get_by_role("menuitem", name="Settings", exact=True).click()
    ready = artist.get_by_role("switch", name="My songs are ready: in the app")
    expect(ready).to_be_checked()
    expect(artist.get_by_role("switch", name="by e-mail")).to_have_count(0)  # no mail server is set
    ready.click()
    expect(_bell(artist)).to_have_attribute("title", "Nothing unread")
    artist.reload()
    expect(ready).not_to_be_checked()


def test_a_person_is_blocked_on_their_profile_and_unblocked_in_the_settings(artist: Page, listener: Page) -> None:
    artist_name = listener.get_by_role("main").get_by_role("link", name="Mira", exact=True)
    artist_name.click()
    listener.get_by_role("button", name="Follow", exact=True).click()
    listener.locator(".profile-head").get_by_role("button", name="More", exact=True).click()
    listener.get_by_role("menuitem", name="Block Mira").click()
    expect(listener.get_by_text("You have blocked this person")).to_be_visible()
    listener.goto("/settings")
    blocked = listener.get_by_role("region", name="Blocked people")
    expect(blocked.get_by_role("link", name="Mira")).to_be_visible()
    blocked.get_by_role("button", name="Unblock", exact=True).click()
    expect(blocked.get_by_text("You have blocked nobody.")).to_be_visible()

"""A visitor's first minute: ideas to hear, and the shortest way from one to a song of their own."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IN_BOTH, fill_sign_up, new_email
from tests.browser.listening import make_pair, open_library, play, player, track
from tests.browser.server import Server

pytestmark = pytest.mark.browser
IDEA = "a warm lo-fi piano tune about rain"
PLAYED = """() => {
  window.samples = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { samples.push(this); return play.call(this); };
}"""
_SOUNDS = "() => samples.at(-1)?.currentTime > 0.2"


def test_a_guest_gets_a_song_of_an_idea_with_one_click(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_role("button", name=IDEA, exact=True).click()
    page.wait_for_url(re.compile(r"/create/?$"))
    songs = page.get_by_role("region", name="Your songs").get_by_role("article")
    expect(songs).to_have_count(2)
    expect(page.locator(".pair-request")).to_have_text(IDEA)


def test_an_idea_waits_behind_the_sign_up(visit: Callable[..., Page]) -> None:
    page = visit(f"/sign-up?next={quote(f'/create?idea={quote(IDEA)}', safe='')}")
    expect(page.get_by_role("heading", name="Make your first song")).to_be_visible()
    fill_sign_up(page, "Nika", new_email())
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value(IDEA)


def test_a_visitor_who_wants_to_create_is_asked_in_and_led_on(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_role("link", name="Create", exact=True).first.click()
    expect(page.get_by_role("heading", name="Sign in to go on")).to_be_visible()
    expect(page.get_by_role("button", name="Try without an account")).to_be_visible()
    page.get_by_role("link", name="Create an account").click()
    fill_sign_up(page, "Nika", new_email())
    expect(page.get_by_role("textbox", name="Describe your song")).to_be_visible()


@IN_BOTH
def test_an_idea_can_be_heard(visit: Callable[..., Page], browser: Browser, server: Server) -> None:
    made = make_pair(browser, server)
    page = open_library(visit, made)
    play(page, track(made, "One"))
    page.get_by_role("link", name="Discover", exact=True).click()
    page.evaluate(PLAYED)
    page.get_by_role("button", name=f"Hear {IDEA}").click()
    page.wait_for_function(_SOUNDS)
    expect(player(page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("button", name="Hear neon synthwave").click()
    expect(page.get_by_role("button", name=f"Hear {IDEA}")).to_be_visible()
    page.wait_for_function(_SOUNDS)
    player(page).get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Hear neon synthwave")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Stop "))).to_have_count(0)

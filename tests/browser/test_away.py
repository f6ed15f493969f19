"""No connection, no server, or a slow one: it is said at once, nothing is lost, and nothing else is shown instead."""

import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import shorten, until_playing
from tests.browser.listening import make_pair, open_library, play, track
from tests.browser.server import Server

pytestmark = pytest.mark.browser
WISH = "a short folk tune about patience"
KEPT = "The server is away. Your request is kept"


def _ask(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Describe your song").fill(text)
    page.get_by_role("button", name="Create", exact=True).click()


def _songs(page: Page) -> Locator:
    return page.get_by_role("region", name="Your songs").get_by_role("article")


def test_being_offline_is_told_within_a_second_and_what_plays_goes_on(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    made = make_pair(browser, server)
    page = open_library(visit, made)
    play(page, track(made, "One"))
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible(timeout=1_000)
    until_playing(page, 2)
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden(timeout=1_000)


def test_a_request_made_offline_is_kept_and_sent_once(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    shorten(page)
    page.context.set_offline(True)
    _ask(page, WISH)
    expect(page.get_by_text(KEPT)).to_be_visible()
    _ask(page, WISH)
    expect(_songs(page)).to_have_count(0)
    page.context.set_offline(False)
    expect(_songs(page)).to_have_count(2)
    expect(page.get_by_text(KEPT)).to_be_hidden()
    expect(page.get_by_text("The server is back, and has your request.")).to_be_visible()
    page.reload()
    expect(_songs(page)).to_have_count(2)
    expect(page.locator(".pair-request")).to_have_text(WISH)


def test_a_request_made_while_the_server_is_away_outlasts_the_tab(sign_up: Callable[..., Page], server: Server) -> None:
    page = sign_up()
    shorten(page)
    server.stop(signal.SIGKILL)
    try:
        expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_visible()
        _ask(page, WISH)
        expect(page.get_by_text(KEPT)).to_be_visible()
        box = page.get_by_role("textbox", name="Describe your song")
        box.fill("and something that is only typed")
        other = page.context.new_page()
        page.close()
    finally:
        server.start()
    other.goto("/library")
    expect(other.get_by_text("The server is back, and has your request.")).to_be_visible()
    other.goto("/create")
    expect(_songs(other)).to_have_count(2)


def test_what_is_typed_while_the_server_is_away_is_there_afterwards(
    sign_up: Callable[..., Page], server: Server
) -> None:
    page = sign_up()
    page.get_by_role("tab", name="Custom").click()
    page.get_by_role("textbox", name="Title").fill("Before")
    typed = {"Title": "Patience", "Lyrics": "[Verse 1]\nHere I wait", "Style": "folk, slow"}
    server.stop(signal.SIGKILL)
    try:
        expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_visible()
        for name, text in typed.items():
            page.get_by_role("textbox", name=name).fill(text)
    finally:
        server.start()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_hidden(timeout=30_000)
    for name, text in typed.items():
        expect(page.get_by_role("textbox", name=name)).to_have_value(text)
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("article").first).to_have_attribute("aria-label", "Patience")


def test_what_is_typed_just_before_the_server_dies_is_told_to_the_next_one(
    sign_up: Callable[..., Page], server: Server
) -> None:
    page = sign_up()
    shorten(page)
    with server.paused():
        page.get_by_role("textbox", name="Describe your song").fill(WISH)
        page.get_by_role("heading", name="What do you want to hear?").click()  # reports it, and nobody hears
        server.stop(signal.SIGKILL)
    try:
        expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_visible()
    finally:
        server.start()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_hidden(timeout=30_000)
    page.get_by_role("button", name="Create", exact=True).click()
    expect(_songs(page)).to_have_count(2)
    expect(page.locator(".pair-request")).to_have_text(WISH)


def test_favorites_are_awaited_with_a_skeleton_and_never_with_songs(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    page = open_library(visit, make_pair(browser, server))
    with server.paused():
        page.get_by_role("tab", name="Favorites").click()
        expect(page.get_by_role("status", name="Loading")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(0)
        expect(page.get_by_role("tab", name="Favorites")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("heading", name="No favorites yet")).to_be_visible()
    page.get_by_role("tab", name="Songs").click()
    expect(page.get_by_role("article")).to_have_count(2)

"""A new user: from one sentence to two playing songs, which are there after signing in again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    PHONE,
    audio,
    describe,
    fill_sign_up,
    make_songs,
    new_email,
    shorten,
    to_library,
    until_playing,
)
from tests.browser.server import Server
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def test_a_description_makes_two_songs_that_are_there_after_signing_in_again(
    visit: Callable[..., Page], server: Server
) -> None:
    page = visit("/create")
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_role("link", name="Create an account").click()
    email = new_email()
    fill_sign_up(page, "Mira", email)
    page.wait_for_url(re.compile("/create"))
    shorten(page)
    describe(page, "a warm lo-fi piano tune about rain")
    songs = page.get_by_role("region", name="Your songs")
    cards = songs.get_by_role("article")
    expect(cards).to_have_count(2)
    expect(songs.get_by_role("progressbar").first).to_be_visible()
    plays = songs.get_by_role("button", name=re.compile("^Play "))
    expect(plays).to_have_count(2, timeout=60_000)
    title = cards.first.get_attribute("aria-label") or ""
    assert title
    assert title != "A warm lo-fi piano tune about rain"
    expect(cards.first).to_contain_text("Ready")
    expect(cards.first).to_contain_text(re.compile(r"lo-fi.* BPM"))
    expect(cards.first).to_contain_text(re.compile(r"0:[12]\d"))
    for image in songs.locator("img").all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    cards.first.get_by_role("button", name="Lyrics", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).not_to_contain_text("Nobody sings")
    expect(dialog).to_contain_text("Verse 1")
    page.keyboard.press("Escape")

    plays.first.click()
    until_playing(page)
    to_library(page)
    before = audio(page, "currentTime")
    until_playing(page, past=before + 0.3)

    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/create"))
    expect(songs.get_by_role("button", name=f"Play {title}")).to_have_count(2)

    server.stop()
    server.start()
    page.goto("/library")
    expect(page.get_by_role("article", name=title)).to_have_count(2)


def test_the_start_says_nothing_of_what_will_stop_working(server: Server) -> None:
    # Only the start: what the other tests do to the server is not of interest here.
    starting, running, _ = server.log.partition("App running at")
    assert running
    assert "Warning" not in starting


def test_own_lyrics_and_an_instrumental(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_role("tab", name="Custom").click()
    expect(page.get_by_role("radio", name="Write lyrics")).to_be_checked()
    page.get_by_role("textbox", name="Lyrics").fill("[Verse 1]\nGlass and thunder\n\n[Chorus]\nStay a while")
    page.get_by_role("textbox", name="Style").fill("folk, warm")
    page.get_by_role("group", name="Styles").get_by_role("button", name="piano").click()
    expect(page.get_by_role("textbox", name="Style")).to_have_value("folk, warm, piano")
    shorten(page)
    page.get_by_role("button", name="Create", exact=True).click()
    songs = page.get_by_role("region", name="Your songs")
    expect(songs.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=60_000)
    songs.get_by_role("button", name="Lyrics", exact=True).first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Glass and thunder")
    page.keyboard.press("Escape")

    page.get_by_role("switch", name="Instrumental").click()
    expect(page.get_by_role("textbox", name="Lyrics")).to_be_hidden()
    page.get_by_role("textbox", name="Style").press("Control+Enter")
    expect(songs.get_by_role("button", name=re.compile("^Play "))).to_have_count(4, timeout=60_000)
    expect(songs.get_by_role("button", name="Lyrics", exact=True)).to_have_count(2)


def test_described_lyrics(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_role("tab", name="Custom").click()
    page.get_by_role("radio", name="Describe lyrics").check(force=True)
    page.get_by_role("textbox", name="What the lyrics are about").fill("about the sea")
    page.get_by_role("textbox", name="Style").fill("folk")
    shorten(page)
    page.get_by_role("button", name="Create", exact=True).click()
    songs = page.get_by_role("region", name="Your songs")
    expect(songs.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=60_000)
    songs.get_by_role("button", name="Lyrics", exact=True).first.click()
    expect(page.get_by_role("dialog")).to_contain_text(
        re.compile(r"\b(sea|tide|wave|shore|harbour|salt|sail)", re.IGNORECASE)
    )


def test_typed_text_survives_a_restart_of_the_server(sign_up: Callable[..., Page], server: Server) -> None:
    page = sign_up()
    box = page.get_by_role("textbox", name="Describe your song")
    box.fill("words that shall stay")
    page.get_by_role("heading", name="What do you want to hear?").click()
    server.stop()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_visible()
    server.start()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_hidden(timeout=60_000)
    expect(box).to_have_value("words that shall stay")
    shorten(page)
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("words that shall stay").last).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2, timeout=60_000)


def test_a_song_is_made_and_played_on_a_phone(sign_up: Callable[..., Page]) -> None:
    page = sign_up(viewport=PHONE, has_touch=True, is_mobile=True)
    make_songs(page)
    expect(page.get_by_role("article").first).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("region", name="Your songs").get_by_role("button", name=re.compile("^Play ")).first.tap()
    until_playing(page)
    page.get_by_role("navigation").get_by_role("link", name="Library", exact=True).tap()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("region", name="Player").get_by_role("button", name="Pause", exact=True).tap()
    expect(page.get_by_role("region", name="Player").get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_songs_are_finished_after_the_tab_is_closed(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    shorten(page)
    describe(page, "a folk tune")
    expect(page.get_by_role("article")).to_have_count(2)
    context = page.context
    page.close()
    later = context.new_page()
    later.goto("/create")
    expect(later.get_by_role("button", name=re.compile("^Play ")).nth(1)).to_be_visible(timeout=60_000)


def test_two_tabs_show_the_same(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    other = page.context.new_page()
    other.goto("/library")
    expect(other.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    make_songs(page)
    expect(other.get_by_role("button", name=re.compile("^Play "))).to_have_count(2)


def test_a_reload_during_generation_loses_nothing(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    describe(page, "a long folk tune, 3 minutes")
    expect(page.get_by_role("progressbar").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="Cancel", exact=True).first.click()
    expect(page.get_by_text("Cancelled", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article")).to_have_count(4)
    page.get_by_role("button", name="Cancel", exact=True).first.click()


def test_at_another_address_the_right_one_is_named(browser: Browser, server: Server) -> None:
    # Whose console says that the server refuses this address.
    page = browser.new_context(service_workers="block").new_page()
    page.context.route(
        "http://127.0.0.1:1/**",
        lambda route: route.fulfill(
            response=route.fetch(url=route.request.url.replace("http://127.0.0.1:1", server.url))
        ),
    )
    page.goto("http://127.0.0.1:1/sign-in")
    expect(page.get_by_text("nothing works at any other address")).to_be_visible()
    expect(page.get_by_role("link", name=server.url, exact=True)).to_be_visible()
    page.context.unroute_all(behavior="wait")  # an answer on its way would fail the next test
    page.context.close()

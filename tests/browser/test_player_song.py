"""The song that plays, and where the player leads: its page, its menu, other tabs, and the embedded player."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import IN_BOTH, PHONE, until_playing
from tests.browser.listening import (
    PLAY,
    Made,
    expect_title,
    go_to,
    make_pair,
    open_library,
    play,
    player,
    queue,
    tap,
    track,
)
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, IN_BOTH]
_PLAY = re.compile("^Play ")


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """Somebody with a pair of songs."""
    return make_pair(browser, server)


@pytest.fixture
def page(visit: Callable[..., Page], made: Made) -> Page:
    """Their library."""
    return open_library(visit, made)


def test_the_players_title_leads_to_the_song_and_tells_the_takes_apart(page: Page, made: Made) -> None:
    page.get_by_role("article").first.get_by_role("button", name=_PLAY).click()
    until_playing(page)
    expect(player(page).locator(".badge")).to_have_text("A")
    player(page).get_by_role("button", name="Queue", exact=True).click()
    expect(queue(page).get_by_role("listitem").locator(".badge")).to_have_text("B")
    player(page).get_by_role("link", name=made.title).click()
    page.wait_for_url(f"**/song/{made.ids[0]}")
    until_playing(page)
    page.reload()
    expect(player(page).locator(".badge")).to_have_text("A")


def test_a_picture_that_is_gone_leaves_its_place_plain_until_there_is_another(page: Page, made: Made) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=b"no picture", content_type="image/webp")

    page.route("**/media/songs/nowhere/thumb", answer)
    play(page, track(made, "Gone", thumb="/media/songs/nowhere/thumb"), track(made, "There"))
    picture = player(page).locator(".playing-cover img")
    expect(picture).to_be_hidden()
    player(page).get_by_role("button", name="Next", exact=True).click()
    expect(picture).to_be_visible()


def test_pause_takes_as_much_room_as_play(page: Page, made: Made) -> None:
    page.goto(f"/song/{made.ids[0]}")
    actions = page.locator(".song-page-actions")
    large = actions.get_by_role("button").first
    before = large.bounding_box()
    large.click()
    expect(actions.get_by_role("button", name=re.compile("^Pause "))).to_be_visible()
    assert large.bounding_box() == before


def test_back_closes_the_full_player_and_then_leaves_the_page(visit: Callable[..., Page], made: Made) -> None:
    page = open_library(visit, made, viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("navigation").get_by_role("link", name="Create", exact=True).click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_be_visible()
    play(page, track(made, "One"))
    opening = player(page).get_by_role("button", name="Full screen")
    leaving = player(page).locator(".leave")
    tap(opening)
    expect(leaving).to_be_visible()
    page.go_back()
    expect(opening).to_be_visible()
    expect(page).to_have_url(re.compile("/create/?$"))
    expect(page.get_by_role("textbox", name="Describe your song")).to_be_visible()
    until_playing(page)

    tap(opening)
    tap(leaving)
    expect(opening).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/library/?$"))
    expect(page.get_by_role("heading", name="Library", exact=True, level=1)).to_be_visible()
    until_playing(page)


def test_a_double_click_opens_the_full_player_and_nothing_more(visit: Callable[..., Page], made: Made) -> None:
    page = open_library(visit, made, viewport=PHONE, has_touch=True, is_mobile=True)
    tap(page.get_by_role("article").first.get_by_role("button", name=_PLAY))
    until_playing(page)
    player(page).get_by_role("button", name="Full screen").dblclick()
    expect(player(page).get_by_role("link", name=made.title)).to_be_visible()
    expect(page).to_have_url(re.compile("/library/?$"))
    expect(player(page).locator(".leave")).to_be_visible()


def test_the_full_player_has_the_songs_menu_and_leads_to_it(visit: Callable[..., Page], made: Made) -> None:
    page = open_library(visit, made, viewport=PHONE, has_touch=True, is_mobile=True)
    tap(page.get_by_role("article").first.get_by_role("button", name=_PLAY))
    until_playing(page)
    tap(player(page).get_by_role("button", name="Full screen"))
    tap(player(page).get_by_role("button", name="More", exact=True))
    for name in ("Open", "Add to playlist", "Remix", "Download", "Publish", "Rename", "Delete"):
        expect(page.get_by_role("menuitem", name=name, exact=True)).to_be_visible()
    tap(page.get_by_role("menuitem", name="Rename", exact=True))
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Title")).to_have_value(made.title)
    page.keyboard.press("Escape")
    tap(player(page).get_by_role("link", name=made.title))
    page.wait_for_url(f"**/song/{made.ids[0]}")
    expect(player(page)).not_to_have_attribute("data-full", "")
    expect(page.get_by_role("heading", name=made.title, level=1)).to_be_visible()


def test_of_two_tabs_the_newest_that_plays_is_heard(page: Page, made: Made) -> None:
    play(page, track(made, "One"))
    other = page.context.new_page()
    other.goto("/library")
    expect(other.get_by_role("article")).to_have_count(2)
    play(other, track(made, "Two", 1))
    expect(player(page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(player(other).get_by_role("button", name="Pause", exact=True)).to_be_visible()
    player(page).get_by_role("button", name="Play", exact=True).click()
    expect(player(other).get_by_role("button", name="Play", exact=True)).to_be_visible()
    until_playing(page)


def test_keys_work_on_a_cyrillic_keyboard(page: Page, made: Made) -> None:
    play(page, track(made, "One"), track(made, "Two", 1))
    press = "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    page.evaluate(press, ["т", "KeyN"])
    expect_title(page, "Two")
    page.evaluate(press, ["й", "KeyQ"])
    expect(queue(page)).to_be_visible()
    page.evaluate(press, [".", "Slash"])
    expect(page.get_by_role("searchbox", name="Search")).to_be_visible()


def test_a_sound_that_goes_on_without_saying_so_is_not_waited_for(page: Page, made: Made) -> None:
    """As in WebKit, which says that it waits, and not that it does no longer."""
    play(page, track(made, "One"))
    page.evaluate("document.querySelector('audio').dispatchEvent(new Event('waiting'))")
    expect(player(page)).to_have_attribute("data-state", "playing")


def test_the_next_song_is_prepared_where_the_browser_never_has_enough(visit: Callable[..., Page], made: Made) -> None:
    """As in WebKit: what is buffered tells it."""
    page = open_library(visit, made)
    page.evaluate(
        """() => Object.defineProperty(HTMLMediaElement.prototype, 'readyState', {
          get() { return this.duration > 0 ? 3 : 0 } })"""
    )
    with page.expect_request(lambda request: f"/media/songs/{made.ids[1]}/stream" in request.url):
        page.evaluate(PLAY, [[track(made, "One"), track(made, "Two", 1)], False])


def test_a_file_that_is_there_and_cannot_be_heard_is_not_called_missing(page: Page, made: Made) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=b"no sound at all" * 100, content_type="audio/mpeg")

    page.route("**/media/songs/nowhere/stream", answer)
    home = "/media/songs/nowhere/stream"
    page.evaluate(PLAY, [[track(made, "Deaf", audio=home)], False])
    expect(player(page).get_by_role("alert")).to_contain_text("no sound output, or cannot read the file")


def test_after_the_playing_song_is_deleted_the_next_one_plays(page: Page, made: Made) -> None:
    play(page, track(made, "One"), track(made, "Two", 1))
    page.evaluate("dispatchEvent(new CustomEvent('melody:remove', {detail: {id: 'One'}}))")
    expect_title(page, "Two")
    until_playing(page)


def test_the_page_follows_the_lyrics_once_somebody_reads_them(page: Page, made: Made) -> None:
    page.set_viewport_size({"width": 1200, "height": 420})
    page.goto(f"/song/{made.ids[0]}")
    page.add_style_tag(content=".lyrics-line { margin-bottom: 200px }")  # however few lines the song has
    page.locator(".song-page-actions").get_by_role("button", name=_PLAY).click()
    until_playing(page)
    lines = page.locator("button.lyrics-line")
    last = lines.last
    go_to(page, 0)
    expect(lines.first).to_have_attribute("aria-current", "true")
    page.evaluate("document.querySelector('.song-page .lyrics').scrollIntoView()")
    expect(last).not_to_be_in_viewport()
    go_to(page, page.evaluate("document.querySelector('audio').duration - 4"))
    expect(page.locator("button.lyrics-line[aria-current=true]")).to_be_in_viewport()
    expect(last).to_be_in_viewport()


def test_the_embedded_player_plays_seeks_and_leads_to_the_song(page: Page, made: Made) -> None:
    page.goto(f"/song/{made.ids[0]}")
    public = page.get_by_role("switch", name="Let everybody hear it")
    public.click()
    expect(page.locator(".song-page-audience")).to_contain_text("It is published")
    page.goto(f"/embed/{made.ids[0]}")
    expect(page.get_by_role("link", name=made.title)).to_have_attribute("href", re.compile(f"/song/{made.ids[0]}$"))
    expect(page.locator(".badge")).to_have_text("A")
    page.get_by_role("button", name=f"Play {made.title}").click()
    until_playing(page)
    page.get_by_role("slider", name="Seek").fill("5")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 5")
    page.get_by_role("button", name=f"Pause {made.title}").click()
    expect(page.get_by_role("button", name=f"Play {made.title}")).to_be_visible()
    page.goto(f"/song/{made.ids[0]}")
    public.click()
    expect(page.locator(".song-page-audience")).to_contain_text("It is private")

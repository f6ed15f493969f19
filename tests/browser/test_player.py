"""The player in the hand: its queue, keys, lyrics, likes, and the whole screen of a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IN_BOTH, PHONE, audio, until_playing
from tests.browser.listening import (
    NAMES,
    Made,
    expect_queue,
    expect_title,
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


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """Somebody with a pair of songs."""
    return make_pair(browser, server)


@pytest.fixture
def page(visit: Callable[..., Page], made: Made) -> Page:
    """Their library."""
    return open_library(visit, made)


def test_the_queue_is_seen_reordered_and_cleared(page: Page, made: Made) -> None:
    play(page, *[track(made, name) for name in NAMES])
    page.keyboard.press("q")
    expect_queue(page, "Two", "Three", "Four")
    queue(page).get_by_role("button", name="Play Two").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect_queue(page, "Three", "Two", "Four")
    expect(queue(page).get_by_role("button", name="Play Two")).to_be_focused()
    expect(page.get_by_text("Two is now number 2 of 3")).to_be_attached()
    queue(page).get_by_role("button", name="Move Four up").click()
    expect_queue(page, "Three", "Four", "Two")

    grip = queue(page).locator(".queue-grip")
    start = grip.nth(2).bounding_box()
    end = grip.nth(0).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 28)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 40, steps=4)
    page.mouse.move(end["x"] + 10, end["y"] + 24, steps=2)
    page.mouse.up()
    expect_queue(page, "Two", "Three", "Four")

    queue(page).get_by_role("button", name="Remove Three").click()
    expect_queue(page, "Two", "Four")
    expect(queue(page).get_by_role("button", name="Remove Four")).to_be_focused()
    queue(page).get_by_role("button", name="Play Four").click()
    expect_queue(page)
    expect_title(page, "Four")
    player(page).get_by_role("button", name="Previous", exact=True).click()
    expect_queue(page, "Four")
    queue(page).get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Nothing up next.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(queue(page)).to_be_hidden()


def test_play_next_and_add_to_queue(page: Page, made: Made) -> None:
    def choose(index: int, item: str) -> None:
        page.get_by_role("article").nth(index).get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name=item).click()

    choose(0, "Add to queue")
    expect_title(page, made.title)
    assert audio(page, "paused")
    play(page, track(made, "One"), track(made, "Two"))
    choose(0, "Add to queue")
    choose(1, "Play next")
    player(page).get_by_role("button", name="Queue", exact=True).click()
    expect_queue(page, made.title, "Two", made.title)
    covers = [each.get_attribute("src") or "" for each in queue(page).get_by_role("listitem").locator("img").all()]
    assert covers[0] != covers[2]
    page.keyboard.press("Escape")
    expect(player(page).get_by_role("button", name="Queue", exact=True)).to_be_focused()


def test_shuffle_shows_its_real_order_and_gives_the_old_one_back(page: Page, made: Made) -> None:
    play(page, *[track(made, name) for name in NAMES])
    page.keyboard.press("q")
    page.keyboard.press("s")
    expect(queue(page).get_by_role("heading", name="Next, shuffled")).to_be_visible()
    first = queue(page).get_by_role("listitem").first.get_by_role("button").first.get_attribute("aria-label") or ""
    page.keyboard.press("n")
    expect_title(page, first.removeprefix("Play "))
    page.keyboard.press("p")
    page.keyboard.press("s")
    expect_queue(page, "Two", "Three", "Four")


def test_the_keys_and_their_sheet(page: Page, made: Made) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet.get_by_role("term")).to_have_count(11)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    play(page, *[track(made, name) for name in NAMES])
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('audio').paused")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 5")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => document.querySelector('audio').currentTime < 5")
    page.keyboard.press("ArrowDown")
    expect(player(page).get_by_role("slider", name="Volume")).to_have_value("0.75")
    page.keyboard.press("m")
    expect(player(page).get_by_role("button", name="Mute", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("r")
    expect(player(page).get_by_role("button", name="Repeat", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("n")
    expect_title(page, "Two")
    page.keyboard.press("p")
    expect_title(page, "One")
    page.get_by_role("link", name="Create", exact=True).first.click()
    page.get_by_role("heading", name="What do you want to hear?").click()
    page.keyboard.press("/")
    page.wait_for_url(re.compile("/search"))
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.press("n")
    expect(search).to_have_value("n")
    expect_title(page, "One")


def test_everything_by_keyboard_alone(page: Page, made: Made) -> None:
    def tab_to(name: str, key: str = "Tab") -> None:
        label = "document.activeElement?.getAttribute('aria-label')"
        for _ in range(80):
            if page.evaluate(label) == name:
                return
            page.keyboard.press(key)
        pytest.fail(f"{name} cannot be reached")

    tab_to(f"Play {made.title}")
    page.keyboard.press("Enter")
    until_playing(page)
    tab_to("Queue")
    page.keyboard.press("Enter")
    expect(queue(page).get_by_role("heading", name="Queue")).to_be_focused()
    tab_to(f"Remove {made.title}")
    page.keyboard.press("Enter")
    expect(queue(page).get_by_role("listitem")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(player(page).get_by_role("button", name="Queue", exact=True)).to_be_focused()
    tab_to("Lyrics", "Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="Lyrics")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to("Seek", "Shift+Tab")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('audio').ended")
    tab_to("Play", "Shift+Tab")
    page.keyboard.press("Space")
    until_playing(page)


def test_lyrics_follow_the_song_and_lead_into_it(page: Page, made: Made) -> None:
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    player(page).get_by_role("button", name="Lyrics", exact=True).click()
    lyrics = page.get_by_role("region", name="Lyrics")
    lines = lyrics.locator("button.line")
    expect(lines.first).to_have_attribute("aria-current", "true")
    # The words of the line turn bright one by one.
    expect(lines.first.locator(".word-later")).not_to_have_count(0)
    page.wait_for_function("() => document.querySelectorAll('.line .word:not(.word-later)').length > 1")
    last = lines.last
    last.focus()
    page.keyboard.press("Enter")
    expect(last).to_have_attribute("aria-current", "true")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 5")
    page.keyboard.press("Escape")
    expect(lyrics).to_be_hidden()


def test_lines_on_the_songs_page_lead_into_it(page: Page, made: Made) -> None:
    page.goto(f"/song/{made.ids[0]}")
    lines = page.locator("button.lyrics-line")
    lines.last.click()
    page.wait_for_function("() => document.querySelector('audio')?.currentTime > 5")
    expect(lines.last).to_have_attribute("aria-current", "true")
    lines.first.click()
    expect(lines.first).to_have_attribute("aria-current", "true")
    expect(lines.last).not_to_have_attribute("aria-current", "true")


def test_a_like_by_key(page: Page) -> None:
    article = page.get_by_role("article").first
    article.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    page.keyboard.press("l")
    like = player(page).get_by_role("button", name="Like", exact=True)
    expect(like).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(article.get_by_role("button", name="Like", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("l")
    expect(like).to_have_attribute("aria-pressed", "false")


def test_the_whole_screen_of_a_phone(visit: Callable[..., Page], made: Made) -> None:
    page = open_library(visit, made, viewport=PHONE, has_touch=True, is_mobile=True)
    tap(page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")))
    until_playing(page)
    bar = player(page)
    expect(bar.get_by_role("button", name="Shuffle", exact=True)).to_be_hidden()
    tap(bar.get_by_role("button", name="Full screen"))
    expect(bar.get_by_role("button", name="Close", exact=True)).to_be_focused()
    for name in ("Shuffle", "Previous", "Pause", "Next", "Repeat", "Lyrics", "Queue", "Like", "Mute"):
        expect(bar.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tap(bar.get_by_role("button", name="Queue", exact=True))
    expect(queue(page).get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(queue(page)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(bar.get_by_role("button", name="Shuffle", exact=True)).to_be_hidden()
    expect(bar.get_by_role("button", name="Full screen")).to_be_focused()

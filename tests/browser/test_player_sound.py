"""The player's sound: no gaps, even loudness, and going on after a reload."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IN_BOTH, audio, until_playing
from tests.browser.listening import (
    WATCH,
    Made,
    expect_queue,
    expect_title,
    go_to,
    make_pair,
    open_library,
    play,
    player,
    queue,
    track,
)
from tests.browser.server import Server
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.alone, IN_BOTH]


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """Somebody with a pair of songs."""
    return make_pair(browser, server)


@pytest.fixture
def page(visit: Callable[..., Page], made: Made) -> Page:
    """Their library."""
    return open_library(visit, made)


def test_it_goes_on_after_a_reload_where_it_was(page: Page, made: Made) -> None:
    expect(page.get_by_role("button", name="Mira", exact=True)).to_be_visible()
    play(page, *[track(made, name, index, id=made.ids[index]) for index, name in enumerate(("One", "Two"))])
    page.keyboard.press("n")
    expect_title(page, "Two")
    until_playing(page)
    go_to(page, 9)
    until_playing(page, 9.2)
    page.reload()
    expect(player(page).get_by_role("button", name="Play", exact=True)).to_be_enabled()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 9")
    assert audio(page, "paused")
    page.keyboard.press("p")
    page.wait_for_function("() => document.querySelector('audio').currentTime < 1")
    page.keyboard.press("q")
    expect_queue(page)


def test_signing_out_forgets_what_played(visit: Callable[..., Page], made: Made) -> None:
    page = visit("/sign-in?next=/library")
    page.get_by_role("textbox", name="Email").fill(made.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    page.wait_for_function("() => localStorage.getItem('melody:queue')")
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.wait_for_function("() => localStorage.getItem('melody:queue') === null")


def test_what_others_wrote_into_the_memory_is_ignored(page: Page, made: Made) -> None:
    expect(page.get_by_role("button", name="Mira", exact=True)).to_be_visible()
    play(page, track(made, "One", id=made.ids[0]))
    kept = page.wait_for_function("() => localStorage.getItem('melody:queue')").json_value()
    forged = ("{", "null", kept.replace("/media/songs/", "https://example.org/"), kept.replace('"at":0', '"at":7'))
    for content in (*forged, kept.replace('"owner":"', '"owner":"x')):
        # Written after the page has kept its own, as it is left.
        page.evaluate(
            "content => addEventListener('unload', () => localStorage.setItem('melody:queue', content))", content
        )
        page.reload()
        page.wait_for_function("() => localStorage.getItem('melody:queue') === null")
        expect(page.get_by_text("Nothing playing yet")).to_be_visible()


def test_no_gap_between_two_songs(page: Page, made: Made) -> None:
    play(page, track(made, "One", 0), track(made, "Two", 1))
    page.evaluate(WATCH)
    go_to(page, audio(page, "duration") - 2)
    expect_title(page, "Two")
    page.wait_for_function(
        "heard.some(([name]) => name === 'ended') || document.querySelectorAll('audio').length === 1"
    )
    until_playing(page)
    heard = page.evaluate("heard")
    second = next(at for name, at, address in heard if name == "playing" and made.ids[1] in address)
    ended = [at for name, at, _ in heard if name == "ended"]
    assert not ended or second - ended[0] < 100


def test_crossfade_keeps_the_power(page: Page, made: Made) -> None:
    page.keyboard.press("q")
    fade = queue(page).get_by_role("slider", name="Crossfade")
    expect(fade).to_have_attribute("aria-valuetext", "off")
    fade.fill("2")
    page.keyboard.press("Escape")
    play(page, *[track(made, name, index, id=made.ids[index]) for index, name in enumerate(("One", "Two"))])
    go_to(page, audio(page, "duration") - 4)
    levels = page.wait_for_function(
        """() => {
          const both = [...document.querySelectorAll('audio')].filter((each) => !each.paused);
          const levels = both.map((each) => each.volume);
          return both.length === 2 && Math.min(...levels) > 0.2 && levels;
        }"""
    ).json_value()
    assert sum(level**2 for level in levels) == pytest.approx(0.8**4, rel=0.05)
    expect_title(page, "Two")
    page.wait_for_function("() => document.querySelectorAll('audio').length === 1")
    page.reload()
    expect(player(page).get_by_role("button", name="Play", exact=True)).to_be_enabled()
    page.keyboard.press("q")
    expect(fade).to_have_value("2")


def test_loud_songs_are_turned_down_and_takes_change_places(page: Page, made: Made) -> None:
    takes = [track(made, "Loud", 0, loudness=-8.0), track(made, "Soft", 1, loudness=-20.0)]
    play(page, takes[0], track(made, "Three"))
    assert audio(page, "volume") == pytest.approx(0.64 * 10 ** (-6 / 20), abs=0.01)
    go_to(page, 8)
    until_playing(page, 8.2)
    waited = page.evaluate(
        """(tracks) => new Promise((done) => {
          const began = performance.now();
          const loud = document.querySelector('audio').src;
          document.addEventListener('playing', ({target}) => target.currentTime > 8 && done(performance.now() - began), true);
          dispatchEvent(new CustomEvent('melody:switch', {detail: {tracks, id: 'Soft'}}));
        })""",
        takes,
    )
    assert waited < 1000
    assert audio(page, "volume") == pytest.approx(0.64, abs=0.01)
    page.keyboard.press("q")
    expect_queue(page, "Three")

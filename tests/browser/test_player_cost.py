"""What the player costs: no message to the server, and few elements drawn again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import IN_BOTH, PHONE, until_playing
from tests.browser.listening import (
    NAMES,
    Made,
    make_pair,
    open_library,
    play,
    player,
    queue,
    tap,
    track,
)
from tests.browser.server import Server
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.alone]

# What a tab may send while somebody listens: engine.io's answer to a ping, and that a song was really heard.
ALLOWED = re.compile(r"^3$|listen_state\.count_listen")
LIKE = "like_state.set_like"
# Every element that changes, as [where, what changed]. `seek` is the seek bar; the engine writes how much has played
# as a property of those with `data-progress`, which draws nothing anew.
WATCH_CHANGES = """() => {
  window.changes = [];
  const place = (element, attribute) =>
    attribute === 'style' && element.matches('[data-progress]') ? 'progress'
      : element.closest('.seek') ? 'seek'
      : element.outerHTML.slice(0, 200);
  new MutationObserver((records) => {
    for (const {target, type, attributeName} of records)
      changes.push([place(target instanceof Element ? target : target.parentElement, attributeName), type]);
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """Somebody with a pair of songs."""
    return make_pair(browser, server)


@pytest.fixture
def sent(visit: Callable[..., Page], made: Made) -> Callable[..., tuple[Page, list[str]]]:
    """Opens their library; also returns what its tab sends from then on."""

    def open_page(**options: object) -> tuple[Page, list[str]]:
        frames: list[str] = []

        def listen(socket: WebSocket) -> None:
            socket.on("framesent", lambda frame: frames.append(str(frame)))

        page = open_library(visit, made, **options)
        page.on("websocket", listen)
        page.reload()
        expect(page.get_by_role("article")).to_have_count(2)
        expect(page.get_by_role("article").first.get_by_role("button", name="Like", exact=True)).to_be_visible()
        page.wait_for_load_state("networkidle")
        until(lambda: frames)
        del frames[:]
        return page, frames

    return open_page


def _others(page: Page, frames: list[str]) -> list[str]:
    """What was sent but is not allowed. A like comes last, so what was sent before it is known to be there."""
    page.keyboard.press("l")
    while not any(LIKE in frame for frame in frames):
        page.wait_for_timeout(20)
    return [frame for frame in frames if not ALLOWED.search(frame) and LIKE not in frame]


# The next two in Chromium only: Firefox's protocol (WebDriver BiDi) tells nothing of websockets.
def test_no_control_sends_a_message(sent: Callable[..., tuple[Page, list[str]]], made: Made) -> None:
    page, frames = sent()
    bar = player(page)
    article = page.get_by_role("article").first
    article.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    article.get_by_role("button", name=re.compile("^Pause ")).click()
    page.wait_for_function("() => document.querySelector('audio').paused")
    play(page, *[track(made, name, index % 2, id=made.ids[index % 2]) for index, name in enumerate(NAMES[:2])])
    for name in ("Next", "Previous", "Pause", "Play", "Mute", "Shuffle", "Repeat"):
        bar.get_by_role("button", name=name, exact=True).click()
    bar.get_by_role("slider", name="Seek").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 4")
    bar.get_by_role("slider", name="Volume").focus()
    page.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("slider", name="Volume")).not_to_have_value("0.8")
    for name in ("Queue", "Lyrics"):
        bar.get_by_role("button", name=name).click()
        expect(page.get_by_role("region", name=name)).to_be_visible()
        bar.get_by_role("button", name=name).click()
        expect(page.get_by_role("region", name=name)).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    assert _others(page, frames) == []


def test_a_phones_full_screen_sends_no_message(sent: Callable[..., tuple[Page, list[str]]]) -> None:
    page, frames = sent(viewport=PHONE, has_touch=True, is_mobile=True)
    bar = player(page)
    tap(page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")))
    until_playing(page)
    tap(bar.get_by_role("button", name="Full screen"))
    expect(bar.get_by_role("button", name="Close", exact=True)).to_be_focused()
    tap(bar.get_by_role("button", name="Queue", exact=True))
    expect(queue(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(queue(page)).to_be_hidden()
    tap(bar.get_by_role("button", name="Close", exact=True))
    expect(bar.get_by_role("button", name="Full screen")).to_be_focused()
    assert _others(page, frames) == []


@IN_BOTH
def test_only_the_seek_bar_is_drawn_again_while_a_song_plays(visit: Callable[..., Page], made: Made) -> None:
    page = open_library(visit, made)
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page, 1)
    page.evaluate(WATCH_CHANGES)
    until_playing(page, 6)
    changes = page.evaluate("changes")
    places = {place for place, _ in changes}
    assert places == {"seek", "progress"}
    drawn = [kind for place, kind in changes if place == "seek"]
    assert drawn
    # Whole seconds: the time, the slider's value and what it is called.
    assert len(drawn) <= 6 * 8


def test_the_sound_output_is_asked_for_before_anything_plays(visit: Callable[..., Page]) -> None:
    page = visit("")
    page.add_init_script(
        """const Own = AudioContext;
        window.asked = [];
        window.AudioContext = class extends Own {
          constructor() { super(); asked.push("asked"); }
          close() { asked.push("closed"); return super.close(); }
        };"""
    )
    page.goto("/")
    until(lambda: page.evaluate("asked.join()") == "asked,closed")

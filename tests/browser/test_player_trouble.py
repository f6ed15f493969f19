"""The player when something goes wrong: addresses run out, files are gone, the network or the server goes away."""

import re
import signal
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.bench.create import SCRIPT
from tests.browser.conftest import DESKTOP, IN_BOTH, PHONE, audio, until_playing
from tests.browser.listening import (
    NAMES,
    PLAY,
    Made,
    expect_queue,
    expect_title,
    make_pair,
    play,
    player,
    queue,
    tap,
    track,
)
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, IN_BOTH]

_FIRST_BYTES = 60_000
# Firefox reports a websocket without its server as an error of the page.
_LOST = re.compile(r"(establish a connection|connection) to .*ws://")
# `elements` are the player's audio elements, also the one that holds the next song ready outside the page.
KEEP_ELEMENTS = """
  window.elements = [];
  window.Audio = class extends Audio { constructor() { super(); elements.push(this) } };
  window.isFetched = ({duration, buffered}) => buffered.length > 0 && buffered.end(buffered.length - 1) > duration - 0.5;
"""


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """Somebody with a pair of songs."""
    return make_pair(browser, server)


@pytest.fixture
def open_library(browser: Browser, server: Server, made: Made) -> Iterator[Callable[..., Page]]:
    """Opens the library of the one who made the pair; requests may fail here, scripts may not."""
    expect.set_options(timeout=20_000)
    contexts = []
    faults = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(
            base_url=server.url,
            storage_state=made.state,
            **{"viewport": DESKTOP, "service_workers": "block", **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: _LOST.search(str(error)) or faults.append(str(error)))
        page.goto("/library")
        expect(page.get_by_role("article")).to_have_count(2)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(open_library: Callable[..., Page]) -> Page:
    """The library on a wide screen."""
    return open_library()


def test_an_address_that_expires_in_the_middle_of_a_song(page: Page, made: Made) -> None:
    """The first answer holds the song's beginning only, the second one says 403, and the third is asked anew."""
    asked = []

    def answer(route: Route) -> None:
        start = int(route.request.headers.get("range", "bytes=0-").removeprefix("bytes=").split("-")[0])
        asked.append(start)
        if len(asked) == 1:
            whole = page.request.get(route.request.url).body()
            span = f"bytes 0-{_FIRST_BYTES - 1}/{len(whole)}"
            headers = {"content-type": "audio/mpeg", "accept-ranges": "bytes", "content-range": span}
            route.fulfill(status=206, body=whole[:_FIRST_BYTES], headers=headers)
        elif len(asked) == 2:
            route.fulfill(status=403, body="This address has expired, or was never good.")
        else:
            route.continue_()

    page.route("**/stream", answer)
    page.evaluate(PLAY, [[track(made, "One")], False])
    until_playing(page, 12)
    assert asked[:2] == [0, _FIRST_BYTES]
    assert len(asked) > 2
    expect(page.get_by_role("alert")).to_have_count(0)
    expect_title(page, "One")


def test_a_missing_file_is_named_and_the_next_song_follows(page: Page, made: Made, server: Server) -> None:
    name = urlsplit(page.request.get(f"/media/songs/{made.ids[0]}/stream").url).path.rpartition("/")[2]
    file = next(server.data_dir.rglob(name))
    away = file.rename(file.with_suffix(".away"))
    try:
        page.evaluate(PLAY, [[track(made, "Gone", 0), track(made, "Two", 1)], False])
        words = "“Gone” cannot be played: its file is missing. Going on with the next."
        expect(player(page).get_by_role("alert")).to_contain_text(words)
        expect_title(page, "Two")
        until_playing(page)
    finally:
        away.rename(file)


def test_without_a_connection_the_player_waits_instead_of_running_through_the_queue(page: Page, made: Made) -> None:
    play(page, *[track(made, name, index) for name, index in (("One", 0), ("Two", 1), ("Three", 0))])
    page.context.set_offline(True)
    page.evaluate("id => dispatchEvent(new CustomEvent('melody:remove', {detail: {id}}))", "Two")
    page.keyboard.press("n")
    expect(player(page).get_by_role("alert")).to_contain_text("“Three” waits for the connection.")
    page.context.set_offline(False)
    until_playing(page)
    expect_title(page, "Three")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_time_from_a_click_to_sound_is_measured_whichever_element_sounds(page: Page) -> None:
    """The next song of the list is ready in the other element when its button is pressed."""
    page.evaluate(SCRIPT)
    plays = page.locator("article [data-plays]")
    plays.first.click()
    until_playing(page, 1)
    page.evaluate("bench.expectSound()")
    plays.nth(1).click()
    page.wait_for_function("() => Promise.race([bench.sound, new Promise((done) => setTimeout(done, 5000, 0))])")


def test_toasts_leave_the_phones_player_free(open_library: Callable[..., Page]) -> None:
    page = open_library(viewport=PHONE, has_touch=True, is_mobile=True)
    tap(page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")))
    until_playing(page)
    tap(page.get_by_role("article").nth(1).get_by_role("button", name="More", exact=True))
    tap(page.get_by_role("menuitem", name="Delete", exact=True))
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_visible()
    tap(player(page).get_by_role("button", name="Full screen"))
    toast = page.locator("[data-sonner-toast]").bounding_box()
    wave = player(page).get_by_role("slider", name="Seek").bounding_box()
    assert toast
    assert wave
    tap(undo)
    expect(page.get_by_text(re.compile("^Restored “"))).to_be_visible()
    assert toast["y"] + toast["height"] < wave["y"]
    assert audio(page, "paused") is False


def test_without_its_server_what_plays_goes_on(page: Page, made: Made, server: Server) -> None:
    page.add_init_script(KEEP_ELEMENTS)
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)
    play(page, *[track(made, name, index % 2) for index, name in enumerate(NAMES)])
    page.wait_for_function("() => elements.every(isFetched)")
    server.stop(signal.SIGKILL)
    try:
        _use_the_player(page)
    finally:
        server.start()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_hidden(timeout=30_000)
    page.keyboard.press("n")
    expect_title(page, "Four")
    until_playing(page)
    like = page.get_by_role("article").first.get_by_role("button", name="Like", exact=True)
    liked = like.get_attribute("aria-pressed")
    like.click()
    expect(like).not_to_have_attribute("aria-pressed", str(liked))
    like.click()
    expect(like).to_have_attribute("aria-pressed", str(liked))


def _use_the_player(page: Page) -> None:
    """Everything that needs no server; in the end the second song is paused, and the fourth comes next."""
    until_playing(page, float(str(audio(page, "currentTime"))) + 1)
    bar = player(page)
    bar.get_by_role("button", name="Pause", exact=True).click()
    page.wait_for_function("() => document.querySelector('audio').paused")
    bar.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => !document.querySelector('audio').paused")
    before = float(str(audio(page, "currentTime")))
    page.keyboard.press("ArrowRight")
    until_playing(page, before + 4.5)
    page.keyboard.press("ArrowDown")
    expect(bar.get_by_role("slider", name="Volume")).to_have_value("0.75")
    bar.get_by_role("button", name="Queue", exact=True).click()
    expect_queue(page, "Two", "Three", "Four")
    queue(page).get_by_role("button", name="Play Four").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_queue(page, "Two", "Four", "Three")
    page.keyboard.press("q")
    expect(queue(page)).to_be_hidden()
    expect(page.get_by_text("The connection to MelodyMaker is lost.")).to_be_visible(timeout=30_000)
    bar.get_by_role("button", name="Next", exact=True).click()
    expect_title(page, "Two")
    until_playing(page, 1)
    bar.get_by_role("button", name="Pause", exact=True).click()


def test_a_page_that_was_never_opened_ends_no_music_without_a_connection(page: Page, made: Made) -> None:
    play(page, track(made, "One"))
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({name}) => name.includes('/_search_'))"
    )
    page.evaluate("() => { window.same = true }")
    page.context.route("**/assets/**", lambda route: route.abort())
    page.get_by_role("navigation").get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("searchbox", name="Search")).to_be_visible()
    assert page.evaluate("() => window.same")
    until_playing(page, past=1)

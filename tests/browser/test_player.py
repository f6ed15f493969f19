"""The player: its queue, keys, memory, lyrics, likes, and the sound itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.conftest import DESKTOP, PHONE, audio, fill_sign_up, make_songs, new_email, until_playing
from tests.browser.server import Server
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

LENGTH = 20
NAMES = ("One", "Two", "Three", "Four")
_PLAY = """([tracks, shuffle]) => dispatchEvent(new CustomEvent('melody:play', {detail: {tracks, shuffle}}))"""
_WATCH = """() => {
  window.heard = [];
  for (const name of ['playing', 'ended'])
    document.addEventListener(name, ({target}) => heard.push([name, performance.now(), target.src]), true);
}"""


@dataclass(frozen=True)
class Made:
    """Somebody who has made a pair: who it is, the browser's cookies, the songs' ids and their title."""

    email: str
    state: StorageState
    ids: list[str]
    title: str


@pytest.fixture(scope="module")
def made(browser: Browser, server: Server) -> Made:
    """One pair for all tests of the player."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP)
    page = context.new_page()
    page.goto("/sign-up")
    email = new_email()
    fill_sign_up(page, "Mira", email)
    page.wait_for_url(re.compile("/create"))
    title = make_songs(page)[0]
    ids = [each.get_attribute("data-song") or "" for each in page.get_by_role("article").all()]
    made = Made(email, context.storage_state(), ids, title)
    context.close()
    return made


@pytest.fixture
def page(visit: Callable[..., Page], made: Made) -> Page:
    """The library of the one who made the pair."""
    return _open(visit, made)


def _open(visit: Callable[..., Page], made: Made, **options: object) -> Page:
    page = visit("/library", storage_state=made.state, **options)
    expect(page.get_by_role("article")).to_have_count(2)
    return page


def _track(made: Made, name: str, index: int = 0, **changes: object) -> dict[str, object]:
    """A track of its own name and id, with the sound of one of the pair."""
    home = f"/media/songs/{made.ids[index]}"
    files = {"audio": f"{home}/stream", "cover": f"{home}/cover", "thumb": f"{home}/thumb"}
    words = {"id": name, "title": name, "artist": "Mira", "peaks": "A9" * 80}
    return {**words, **files, "seconds": LENGTH, "loudness": -14.0, "liked": False, **changes}


def _play(page: Page, *tracks: dict[str, object], shuffle: bool = False) -> None:
    page.evaluate(_PLAY, [list(tracks), shuffle])
    until_playing(page)


def _player(page: Page) -> Locator:
    return page.get_by_role("region", name="Player")


def _queue(page: Page) -> Locator:
    return page.get_by_role("region", name="Queue")


def _expect_queue(page: Page, *names: str) -> None:
    expect(_queue(page).get_by_role("listitem")).to_have_count(len(names))
    for row, name in zip(_queue(page).get_by_role("listitem").all(), names, strict=True):
        expect(row.get_by_role("button", name=f"Play {name}")).to_be_visible()


def _expect_title(page: Page, title: str) -> None:
    expect(_player(page).get_by_text(title, exact=True)).to_be_visible()


def _go_to(page: Page, seconds: float) -> None:
    page.evaluate("at => { document.querySelector('audio').currentTime = at }", seconds)


def test_the_queue_is_seen_reordered_and_cleared(page: Page, made: Made) -> None:
    _play(page, *[_track(made, name) for name in NAMES])
    page.keyboard.press("q")
    _expect_queue(page, "Two", "Three", "Four")
    _queue(page).get_by_role("button", name="Play Two").focus()
    page.keyboard.press("Alt+ArrowDown")
    _expect_queue(page, "Three", "Two", "Four")
    expect(_queue(page).get_by_role("button", name="Play Two")).to_be_focused()
    expect(page.get_by_text("Two is now number 2 of 3")).to_be_attached()
    _queue(page).get_by_role("button", name="Move Four up").click()
    _expect_queue(page, "Three", "Four", "Two")

    grip = _queue(page).locator(".queue-grip")
    start, end = grip.nth(2).bounding_box(), grip.nth(0).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 28)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 40, steps=4)
    page.mouse.move(end["x"] + 10, end["y"] + 24, steps=2)
    page.mouse.up()
    _expect_queue(page, "Two", "Three", "Four")

    _queue(page).get_by_role("button", name="Remove Three").click()
    _expect_queue(page, "Two", "Four")
    expect(_queue(page).get_by_role("button", name="Remove Four")).to_be_focused()
    _queue(page).get_by_role("button", name="Play Four").click()
    _expect_queue(page)
    _expect_title(page, "Four")
    _player(page).get_by_role("button", name="Previous").click()
    _expect_queue(page, "Four")
    _queue(page).get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Nothing follows.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_queue(page)).to_be_hidden()


def test_play_next_and_add_to_queue(page: Page, made: Made) -> None:
    def choose(index: int, item: str) -> None:
        page.get_by_role("article").nth(index).get_by_role("button", name="More").click()
        page.get_by_role("menuitem", name=item).click()

    choose(0, "Add to queue")
    _expect_title(page, made.title)
    assert audio(page, "paused")
    _play(page, _track(made, "One"), _track(made, "Two"))
    choose(0, "Add to queue")
    choose(1, "Play next")
    _player(page).get_by_role("button", name="Queue").click()
    _expect_queue(page, made.title, "Two", made.title)
    covers = [each.get_attribute("src") or "" for each in _queue(page).get_by_role("listitem").locator("img").all()]
    assert covers[0] != covers[2]
    page.keyboard.press("Escape")
    expect(_player(page).get_by_role("button", name="Queue")).to_be_focused()


def test_shuffle_shows_its_real_order_and_gives_the_old_one_back(page: Page, made: Made) -> None:
    _play(page, *[_track(made, name) for name in NAMES])
    page.keyboard.press("q")
    page.keyboard.press("s")
    expect(_queue(page).get_by_role("heading", name="Next, shuffled")).to_be_visible()
    first = _queue(page).get_by_role("listitem").first.get_by_role("button").first.get_attribute("aria-label") or ""
    page.keyboard.press("n")
    _expect_title(page, first.removeprefix("Play "))
    page.keyboard.press("p")
    page.keyboard.press("s")
    _expect_queue(page, "Two", "Three", "Four")


def test_the_keys_and_their_sheet(page: Page, made: Made) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet.get_by_role("term")).to_have_count(11)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    _play(page, *[_track(made, name) for name in NAMES])
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('audio').paused")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('audio').currentTime > 5")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('audio').currentTime < 5")
    page.keyboard.press("ArrowDown")
    expect(_player(page).get_by_role("slider", name="Volume")).to_have_value("0.75")
    page.keyboard.press("m")
    expect(_player(page).get_by_role("button", name="Mute")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("r")
    expect(_player(page).get_by_role("button", name="Repeat")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("n")
    _expect_title(page, "Two")
    page.keyboard.press("p")
    _expect_title(page, "One")
    page.get_by_role("link", name="Create").first.click()
    page.get_by_role("heading", name="What do you want to hear?").click()
    page.keyboard.press("/")
    page.wait_for_url(re.compile("/library"))
    search = page.get_by_role("searchbox")
    expect(page.get_by_role("article")).to_have_count(2)
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.press("n")
    expect(search).to_have_value("n")
    _expect_title(page, "One")


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
    expect(_queue(page).get_by_role("heading", name="Queue")).to_be_focused()
    tab_to(f"Remove {made.title}")
    page.keyboard.press("Enter")
    expect(_queue(page).get_by_role("listitem")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(_player(page).get_by_role("button", name="Queue")).to_be_focused()
    tab_to("Lyrics", "Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="Lyrics")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to("Seek", "Shift+Tab")
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('audio').ended")
    tab_to("Play", "Shift+Tab")
    page.keyboard.press("Space")
    until_playing(page)


def test_it_goes_on_after_a_reload_where_it_was(page: Page, made: Made) -> None:
    expect(page.get_by_role("button", name="Mira")).to_be_visible()
    _play(page, *[_track(made, name, index, id=made.ids[index]) for index, name in enumerate(("One", "Two"))])
    page.keyboard.press("n")
    _expect_title(page, "Two")
    until_playing(page)
    _go_to(page, 9)
    until_playing(page, 9.2)
    page.reload()
    expect(_player(page).get_by_role("button", name="Play", exact=True)).to_be_enabled()
    page.wait_for_function("document.querySelector('audio').currentTime > 9")
    assert audio(page, "paused")
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('audio').currentTime < 1")
    page.keyboard.press("q")
    _expect_queue(page)


def test_signing_out_forgets_what_played(visit: Callable[..., Page], made: Made) -> None:
    page = visit("/sign-in?next=/library")
    page.get_by_role("textbox", name="Email").fill(made.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    page.wait_for_function("localStorage.getItem('melody:queue')")
    page.get_by_role("button", name="Mira").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.wait_for_function("localStorage.getItem('melody:queue') === null")


def test_what_others_wrote_into_the_memory_is_ignored(page: Page, made: Made) -> None:
    expect(page.get_by_role("button", name="Mira")).to_be_visible()
    _play(page, _track(made, "One", id=made.ids[0]))
    kept = page.evaluate("localStorage['melody:queue']")
    forged = ("{", "null", kept.replace("/media/songs/", "https://example.org/"), kept.replace('"at":0', '"at":7'))
    for content in (*forged, kept.replace('"owner":"', '"owner":"x')):
        # Written after the page has kept its own, as it is left.
        page.evaluate(
            "content => addEventListener('unload', () => localStorage.setItem('melody:queue', content))", content
        )
        page.reload()
        page.wait_for_function("localStorage.getItem('melody:queue') === null")
        expect(page.get_by_text("Nothing playing yet")).to_be_visible()


def test_lyrics_follow_the_song_and_lead_into_it(page: Page, made: Made) -> None:
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    _player(page).get_by_role("button", name="Lyrics").click()
    lyrics = page.get_by_role("region", name="Lyrics")
    lines = lyrics.locator("button.line")
    expect(lines.first).to_have_attribute("aria-current", "true")
    last = lines.last
    last.focus()
    page.keyboard.press("Enter")
    expect(last).to_have_attribute("aria-current", "true")
    page.wait_for_function("document.querySelector('audio').currentTime > 5")
    page.keyboard.press("Escape")
    expect(lyrics).to_be_hidden()


def test_a_like_by_key(page: Page) -> None:
    article = page.get_by_role("article").first
    article.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    page.keyboard.press("l")
    like = _player(page).get_by_role("button", name="Like")
    expect(like).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(article.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("l")
    expect(like).to_have_attribute("aria-pressed", "false")


def test_no_gap_between_two_songs(page: Page, made: Made) -> None:
    _play(page, _track(made, "One", 0), _track(made, "Two", 1))
    page.evaluate(_WATCH)
    _go_to(page, audio(page, "duration") - 2)
    _expect_title(page, "Two")
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
    fade = _queue(page).get_by_role("slider", name="Crossfade")
    expect(fade).to_have_attribute("aria-valuetext", "off")
    fade.fill("2")
    page.keyboard.press("Escape")
    _play(page, *[_track(made, name, index, id=made.ids[index]) for index, name in enumerate(("One", "Two"))])
    _go_to(page, audio(page, "duration") - 4)
    levels = page.wait_for_function(
        """() => {
          const both = [...document.querySelectorAll('audio')].filter((each) => !each.paused);
          const levels = both.map((each) => each.volume);
          return both.length === 2 && Math.min(...levels) > 0.2 && levels;
        }"""
    ).json_value()
    assert sum(level**2 for level in levels) == pytest.approx(0.8**4, rel=0.05)
    _expect_title(page, "Two")
    page.wait_for_function("document.querySelectorAll('audio').length === 1")
    page.reload()
    expect(_player(page).get_by_role("button", name="Play", exact=True)).to_be_enabled()
    page.keyboard.press("q")
    expect(fade).to_have_value("2")


def test_loud_songs_are_turned_down_and_takes_change_places(page: Page, made: Made) -> None:
    takes = [_track(made, "Loud", 0, loudness=-8.0), _track(made, "Soft", 1, loudness=-20.0)]
    _play(page, takes[0], _track(made, "Three"))
    assert audio(page, "volume") == pytest.approx(0.64 * 10 ** (-6 / 20), abs=0.01)
    _go_to(page, 8)
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
    _expect_queue(page, "Three")


def test_an_expired_address_is_renewed_unnoticed(page: Page, made: Made) -> None:
    asked = []
    page.on("request", lambda request: "/stream" in request.url and asked.append(request.url))
    _play(page, _track(made, "One"))
    _go_to(page, 7)
    until_playing(page, 7.2)
    before = len(asked)
    page.evaluate("document.querySelector('audio').dispatchEvent(new Event('error'))")
    until_playing(page, 7.3)
    assert len(asked) > before
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(_player(page).get_by_role("button", name="Pause")).to_be_visible()


def test_a_missing_file_is_told_and_the_next_song_follows(page: Page, made: Made) -> None:
    page.route(f"**/media/songs/{made.ids[0]}/stream", lambda route: route.abort())
    page.evaluate(_PLAY, [[_track(made, "Gone", 0), _track(made, "Two", 1)], False])
    expect(_player(page).get_by_role("alert")).to_contain_text("“Gone” could not be loaded; the next song follows.")
    _expect_title(page, "Two")
    until_playing(page)


def test_the_whole_screen_of_a_phone(visit: Callable[..., Page], made: Made) -> None:
    page = _open(visit, made, viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).tap()
    until_playing(page)
    player = _player(page)
    expect(player.get_by_role("button", name="Shuffle")).to_be_hidden()
    player.get_by_role("button", name="Open the player").tap()
    expect(player.get_by_role("button", name="Close")).to_be_focused()
    for name in ("Shuffle", "Previous", "Pause", "Next", "Repeat", "Lyrics", "Queue", "Like", "Mute"):
        expect(player.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    player.get_by_role("button", name="Queue").tap()
    expect(_queue(page).get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(_queue(page)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(player.get_by_role("button", name="Shuffle")).to_be_hidden()
    expect(player.get_by_role("button", name="Open the player")).to_be_focused()

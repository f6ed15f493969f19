"""The controls: they answer at once, and are true to the server after."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import make_songs
from tests.browser.slow_lines import change_events, slow_down
from tests.waiting import until

pytestmark = pytest.mark.browser

SLOW_MS = 600
# Longer than the pause after which a text is reported, and shorter than an answer takes.
BETWEEN_LETTERS_MS = 230


def _sent_names(page: Page) -> list[str]:
    """The names of the events that the page sends on the lines that it opens from now on."""
    names: list[str] = []

    def note(frame: str | bytes) -> None:
        if isinstance(frame, str) and '["event",' in frame:
            names.append(json.loads(frame[frame.index("[") :])[1]["name"].rpartition(".")[2])

    page.on("websocket", lambda line: line.on("framesent", note))
    return names


def _sent_events(page: Page) -> list[str]:
    """The names of the events that the page sends from now on, once it is loaded anew."""
    names = _sent_names(page)
    page.reload()
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    return names


def _expect_chosen(tab: Locator) -> None:
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(tab).to_have_attribute("tabindex", "0")


def test_what_is_typed_before_the_pages_scripts_have_come_stays(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    held: list[Route] = []
    typed = False

    def hold(route: Route) -> None:
        if typed:
            route.continue_()
        else:
            held.append(route)

    names = _sent_names(page)
    page.route("**/assets/*.js", hold)
    page.goto("/create", wait_until="commit")
    box = page.get_by_role("textbox", name="Describe your song")
    box.press_sequentially("rain on tin")
    until(lambda: bool(page.evaluate("1") and held))
    typed = True
    for route in held:
        route.continue_()
    until(lambda: bool(page.evaluate("1")) and "set_text" in names)
    expect(box).to_have_value("rain on tin")


def test_slow_answers_take_no_letters_away(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    slow_down(page, SLOW_MS)
    text = "rain on tin"
    box = page.get_by_role("textbox", name="Describe your song")
    box.press_sequentially(text, delay=BETWEEN_LETTERS_MS)
    expect(box).to_have_value(text)
    page.get_by_role("tab", name="Custom").click()
    page.get_by_role("tab", name="Simple").click()
    expect(box).to_have_value(text)
    page.reload()
    expect(box).to_have_value(text)


def test_slow_answers_take_no_letters_away_from_a_search(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.goto("/library")
    slow_down(page, SLOW_MS)
    search = page.get_by_role("searchbox", name="Search your songs")
    search.press_sequentially("rain on tin", delay=BETWEEN_LETTERS_MS)
    page.wait_for_url("**/library?q=rain+on+tin")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    expect(search).to_have_value("rain on tin")


def test_a_late_answer_takes_the_focus_from_nobody(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    slow_down(page, SLOW_MS)
    page.get_by_role("button", name="Create", exact=True).click()
    length = page.get_by_role("slider", name="Length")
    length.focus()
    expect(page.get_by_text("Say what you want to hear.")).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(length).to_have_attribute("aria-valuetext", "0:20")
    expect(length).to_be_focused()
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_be_focused()


def test_tabs_by_the_keyboard(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    slow_down(page, SLOW_MS)
    simple, custom = (page.get_by_role("tab", name=name) for name in ("Simple", "Custom"))
    simple.focus()
    for key, chosen, other in (
        ("ArrowRight", custom, simple),
        ("ArrowRight", simple, custom),
        ("ArrowLeft", custom, simple),
        ("Home", simple, custom),
        ("End", custom, simple),
    ):
        page.keyboard.press(key)
        _expect_chosen(chosen)
        expect(other).to_have_attribute("aria-selected", "false")
        expect(other).to_have_attribute("tabindex", "-1")
    expect(page.get_by_role("tabpanel", name="Custom")).to_be_visible()
    _expect_chosen(custom)


def test_a_slider_tells_the_server_once_it_is_let_go(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    events = _sent_events(page)
    slider = page.get_by_role("slider", name="Length")
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Auto")
    before = events.count("set_length")
    for _ in range(5):
        page.keyboard.down("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1:00")
    assert events.count("set_length") == before
    page.keyboard.up("ArrowRight")
    slider.blur()
    page.reload()
    expect(slider).to_have_attribute("aria-valuetext", "1:00")
    assert events.count("set_length") == before + 1


def test_fast_clicks_on_a_slow_switch_end_with_the_last_one(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    slow_down(page, SLOW_MS)
    switch = page.get_by_role("switch", name="Instrumental")
    expect(switch).not_to_be_checked()
    page.evaluate("() => { window.shown = []; }")
    switch.evaluate(
        "element => new MutationObserver(() => window.shown.push(element.ariaChecked))"
        ".observe(element, { attributes: true })"
    )
    for _ in range(3):
        switch.click()
    expect(switch).to_be_checked()
    page.get_by_role("tab", name="Custom").click()
    # Instrumental songs have no lyrics: the server has heard it by then.
    expect(page.get_by_role("textbox", name="Style")).to_be_visible()
    expect(page.get_by_role("textbox", name="Lyrics")).to_be_hidden()
    assert page.evaluate("() => window.shown") == ["true", "false", "true"]


def test_a_switch_goes_back_when_the_server_refuses(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up()
    have_songs(page)
    page.get_by_role("article").first.get_by_role("link").first.click()
    published = page.get_by_role("switch", name="Let everybody hear it")
    expect(published).not_to_be_checked()
    # An event of the same page about a song that is not there.
    change_events(
        page, lambda frame: re.sub(r'set_published","payload":\{[^}]*\}', 'keep_take","payload":{"song_id":"x"}', frame)
    )
    published.click()
    expect(page.get_by_text("not here")).to_be_visible()
    expect(published).not_to_be_checked(timeout=1_000)


def test_a_switch_goes_back_when_the_server_is_silent(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    change_events(page, lambda frame: "" if "set_instrumental" in frame else frame)
    switch = page.get_by_role("switch", name="Instrumental")
    switch.click()
    expect(switch).to_be_checked()
    expect(switch).not_to_be_checked()


def test_each_password_is_shown_by_its_own_button(visit: Callable[..., Page]) -> None:
    page = visit("/sign-in")
    password = page.get_by_label("Password", exact=True)
    password.fill("three quiet words")
    page.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(password).to_have_attribute("type", "password")
    expect(password).to_have_value("three quiet words")
    page.get_by_role("link", name="Create an account").click()
    expect(password).to_have_value("")


def test_ages_follow_the_clock_of_the_browser(sign_up: Callable[..., Page]) -> None:
    page = sign_up(timezone_id="Pacific/Auckland", locale="en-NZ")
    make_songs(page)
    age = page.locator(".pair-time")
    expect(age).to_have_text(re.compile("^(now|1 min ago)$"))
    made = datetime.fromisoformat(age.get_attribute("datetime") or "").astimezone(UTC)
    for passed, text in ((timedelta(minutes=5), "5 min ago"), (timedelta(days=3), "3 days ago")):
        page.clock.set_fixed_time(made + passed + timedelta(seconds=1))
        page.reload()
        expect(age).to_have_text(text)
    assert str(made.year) in (age.get_attribute("title") or "")

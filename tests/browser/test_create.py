"""The composer: limits, one pair a click, chips, keys, and any text."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import make_songs, shorten

pytestmark = pytest.mark.browser


def test_fields_over_their_limits_show_errors_and_keep_the_text(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    box = page.get_by_role("textbox", name="Describe your song")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("Say what you want to hear.")).to_be_visible()
    long = "la " * 3_333 + "x"
    box.fill(long)  # pasted: ten thousand keys would take half a minute
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("At most 1,000 characters; this has 10,000.")).to_be_visible()
    expect(box).to_have_value(long)
    box.fill("a folk tune")
    expect(page.get_by_text("At most 1,000 characters")).to_be_hidden()
    page.get_by_text("Tempo, key, seed").click()
    page.get_by_role("textbox", name="Tempo (BPM)").fill("-4")
    page.get_by_role("textbox", name="Seed").fill("dice")
    page.get_by_text("Tempo, key, seed").click()
    expect(page.get_by_role("textbox", name="Seed")).to_be_hidden()
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("textbox", name="Tempo (BPM)")).to_be_focused()
    expect(page.get_by_text("The tempo goes from 30 to 300 BPM.")).to_be_visible()
    covered = "error => { const box = error.getBoundingClientRect();"
    covered += " return !error.contains(document.elementFromPoint(box.x + 30, box.y + box.height / 2)) }"
    assert not page.get_by_text("The tempo goes from 30 to 300 BPM.").evaluate(covered)
    expect(page.get_by_text("This should be a whole number.")).to_have_count(1)
    page.get_by_role("textbox", name="Seed").fill("7")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("The tempo goes from 30 to 300 BPM.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    page.get_by_role("textbox", name="Tempo (BPM)").fill("96")
    page.get_by_label("Key").select_option("D minor")
    shorten(page)
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("article").first).to_contain_text("96 BPM · D minor", timeout=60_000)


def _type_description(page: Page) -> Locator:
    shorten(page)
    page.get_by_role("textbox", name="Describe your song").fill("a short folk tune")
    return page.get_by_role("button", name="Create", exact=True)


def test_a_double_click_on_create_makes_one_pair(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    _type_description(page).dblclick(delay=20)
    expect(page.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=60_000)
    expect(page.get_by_role("article")).to_have_count(2)


def test_clicks_on_create_while_the_server_is_slow_make_one_pair(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    create = _type_description(page)
    create.focus()  # the text is sent
    # Clicks of their own, none of them a double click's, all before the first answer can be drawn.
    create.evaluate("button => { for (let i = 0; i < 3; i++) button.click() }")
    expect(page.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=60_000)
    expect(page.get_by_role("article")).to_have_count(2)


@pytest.mark.parametrize("key", ["", "Enter", "Space"])
def test_create_can_be_used_again_once_the_pair_is_shown(sign_up: Callable[..., Page], key: str) -> None:
    page = sign_up()
    create = _type_description(page)
    for cards in (2, 4):
        if key:
            create.press(key)
        else:
            create.click()
        expect(page.get_by_role("article")).to_have_count(cards)


def test_chips_and_surprise_fill_the_description(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    box = page.get_by_role("textbox", name="Describe your song")
    box.fill("slow")
    page.get_by_role("button", name="waltz", exact=True).click()
    expect(box).to_have_value("slow, waltz")
    page.get_by_role("button", name="surprise me").click()
    expect(box).not_to_have_value("slow, waltz")
    page.get_by_role("tab", name="Custom").click()
    page.get_by_role("tab", name="Simple").click()
    expect(box).not_to_have_value("")


def test_an_example_fills_the_description(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    example = page.get_by_role("region", name="Your songs").get_by_role("button").first
    text = example.inner_text()
    example.click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value(text)


def test_an_idea_on_the_front_page_fills_the_description(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_role("link", name="Discover", exact=True).click()
    idea = page.get_by_role("link", name=re.compile("tune about rain"))
    idea.click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("a warm lo-fi piano tune about rain")


@pytest.mark.parametrize("text", ["🎹🌧️ مطر <img src=x onerror=alert(1)> 雨", "(((((.*+?[", "xyzzy"])
def test_any_description_makes_songs(sign_up: Callable[..., Page], text: str) -> None:
    page = sign_up()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    make_songs(page, text)
    expect(page.get_by_text(text).first).to_be_visible()
    assert page.locator("img[src='x']").count() == 0


def test_the_same_seed_makes_the_same_songs(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_text("Tempo, key, seed").click()
    page.get_by_role("textbox", name="Seed").fill("42")
    first = make_songs(page)
    about = [card.inner_text() for card in page.get_by_role("article").all()]
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Play "))).to_have_count(4, timeout=60_000)
    cards = page.get_by_role("article").all()
    assert [card.get_attribute("aria-label") for card in cards[:2]] == first
    assert [card.inner_text() for card in cards[:2]] == about


def test_all_of_the_composer_is_seen_in_a_usual_window(sign_up: Callable[..., Page]) -> None:
    page = sign_up()  # 1440 x 900
    last = page.get_by_text("Tempo, key, seed").bounding_box()
    create = page.get_by_role("button", name="Create", exact=True).bounding_box()
    assert last is not None
    assert create is not None
    assert last["y"] + last["height"] <= create["y"]

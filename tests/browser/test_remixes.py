"""Remixes in the browser: each kind as one asks for it, what is heard of it, and where it came from."""

import functools
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, until_playing
from tests.browser.listening import Made, make_pair
from tests.browser.server import Server

pytestmark = pytest.mark.browser
NAMES = {
    "vary": "Vary it",
    "restyle": "Another style",
    "extend": "Make it longer",
    "replace": "Replace a part",
}


@functools.cache
def _pair(browser: Browser, server: Server) -> Made:
    """A pair that only these tests know, because its library does not stay as it is."""
    return make_pair.__wrapped__(browser, server)


@dataclass(frozen=True)
class Stored:
    """A song as it is stored: its sound, and what is known of it."""

    sound: np.ndarray
    rate: int
    style: str
    bpm: int
    key: str
    bar: float
    part: tuple[float, float]


def _stored(server: Server, where: str, *values: object) -> list[Stored]:
    columns = "master, s.style, s.bpm, s.key, bar, remix_from, remix_to"
    joined = "songs s JOIN generations g ON g.id = generation_id"
    statement = f"SELECT {columns} FROM {joined} WHERE {where} ORDER BY s.created_at DESC, take LIMIT 2"  # noqa: S608
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection:
        rows = connection.execute(statement, values).fetchall()
    return [Stored(*soundfile.read(_path(server, row[0])), *row[1:5], part=row[5:]) for row in rows]


def _path(server: Server, name: str) -> Path:
    return server.data_dir / "media" / name[:2] / name


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """How alike two sounds are, whatever their loudness: 1 for the same."""
    length = min(len(one), len(other))
    return float(np.corrcoef(one[:length].mean(axis=1), other[:length].mean(axis=1))[0, 1])


def _open_dialog(page: Page, song_id: str) -> Locator:
    card = page.locator(f"article[data-song='{song_id}']")
    card.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Remix", exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile("^Remix"))
    expect(dialog).to_be_visible()
    return dialog


def _choose(dialog: Locator, kind: str) -> None:
    dialog.get_by_role("radio", name=NAMES[kind]).check()


def _create(page: Page, dialog: Locator) -> Locator:
    """Press Create, and wait for both takes in "Your songs"; returns the newer pair's cards."""
    dialog.get_by_role("button", name="Create remix").click()
    expect(dialog).not_to_be_visible()
    songs = page.get_by_role("region", name="Your songs")
    pair = songs.locator(".pair").first
    expect(pair.get_by_text("Remix of")).to_have_count(2, timeout=60_000)
    expect(pair.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=60_000)
    return pair


@pytest.mark.parametrize("kind", list(NAMES))
def test_each_kind_of_remix_can_be_made_and_heard(
    visit: Callable[..., Page], browser: Browser, server: Server, kind: str
) -> None:
    made = _pair(browser, server)
    page = visit("/library", storage_state=made.state)
    dialog = _open_dialog(page, made.ids[0])
    _choose(dialog, kind)
    source = _stored(server, "s.id = ?", made.ids[0])[0]
    if kind == "restyle":
        dialog.get_by_role("button", name="bossa nova").click()
        expect(dialog.get_by_role("textbox", name="New style")).to_have_value("bossa nova")
    if kind == "replace":
        dialog.get_by_role("slider", name="From").focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        expect(dialog.locator("output").first).to_have_text(re.compile(r"0:0[1-4] – 0:\d\d"))
    pair = _create(page, dialog)
    pair.get_by_role("button", name=re.compile("^Play ")).first.click()
    until_playing(page)

    suffix = {"vary": "variation", "restyle": "bossa nova version", "extend": "extended", "replace": "new part"}[kind]
    expect(pair.get_by_role("article").first).to_have_accessible_name(f"{made.title} ({suffix})")
    first, second = _stored(server, "s.source_id = ? AND s.title LIKE ?", made.ids[0], f"%({suffix})")
    for take in (first, second):
        _check_sound(kind, source, take)
    assert _likeness(first.sound, second.sound) < 0.999


def _check_sound(kind: str, source: Stored, take: Stored) -> None:
    rate = source.rate
    bar = round(source.bar * rate)
    if kind == "vary":
        assert (take.bpm, len(take.sound)) == (source.bpm, len(source.sound))
        assert _likeness(source.sound, take.sound) < 0.9
    elif kind == "restyle":
        assert take.key == source.key
        assert take.style.startswith("bossa nova")
    elif kind == "extend":
        assert len(take.sound) > len(source.sound) + 15 * rate
        assert (take.bpm, take.key) == (source.bpm, source.key)
        # The master's limiter hears the whole song, so that a part of it is not the same to the sample.
        assert _likeness(source.sound[: 4 * bar], take.sound[: 4 * bar]) > 0.98
    else:
        start, end = (round(seconds * rate) for seconds in take.part)
        assert len(take.sound) == len(source.sound)
        assert start == pytest.approx(bar, abs=rate / 100)
        assert _likeness(source.sound[:start], take.sound[:start]) > 0.98
        assert _likeness(source.sound[end:], take.sound[end:]) > 0.98
        assert _likeness(source.sound[start:end], take.sound[start:end]) < 0.95


def test_the_part_is_chosen_by_dragging_on_the_waveform(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    made = _pair(browser, server)
    page = visit("/library", storage_state=made.state)
    dialog = _open_dialog(page, made.ids[1])
    _choose(dialog, "replace")
    slider = dialog.get_by_role("slider", name="To")
    expect(slider).to_be_visible()
    before = float(slider.input_value())
    box = slider.bounding_box()
    assert box is not None
    length = float(slider.get_attribute("max") or 0)

    def across(seconds: float) -> float:
        return box["x"] + 8 + (box["width"] - 16) * seconds / length

    page.mouse.move(across(before), box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(across(before * 0.6), box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    bar = float(slider.get_attribute("step") or 0)
    moved = float(slider.input_value())
    assert moved < before
    assert abs(moved / bar - round(moved / bar)) < 0.01  # it snaps to bars


def test_a_dialog_fits_a_phone_and_says_what_is_missing(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    made = _pair(browser, server)
    page = visit(f"/song/{made.ids[0]}", storage_state=made.state, viewport=PHONE)
    page.get_by_role("button", name="Remix", exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile("^Remix"))
    _choose(dialog, "restyle")
    dialog.get_by_role("button", name="Create remix").click()
    expect(dialog.get_by_text("Name a style")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_others_remix_a_published_song_and_both_see_where_it_came_from(
    visit: Callable[..., Page], sign_up: Callable[..., Page], browser: Browser, server: Server
) -> None:
    made = _pair(browser, server)
    owner = visit(f"/song/{made.ids[1]}", storage_state=made.state)
    switch = owner.get_by_role("switch", name="Let everybody hear it")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")

    other = sign_up("Okto")
    other.goto(f"/song/{made.ids[1]}")
    other.get_by_role("button", name="Remix", exact=True).click()
    dialog = other.get_by_role("dialog", name=re.compile("^Remix"))
    pair = _create(other, dialog)
    card = pair.get_by_role("article").first
    expect(card.get_by_role("link", name=made.title, exact=True)).to_be_visible()
    card.get_by_role("link").first.click()
    region = other.get_by_role("region", name="Remixes")
    expect(region.get_by_role("link", name=made.title, exact=True)).to_be_visible()

    remixes = owner.get_by_role("region", name="Remixes")
    expect(remixes).to_contain_text("No remixes yet.")
    other.get_by_role("switch", name="Let everybody hear it").click()
    expect(remixes.get_by_role("link", name=f"{made.title} (variation)")).to_be_visible()
    expect(remixes).to_contain_text("1 remix")
    expect(remixes).to_contain_text("Okto")

    remixes.get_by_role("switch", name="Others may remix it while it is published").click()
    visitor = sign_up("Vera")
    visitor.goto(f"/song/{made.ids[1]}")
    expect(visitor.get_by_role("region", name="Remixes")).to_be_visible()
    expect(visitor.get_by_role("button", name="Remix", exact=True)).to_have_count(0)

    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    other.reload()
    expect(other.get_by_text("Remix of a song that is no longer public").first).to_be_visible()
    expect(region.get_by_role("link", name=made.title, exact=True)).to_have_count(0)

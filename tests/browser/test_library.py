"""The library: rename, delete with undo, filter; and the pages around it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import audio, to_library, until_playing

pytestmark = pytest.mark.browser


def _open_menu(page: Page, index: int = 0) -> None:
    page.get_by_role("article").nth(index).get_by_role("button", name="More", exact=True).click()


def test_rename_delete_and_undo(sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]) -> None:
    page = sign_up()
    have_songs(page)
    to_library(page)
    expect(page.get_by_role("article")).to_have_count(2)

    _open_menu(page)
    page.get_by_role("menuitem", name="Download", exact=True).click()
    with page.expect_download() as saving:
        page.get_by_role("dialog").get_by_role("button", name="MP3").click()
    assert re.fullmatch(r".+ \(A\)\.mp3", saving.value.suggested_filename)
    assert saving.value.path().stat().st_size > 100_000

    _open_menu(page)
    page.get_by_role("menuitem", name="Rename", exact=True).click()
    title = page.get_by_role("dialog").get_by_role("textbox", name="Title")
    title.fill("   ")
    page.get_by_role("dialog").get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_text("A song needs a title.")).to_be_visible()
    title.fill("Regen <i>im</i> Mai 🌧️")
    title.press("Enter")
    expect(page.get_by_role("article", name="Regen <i>im</i> Mai 🌧️")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    _open_menu(page)
    page.get_by_role("menuitem", name="Delete", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("region", name="Player").locator(".badge")).to_have_text("B")  # the next one plays
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_deleted_song_is_restored_or_goes_for_good(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up()
    have_songs(page)
    to_library(page)
    for left in (1, 0):
        _open_menu(page)
        page.get_by_role("menuitem", name="Delete", exact=True).click()
        expect(page.get_by_role("article")).to_have_count(left)
    page.goto("/library?tab=deleted")
    deleted = page.get_by_role("article")
    deleted.first.get_by_role("button", name="Delete for good").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel", exact=True).click()
    expect(deleted).to_have_count(2)
    deleted.first.get_by_role("button", name="Delete for good").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(deleted).to_have_count(1)
    deleted.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing deleted")).to_be_visible()
    page.get_by_role("link", name="Back to your songs").click()
    expect(page.get_by_role("article")).to_have_count(1)


def test_the_status_filter_and_the_search(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up()
    have_songs(page)
    to_library(page)
    page.get_by_role("combobox", name="Status").select_option(label="Failed")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    assert page.url.endswith("/library?status=failed")
    page.get_by_role("combobox", name="Status").select_option(label="Ready")
    expect(page.get_by_role("article")).to_have_count(2)
    page.go_back()
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    expect(page.get_by_role("combobox", name="Status")).to_have_value("failed")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("radio", name="Grid").check(force=True)
    expect(page.locator(".tiles article")).to_have_count(2)
    page.reload()
    expect(page.locator(".tiles article")).to_have_count(2)
    search = page.get_by_role("searchbox", name="Search your songs")
    search.fill("no such words")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    search.fill("folk")
    expect(page.get_by_role("article")).to_have_count(2)
    page.wait_for_url("**/library?view=grid&q=folk")
    search.fill("no such words")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(search).to_have_value("")
    search.fill("😀 %_\"' nowhere")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.goto("/library")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(search).to_have_value("")
    assert page.url.rstrip("/").endswith("/library")


def test_the_player_plays_the_list_it_was_started_from(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up()
    have_songs(page)
    player = page.get_by_role("region", name="Player")
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    first = audio(page, "src")
    page.get_by_role("link", name="Discover", exact=True).click()
    player.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_function("first => document.querySelector('audio').src !== first", arg=first)
    until_playing(page)
    player.get_by_role("button", name="Previous", exact=True).click()
    page.wait_for_function("first => document.querySelector('audio').src === first", arg=first)
    until_playing(page)
    player.get_by_role("slider", name="Seek").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 9")
    player.get_by_role("button", name="Mute", exact=True).click()
    page.wait_for_function("() => document.querySelector('audio').muted")
    page.get_by_role("heading", name="Hear it in seconds").click()
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('audio').paused")
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.querySelector('audio').paused")


def test_typing_a_space_does_not_pause_the_player(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up()
    have_songs(page)
    page.get_by_role("article").first.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    box = page.get_by_role("textbox", name="Describe your song")
    box.press("Space")
    box.press("m")
    assert not audio(page, "paused")
    assert not audio(page, "muted")


def test_an_unknown_address_shows_a_page_that_says_so(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.goto("/no/such/page", wait_until="load")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()


@pytest.mark.parametrize("mode", ["Light", "Dark", "System"])
def test_the_theme_is_kept_after_a_reload(sign_up: Callable[..., Page], mode: str) -> None:
    page = sign_up(color_scheme="light")
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitemradio", name=mode).click()
    page.reload()
    expect(page.locator("html")).to_have_class(re.compile("dark" if mode == "Dark" else "light"))

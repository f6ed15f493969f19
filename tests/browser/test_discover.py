"""A stranger hears songs at once, browses a shelf, and finds what was published."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import until_playing
from tests.browser.listening import Made, expect_title, make_pair, open_long_library, player
from tests.browser.server import Server

pytestmark = pytest.mark.browser
NEW = "/browse?shelf=new"
_PUBLISH = "UPDATE songs SET published_at = {} WHERE title LIKE 'Song %'"


def _publish(server: Server, when: str) -> None:
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection, connection:
        connection.execute(_PUBLISH.format(when))


@pytest.fixture
def published(visit: Callable[..., Page], browser: Browser, server: Server) -> Iterator[Made]:
    """Thirty published songs of somebody, Song 001 the newest."""
    made = make_pair(browser, server)
    open_long_library(visit, server, 30)
    _publish(server, "created_at")
    yield made
    _publish(server, "NULL")


@pytest.mark.usefixtures("published")
def test_a_stranger_hears_a_song_with_one_click_and_goes_through_a_shelf(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.locator(".hero-song, .shelf").first.get_by_role("button", name=re.compile("^Play ")).first.click()
    until_playing(page)

    page.goto(NEW)
    tiles = page.get_by_role("article")
    expect(tiles).to_have_count(24)
    last = tiles.last.get_attribute("aria-label") or ""
    tiles.last.get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    expect_title(page, last)
    after = tiles.last.get_attribute("data-song")
    following = page.request.get(f"/tracks/shelf?shelf=new&after={after}").json()["tracks"][0]["title"]
    player(page).get_by_role("button", name="Next", exact=True).click()
    expect_title(page, following)
    until_playing(page)
    page.get_by_role("button", name="Load more").click()
    expect(tiles).not_to_have_count(24)
    shown = page.evaluate("() => [...document.querySelectorAll('article')].map((tile) => tile.dataset.song)")
    assert len(set(shown)) == len(shown) > 24
    page.close()  # its pictures are nobody's any more once the songs are private again


def test_a_shelf_that_nobody_named_is_the_first_page(visit: Callable[..., Page]) -> None:
    page = visit("/browse")
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    expect(page.get_by_role("link", name="Make a song").first).to_be_visible()


def test_a_link_to_the_site_has_a_picture_that_others_can_fetch(visit: Callable[..., Page]) -> None:
    page = visit("/")
    picture = page.locator('meta[property="og:image"]').first.get_attribute("content") or ""
    assert urlsplit(picture).netloc
    assert page.request.get(urlsplit(picture).path).headers["content-type"] == "image/png"


def _named(page: Page, title: str) -> None:
    page.get_by_role("button", name="Rename", exact=True).first.click()
    page.get_by_role("textbox", name="Title").fill(title)
    page.locator(".inline-form").get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


@pytest.fixture
def song(visit: Callable[..., Page], browser: Browser, server: Server) -> Iterator[Page]:
    """The page of a published song with a title that is not plain."""
    made = make_pair(browser, server)
    page = visit(f"/song/{made.ids[1]}", storage_state=made.state)
    title = page.get_by_role("heading", level=1).inner_text()
    _named(page, "Cafébloem 桜の夜")
    switch = page.get_by_role("switch", name="Let everybody hear it")
    switch.click()
    expect(page.get_by_text("It is published:")).to_be_visible()
    yield page
    _named(page, title)
    switch.click()
    expect(page.get_by_text("It is private:")).to_be_visible()


@pytest.mark.usefixtures("song")
def test_the_search_finds_while_one_types_and_the_address_keeps_it(visit: Callable[..., Page]) -> None:
    page = visit("/search")
    box = page.get_by_role("searchbox", name="Search")
    found = page.get_by_role("article", name="Cafébloem 桜の夜")
    nothing = page.get_by_role("heading", name="No song found")
    for text in ("cafebl", "CAFÉBLOEM", "桜"):
        box.fill("no such words zz")
        expect(nothing).to_be_visible()
        box.fill("")
        box.press_sequentially(text)
        expect(page.get_by_role("article")).to_have_count(1)
        expect(found).to_be_visible()

    page.get_by_role("combobox", name="Kind").select_option(label="Instrumental")
    expect(nothing).to_be_visible()
    page.reload()
    expect(nothing).to_be_visible()
    expect(page.get_by_role("combobox", name="Kind")).to_have_value("instrumental")
    page.go_back()
    expect(found).to_be_visible()
    expect(box).to_have_value("桜")

    box.fill("mira")
    page.get_by_role("tab", name="People").click()
    expect(page.locator(".people").get_by_role("link", name="Mira").first).to_be_visible()
    page.get_by_role("tab", name="Playlists").click()
    expect(page.get_by_role("heading", name="No playlist found")).to_be_visible()


@pytest.mark.usefixtures("song")
def test_an_unpublished_song_is_found_no_more(song: Page, visit: Callable[..., Page]) -> None:
    page = visit("/search?text=cafebloem")
    expect(page.get_by_role("article")).to_have_count(1)
    switch = song.get_by_role("switch", name="Let everybody hear it")
    switch.click()
    expect(song.get_by_text("It is private:")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="No song found")).to_be_visible()
    switch.click()
    expect(song.get_by_text("It is published:")).to_be_visible()

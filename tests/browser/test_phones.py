"""What phones show, down to 320 px wide."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from melodymaker import routes
from tests.browser.conftest import DESKTOP
from tests.browser.listening import make_pair, open_library, open_long_library
from tests.browser.server import Server
from tests.browser.whole_site import open_whole_site

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
PHONES = pytest.mark.parametrize("phone", [{"width": 390, "height": 844}, SMALL], ids=["390", "320"])


def _tops(*places: Locator) -> list[float]:
    boxes = [place.bounding_box() for place in places]
    return [box["y"] for box in boxes if box]


def _fits(page: Page) -> bool:
    """Whether nothing of the page is beside the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _on_top(place: Locator) -> bool:
    """Whether a finger in the middle of it meets it, and nothing that lies over it."""
    return place.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return element.contains(met);
        }"""
    )


@PHONES
def test_a_songs_page_begins_with_what_one_came_for(
    browser: Browser, server: Server, visit: Callable[..., Page], phone: dict[str, int]
) -> None:
    made = make_pair(browser, server)
    page = visit("", storage_state=made.state, viewport=phone)
    page.goto(routes.song(made.ids[0]))
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    order = (
        page.locator(".song-page-cover"),
        main.get_by_role("heading", level=1),
        page.locator(".song-page-person"),
        page.locator(".song-page-actions .play-large"),
        page.locator(".song-page .lyrics"),
        page.locator(".song-page-about"),
        page.locator(".facts"),
        main.get_by_role("textbox", name="Comment"),
    )
    tops = _tops(*order)
    assert len(tops) == len(order)
    assert tops == sorted(tops)
    assert _fits(page)
    page.set_viewport_size(DESKTOP)  # pyright: ignore[reportArgumentType]
    cover, title, facts = (place.bounding_box() for place in (order[0], order[1], order[6]))
    assert cover
    assert title
    assert facts
    assert title["x"] > cover["x"] + cover["width"]
    assert facts["x"] == cover["x"]


@PHONES
def test_what_admins_see_is_no_wider_than_the_screen(
    browser: Browser, server: Server, visit: Callable[..., Page], phone: dict[str, int]
) -> None:
    site = open_whole_site(browser, server)
    page = visit("", storage_state=site.state, viewport=phone)
    for path in site.pages:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("heading").first).to_be_visible()
        assert _fits(page), path


@PHONES
def test_rows_show_their_titles(
    browser: Browser, server: Server, visit: Callable[..., Page], phone: dict[str, int]
) -> None:
    make_pair(browser, server)
    page = open_long_library(visit, server, 3)
    page.set_viewport_size(phone)  # pyright: ignore[reportArgumentType]
    _expect_titles(page, 3)
    page.get_by_role("button", name="Select", exact=True).click()
    _expect_titles(page, 3)
    page.get_by_role("button", name="Select all").click()
    page.get_by_role("button", name="Add to playlist").click()
    page.get_by_role("dialog").get_by_role("textbox", name="New playlist").fill("Mornings")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto("/library?tab=playlists")
    page.get_by_role("main").get_by_role("link", name="Mornings").click()
    expect(page.get_by_role("heading", name="Mornings", level=1)).to_be_visible()
    _expect_titles(page, 3)
    page.get_by_role("button", name="Edit order", exact=True).click()
    expect(page.get_by_role("button", name="Move down")).to_have_count(3)
    _expect_titles(page, 3)
    assert _fits(page)


def _expect_titles(page: Page, count: int) -> None:
    """The titles are there in full, at their usual size."""
    expect(page.get_by_role("article")).to_have_count(count)
    for title in page.locator("article .song-title").all():
        shown: dict[str, Any] = title.evaluate(
            "title => ({whole: title.scrollWidth <= title.clientWidth, size: getComputedStyle(title).fontSize})"
        )
        assert shown == {"whole": True, "size": "15.5px"}


def test_a_long_title_fits_above_its_stats(browser: Browser, server: Server, visit: Callable[..., Page]) -> None:
    page = open_library(visit, make_pair(browser, server), viewport=SMALL)
    song = page.get_by_role("article").first
    song_id = song.locator("[data-plays]").get_attribute("data-plays")
    song.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Rename", exact=True).click()
    title = page.get_by_role("dialog").get_by_role("textbox", name="Title")
    title.fill("W" * 110)
    title.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto(f"/stats?song={song_id}")
    expect(page.get_by_role("heading", name=f"Stats of {'W' * 110}")).to_be_visible()
    assert _fits(page)


@PHONES
def test_filters_are_in_one_sheet(
    browser: Browser, server: Server, visit: Callable[..., Page], phone: dict[str, int]
) -> None:
    page = open_library(visit, make_pair(browser, server), viewport=phone)
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("button", name="Filters", exact=True).click()
    sheet = page.get_by_role("dialog", name="Filters")
    sheet.get_by_role("combobox", name="Status").select_option(label="Failed")
    sheet.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    expect(page.get_by_role("button", name="Filters, some are on")).to_be_visible()
    assert _fits(page)
    page.goto("/search")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("dialog", name="Filters").get_by_role("combobox", name="Tempo")).to_be_visible()


@PHONES
def test_create_is_always_in_reach(sign_up: Callable[..., Page], phone: dict[str, int]) -> None:
    page = sign_up(viewport=phone)
    create = page.get_by_role("button", name="Create", exact=True)
    for tab in ("Simple", "Custom"):
        page.get_by_role("tab", name=tab).click()
        expect(create).to_be_in_viewport(ratio=1)
        assert _on_top(create)
    page.get_by_text("Tempo, key, seed").click()
    expect(create).to_be_in_viewport(ratio=1)
    assert _on_top(create)


def test_menus_do_not_clip(browser: Browser, server: Server, visit: Callable[..., Page]) -> None:
    """On the smallest screen, held sideways too: what does not fit is scrolled to."""
    page = open_library(visit, make_pair(browser, server), viewport=SMALL)
    for width, height in ((320, 640), (568, 320)):
        page.set_viewport_size({"width": width, "height": height})
        for row in page.get_by_role("article").all():
            row.get_by_role("button", name="More", exact=True).click()
            menu = page.get_by_role("menu")
            box = menu.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height
            last = menu.get_by_role("menuitem", name="Delete", exact=True)
            last.scroll_into_view_if_needed()
            assert _on_top(last)
            page.keyboard.press("Escape")
            expect(menu).to_be_hidden()

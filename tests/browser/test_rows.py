"""What a song's row says, and how it looks at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.listening import make_pair, open_library
from tests.browser.server import Server

pytestmark = pytest.mark.browser

# Of all badges in rows those that are seen in part.
_CUT = """() => [...document.querySelectorAll(".song-kinds .badge")].filter((badge) => {
    const [inner, outer] = [badge, badge.parentElement].map((element) => element.getBoundingClientRect());
    const hidden = inner.top >= outer.bottom - 1 || outer.width === 0 && outer.height === 0;
    return !hidden && (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1);
}).map((badge) => badge.textContent)"""


@pytest.fixture
def page(browser: Browser, server: Server, visit: Callable[..., Page]) -> Page:
    """The library of somebody with a pair of songs."""
    return open_library(visit, make_pair(browser, server))


def test_no_badge_is_cut_at_any_width(page: Page) -> None:
    expect(page.locator(".song-kinds .badge").first).to_be_visible()
    page.evaluate("document.querySelectorAll('.song-kinds .badge').forEach((each) => { each.textContent += ' songs' })")
    for width in range(320, 1441, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_CUT) == [], f"at {width} px"


def test_the_engine_is_explained_on_the_songs_page_and_not_on_each_row(page: Page) -> None:
    for row in page.get_by_role("article").all():
        assert "sketch" not in row.inner_text().lower()
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.locator(".facts")).to_contain_text("Sketch engine: built in, plays sampled instruments")


@pytest.mark.parametrize("view", ["list", "grid"])
def test_a_title_is_underlined_only_under_the_pointer(page: Page, view: str) -> None:
    if view == "grid":
        page.get_by_role("radio", name="Grid").check(force=True)
        expect(page.locator(".tiles article").first).to_be_visible()
    title = page.locator("article .song-title").first
    lines = "title => [title, title.parentElement].map((each) => getComputedStyle(each).textDecorationLine)"
    page.mouse.move(0, 0)
    assert title.evaluate(lines) == ["none", "none"]
    title.hover()
    assert "underline" in title.evaluate(lines)


def test_glyphs_of_playing_are_filled_alike(page: Page) -> None:
    region = page.get_by_role("region", name="Player")
    page.get_by_role("article").first.get_by_role("button", name="Play").click()
    expect(region.get_by_role("button", name="Next", exact=True)).to_be_enabled()
    for name in ("Previous", "Next"):
        glyph = region.get_by_role("button", name=name, exact=True).locator("svg")
        assert glyph.evaluate("glyph => getComputedStyle(glyph).fill") != "none"

"""Every page, in both themes, as axe checks it: names, contrast, headings, the size of what is pressed."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.listening import make_pair
from tests.browser.server import Server

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}},
}
OF_VISITORS = ("/", "/search?q=rain", "/sign-in", "/sign-up", "/forgot", "/nowhere")
OF_OWNERS = (
    *("/create", "/library", "/library?tab=playlists", "/library?tab=history", "/library?tab=favorites", "/search"),
    *("/library?view=grid", "/library?tab=deleted"),
    *("/settings", "/credits", "/stats", "/keep-account"),
)


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]]


def _look(page: Page, path: str) -> list[str]:
    faults = []
    for theme in ("dark", "light"):
        page.goto(path)
        page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
        page.reload()
        expect(page.locator(f"html.{theme}")).to_be_visible()
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        faults += [f"{theme} {fault}" for fault in _faults(page)]
    return faults


def test_the_pages_of_visitors(visit: Callable[..., Page]) -> None:
    page = visit("", reduced_motion="reduce")
    faults = [fault for path in OF_VISITORS for fault in _look(page, path)]
    assert not faults, "\n".join(faults)


def test_another_page_has_the_focus_and_says_its_title(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    page = visit("/create", storage_state=make_pair(browser, server).state)
    page.get_by_role("link", name="Library", exact=True).press("Enter")
    expect(page.locator("#arrived")).to_have_text("Library · MelodyMaker")
    expect(page.get_by_role("main")).to_be_focused()
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.locator("#arrived")).to_have_text("Search · MelodyMaker")
    expect(page.get_by_role("searchbox", name="Search", exact=True)).to_be_focused()


def test_the_pages_of_somebody_with_songs(visit: Callable[..., Page], browser: Browser, server: Server) -> None:
    made = make_pair(browser, server)
    page = visit("", reduced_motion="reduce", storage_state=made.state)
    pages = (*OF_OWNERS, f"/song/{made.ids[0]}")
    faults = [fault for path in pages for fault in _look(page, path)]
    assert not faults, "\n".join(faults)

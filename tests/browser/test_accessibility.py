"""Every page, in both themes, as axe checks it: names, contrast, headings, the size of what is pressed."""

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.listening import make_pair
from tests.browser.server import Server
from tests.browser.whole_site import open_whole_site

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}},
}
OF_VISITORS = (
    *("/", "/search?q=rain", "/search?q=rain&tab=people", "/browse/new", "/sign-in", "/sign-up", "/forgot", "/reset"),
    *("/confirm", "/unsubscribe/nothing", "/nowhere"),
)
# It has the theme of the device.
DRAWN_BY_THE_SERVER = "/unsubscribe/nothing"
OF_OWNERS = (
    *("/create", "/library", "/library?tab=playlists", "/library?tab=history", "/library?tab=favorites", "/search"),
    *("/library?view=grid", "/library?tab=deleted"),
    *("/settings", "/credits", "/stats", "/keep-account"),
)


# Text stands out seven to one for who asks for more contrast; what is large or off may do with less.
MORE_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
# How many dots of a control are other ones when it is, where 2 px of a line around it or a knob show it.
SEEN = 40


def _faults(page: Page, rules: dict = RULES) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{page.url} {fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]]


def _look(visit: Callable[..., Page], paths: Sequence[str], rules: dict = RULES, **options: Any) -> str:
    """What is wrong with the pages in both themes, a line each."""
    faults = []
    for theme in ("dark", "light"):
        page = visit("", reduced_motion="reduce", color_scheme=theme, **options)
        page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
        for path in paths:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            expect(page.get_by_role("heading").first).to_be_visible()
            if path != DRAWN_BY_THE_SERVER:
                expect(page.locator(f"html.{theme}")).to_be_visible()
            faults += [f"{theme} {fault}" for fault in _faults(page, rules)]
    return "\n".join(faults)


def test_the_pages_of_visitors(visit: Callable[..., Page]) -> None:
    assert _look(visit, OF_VISITORS) == ""


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
    assert _look(visit, (*OF_OWNERS, f"/song/{made.ids[0]}"), storage_state=made.state) == ""


def test_the_pages_of_an_admin_who_publishes(visit: Callable[..., Page], browser: Browser, server: Server) -> None:
    site = open_whole_site(browser, server)
    assert _look(visit, site.pages, storage_state=site.state) == ""


def test_more_contrast_for_who_asks_for_it(visit: Callable[..., Page], browser: Browser, server: Server) -> None:
    site = open_whole_site(browser, server)
    pages = ("/", "/create", "/library", "/settings", site.song, site.profile)
    assert _look(visit, pages, MORE_CONTRAST, contrast="more", storage_state=site.state) == ""


def _picture(page: Page, place: Locator) -> Image.Image:
    """What is seen of it while nothing points at it."""
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(700, 2)
    return Image.open(io.BytesIO(place.screenshot(animations="disabled"))).convert("L")


def _dots_changed(page: Page, place: Locator, change: Callable[[], object]) -> int:
    before = _picture(page, place)
    change()
    difference = ImageChops.difference(before, _picture(page, place))
    return sum(difference.histogram()[100:])


def _press(button: Locator) -> None:
    """Turn it on, or off where an earlier try has left it on."""
    after = "false" if button.get_attribute("aria-pressed") == "true" else "true"
    button.click()
    expect(button).to_have_attribute("aria-pressed", after)


def test_what_is_on_is_seen_where_the_system_chooses_the_colours(
    visit: Callable[..., Page], browser: Browser, server: Server
) -> None:
    site = open_whole_site(browser, server)
    page = visit("/create", forced_colors="active", reduced_motion="reduce", storage_state=site.state)
    expect(page.get_by_role("article")).to_have_count(2)
    instrumental = page.get_by_role("switch", name="Instrumental")
    custom = page.get_by_role("tab", name="Custom")
    length = page.get_by_role("slider", name="Length")
    changed = {
        "switch": _dots_changed(page, instrumental.locator(".switch-track"), instrumental.click),
        "slider": _dots_changed(page, length, lambda: length.press("End")),
        "tab": _dots_changed(page, custom, custom.click),
    }
    instrumental.click()
    described = page.locator(".segment", has_text="Describe lyrics")
    changed["segment"] = _dots_changed(page, described, page.get_by_role("radio", name="Describe lyrics").check)
    page.goto(site.song)
    for name in ("Like", "Favorite"):
        button = page.locator(".song-page-actions").get_by_role("button", name=name)
        changed[name] = _dots_changed(page, button, partial(_press, button))
    page.goto("/library")
    link = page.get_by_role("link", name="Search", exact=True)

    def go() -> None:
        link.click()
        expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()

    changed["page"] = _dots_changed(page, link, go)
    assert {name: dots for name, dots in changed.items() if dots < SEEN} == {}

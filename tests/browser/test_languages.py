"""The site in another language, and laid out from right to left."""

import contextlib
import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from melodymaker.i18n import say
from melodymaker.i18n.languages import COOKIE, PSEUDO
from melodymaker.sketch.tables.genre import CATEGORIES
from tests.browser.conftest import DESKTOP, PHONE, new_email
from tests.browser.server import Server
from tests.browser.whole_site import WholeSite, open_whole_site
from tests.conftest import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.browser
GERMAN = {"locale": "de-DE"}
# What a person reads, and what is read out to them.
TEXTS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, textarea, [dir=auto], option[lang]")) found.push(walker.currentNode.textContent);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"])
    for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));
  return found;
}"""
PLAIN = re.compile(r"[A-Za-z]{2}")
ACCENTED = re.compile(r"[áéíóúýñçÁÉÍÓÚÝÑÇ]")
VOWELS = re.compile(r"[aeiouyncAEIOUYNC]")
# Names, what an engine is told, which reads English, what people wrote, and the months that Babel names.
NOT_OF_THE_INTERFACE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b|"
    r"MelodyMaker|https?://\S+|\S*@\S+|\b(?:CSV|LRC|MP3|FLAC|WAV|MIDI|ZIP|Mira|waltz|lo-fi beats|80s synth-pop|epic score|bossa nova)\b"
)
VISITOR = (
    "/",
    "/search",
    "/sign-in",
    "/sign-up",
    "/forgot",
    "/reset",
    "/confirm",
    "/nothing",
    "/u/nobody",
    "/browse/new",
)
OWN = (
    "/create",
    "/library",
    "/library?tab=favorites",
    "/library?tab=playlists",
    "/library?tab=history",
    "/library?tab=deleted",
    "/stats",
    "/settings",
    "/credits",
)


def _untranslated(page: Page, *own: str) -> list[str]:
    """The texts without an accent, but for what people and engines wrote, which these strings hold."""
    written = [text for text in own if text]
    told = [text for text in page.evaluate(TEXTS) if not any(text in one or one in text for one in written)]
    texts = {NOT_OF_THE_INTERFACE.sub("", text).strip() for text in told}
    return sorted(text for text in texts if PLAIN.search(text) and VOWELS.search(text) and not ACCENTED.search(text))


def _left_plain(page: Page, *own: str) -> list[str]:
    """The same, with what is written on the page's songs among the own texts, once the page has got all that it shows."""
    found: list[str] = []

    def none() -> bool:
        found[:] = _untranslated(page, *own, *_own_texts(page))
        return not found

    with contextlib.suppress(AssertionError):
        until(none, seconds=5)
    return found


def _pseudo(text: str) -> str:
    return say(text, {}, PSEUDO)


def _own_texts(page: Page) -> set[str]:
    """What people and engines wrote: titles, styles, requests, lyrics, handles."""
    texts = page.locator("article, h1, .lyrics, .song-page-about .chips, td small").all_inner_texts()
    return {line for text in texts for line in text.splitlines() if not ACCENTED.search(line)}


def _in_pseudo(page: Page, server: Server) -> None:
    page.context.add_cookies([{"name": COOKIE, "value": PSEUDO.code, "url": server.url}])


def _open(page: Page, path: str) -> None:
    page.goto(path)
    until(lambda: page.evaluate("window.melodyStarted"))
    expect(page.locator("[role=status][aria-label=Lóádíñg]")).to_have_count(0)


def test_a_browser_that_prefers_german_gets_german(visit: Callable[..., Page], server: Server) -> None:
    page = visit("/sign-up", **GERMAN)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_label("Name", exact=True).fill("Mira")
    page.get_by_label("E-Mail").fill(new_email())
    page.get_by_label("Passwort", exact=True).fill("short")
    page.get_by_role("button", name="Konto erstellen").click()
    expect(page.get_by_text("Nimm mindestens 8 Zeichen.")).to_be_visible()  # said by the server
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Konto erstellen").click()
    description = page.get_by_role("textbox", name="Beschreibe deinen Song")
    description.fill("a short waltz about rain")
    page.get_by_role("button", name="Erstellen", exact=True).click()
    expect(page.get_by_role("article").filter(has_text=re.compile("BPM"))).to_have_count(2, timeout=60_000)
    page.get_by_role("button", name=re.compile("^Mitteilungen")).click()
    expect(page.get_by_text(re.compile("ist fertig: zwei Takes"))).to_be_visible()  # pushed by the server


def test_somebody_chooses_another_language_and_keeps_it(visit: Callable[..., Page]) -> None:
    page = visit("/sign-in", **GERMAN)
    choice = page.get_by_role("combobox", name="Sprache")
    expect(choice).to_have_value("de")
    choice.select_option("en")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.goto("/search")
    expect(page).to_have_title(re.compile("^Search"))
    page.goto("/nothing/here")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()


def test_pages_say_by_what_they_differ(server: Server) -> None:
    german = {"Accept-Language": "de-AT, en;q=0.5"}
    for path in ("/create/", "/nothing", "/embed/nothing", "/unsubscribe/nothing"):
        answer = httpx.get(f"{server.url}{path}", headers=german)
        assert re.search(r'<html[^>]* lang="de"', answer.text), path
        assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer.headers["vary"].split(",")}, path
    assert 'lang="en"' in httpx.get(f"{server.url}/create/").text
    told = httpx.get(f"{server.url}/api/v1/me", headers=german).json()["detail"]
    assert told.startswith("Send a key"), "programs are told in English"


@pytest.mark.parametrize("path", VISITOR)
def test_a_visitor_reads_nothing_that_no_catalogue_has(path: str, visit: Callable[..., Page], server: Server) -> None:
    page = visit("", viewport=DESKTOP)
    _in_pseudo(page, server)
    _open(page, path)
    ideas = page.locator(".idea-link").all_inner_texts()
    # A shelf is called as songs are filed, which is the engine's word.
    assert set(_left_plain(page, *ideas)) <= set(CATEGORIES)


def test_nobody_reads_what_no_catalogue_has(sign_up: Callable[..., Page], server: Server) -> None:
    page = sign_up(viewport=DESKTOP)
    _in_pseudo(page, server)
    page.goto("/create")
    page.get_by_role("textbox").first.fill("qq")
    page.get_by_role("button", name="Çréáté", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(2)
    assert _untranslated(page, "qq", "Qq") == []
    songs = page.get_by_role("article")
    expect(songs.filter(has_text=re.compile("BPM"))).to_have_count(2, timeout=60_000)
    own = _own_texts(page)
    plain = {}
    for path in OWN:
        _open(page, path)
        plain[path] = _untranslated(page, "qq", *own)
    assert plain == {path: [] for path in OWN}


@pytest.fixture
def site(browser: Browser, server: Server) -> WholeSite:
    """Pages with something on them."""
    return open_whole_site(browser, server)


def test_an_admin_reads_nothing_that_no_catalogue_has(
    site: WholeSite, visit: Callable[..., Page], server: Server
) -> None:
    page = visit("", storage_state=site.state)
    _in_pseudo(page, server)
    plain = {}
    own: set[str] = set()
    for path in site.pages:  # the song's comes first, whose title others name
        _open(page, path)
        plain[path] = _left_plain(page, *own)
        own |= _own_texts(page)
    assert plain == {path: [] for path in site.pages}


def test_no_dialog_says_what_no_catalogue_has(site: WholeSite, visit: Callable[..., Page], server: Server) -> None:
    page = visit("", storage_state=site.state)
    _in_pseudo(page, server)
    plain = {}
    for path, opener, items in (
        ("/library", "More", ("Rename", "Add to playlist", "Download", "Remix")),
        (site.song, "More", ("Add to playlist", "Remix")),
        (site.profile, "More", ()),
        (site.playlist, "Playlist options", ("Edit",)),
        ("/create", "Presets", ("Save these settings",)),
        (site.song, "Share", ()),
        ("/library", "Notifications", ()),
        ("/library?tab=playlists", "New playlist", ()),
    ):
        _open(page, path)
        for item in items or ("",):
            page.get_by_role("button", name=_pseudo(opener), exact=True).first.click()
            if item:
                expect(page.get_by_role("menu")).to_be_visible()
                plain[path, opener] = _left_plain(page)
                page.get_by_role("menuitem", name=_pseudo(item), exact=True).click()
            expect(page.locator("[role=dialog]" if item else "[role=dialog], [role=menu]")).to_be_visible()
            plain[path, opener, item] = _left_plain(page)
            page.keyboard.press("Escape")
            expect(page.locator("[role=dialog], [role=menu]")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    plain["/library", "?", ""] = _left_plain(page)
    assert {place: texts for place, texts in plain.items() if texts} == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_a_page_from_right_to_left_fits_and_begins_on_the_right(
    size: dict, visit: Callable[..., Page], server: Server
) -> None:
    page = visit("", viewport=size)
    _in_pseudo(page, server)
    for path in ("/", "/search", "/sign-in"):
        _open(page, path)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto("/")
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert heading
    assert heading["x"] + heading["width"] > size["width"] / 2
    if size is DESKTOP:
        navigation, main = page.get_by_role("navigation").first.bounding_box(), page.locator("main").bounding_box()
        assert navigation
        assert main
        assert navigation["x"] > main["x"]
        previous, following = (page.get_by_role("button", name=name).bounding_box() for name in ("Prévíóús", "Ñéxt"))
        assert previous
        assert following
        assert previous["x"] < following["x"], "time runs as ever"

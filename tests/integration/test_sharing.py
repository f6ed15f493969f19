"""What other programs read: feeds, players to embed, robots.txt and sitemaps; nothing private is in any of them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from melodymaker import db, routes
from melodymaker.accounts.handles import change_handle
from melodymaker.api import http_routes
from melodymaker.db.models import User, now
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.types import PlaylistId, SongId, UserId
from tests.conftest import ROOT, Adapters, Person
from tests.factories import make_song

SITE = "http://localhost:3000"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site who follows no redirects by themselves."""
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


def _playlist(user_id: UserId, song: SongId, *, public: bool = True) -> PlaylistId:
    playlist = create_playlist(user_id, "Night <drive>", public=public)
    add_songs(user_id, playlist, [song])
    return playlist


def _suspend(user_id: UserId) -> None:
    with db.transaction() as session:
        session.get_one(User, user_id).suspended_at = now()


def _listed(browser: TestClient) -> set[str]:
    """Every page in the sitemaps."""
    index = ET.fromstring(browser.get("/sitemap.xml").content)
    parts = [element.text or "" for element in index.iter(f"{SITEMAP}loc")]
    pages = [ET.fromstring(browser.get(part.removeprefix(SITE)).content) for part in parts]
    return {(element.text or "").removeprefix(SITE) for page in pages for element in page.iter(f"{SITEMAP}loc")}


def test_feeds_hold_the_newest_public_songs(browser: TestClient, owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, "Rain & <thunder>", public=True)
    make_song(owner.id, "Private")
    make_song(outsider.id, "Elsewhere", public=True)
    for address, titles in (
        ("/feed.xml", {"Rain & <thunder>", "Elsewhere"}),
        ("/u/mira/feed.xml", {"Rain & <thunder>"}),
    ):
        answer = browser.get(address)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        root = ET.fromstring(answer.content)
        entries = root.findall(f"{ATOM}entry")
        assert {entry.findtext(f"{ATOM}title") for entry in entries} == titles
        assert root.findtext(f"{ATOM}id") == SITE + address
    enclosures = [link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert enclosures == [f"{SITE}/media/songs/{song}/stream"]


def test_the_feed_of_nobody_or_of_a_suspended_person_is_not_found(browser: TestClient, owner: Person) -> None:
    assert browser.get("/u/nobody/feed.xml").status_code == 404
    assert browser.get("/u/mira/feed.xml").status_code == 200
    _suspend(owner.id)
    assert browser.get("/u/mira/feed.xml").status_code == 404


def test_the_sitemaps_list_what_is_public_and_nothing_else(
    browser: TestClient, owner: Person, outsider: Person
) -> None:
    song = make_song(owner.id, public=True)
    playlist = _playlist(owner.id, song)
    make_song(outsider.id)
    _playlist(outsider.id, song, public=False)
    assert _listed(browser) == {f"/song/{song}", "/u/mira", f"/playlist/{playlist}"}
    for name in ("2026-13", "nothing", "2026-1-1", "%00"):
        assert browser.get(f"/sitemaps/{name}.xml").status_code == 404
    robots = browser.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /settings" in robots
    assert "Disallow: /media/" in robots
    assert "Allow: /media/songs/*/card.jpg" in robots
    assert "/embed/" not in robots


def test_a_pasted_link_becomes_a_player(browser: TestClient, owner: Person) -> None:
    song = make_song(owner.id, 'A "quoted" title', public=True)
    playlist = _playlist(owner.id, song)
    for page, frame in ((f"/song/{song}", f"/embed/{song}"), (f"/playlist/{playlist}", f"/embed/playlist/{playlist}")):
        answer = browser.get(f"/oembed?{urlencode({'url': SITE + page, 'maxwidth': 400})}").json()
        assert (answer["type"], answer["version"], answer["width"]) == ("rich", "1.0", 400)
        assert f'src="{SITE}{frame}"' in answer["html"]
        assert (answer["author_name"], answer["author_url"]) == ("Mira", f"{SITE}/u/mira")
        player = browser.get(frame)
        assert player.status_code == 200
        assert f"{SITE}/media/songs/{song}/stream" in player.text
        assert "A &quot;quoted&quot; title" in player.text


@pytest.mark.parametrize(
    "address",
    ["", "https://evil.example/song/x", "http://[::1", f"{SITE}/library", f"{SITE}/song/../embed/x", "x" * 5_000],
)
def test_another_address_is_no_player(browser: TestClient, address: str) -> None:
    assert browser.get(f"/oembed?{urlencode({'url': address})}").status_code == 404


def test_a_private_thing_has_no_player(browser: TestClient, owner: Person) -> None:
    song = make_song(owner.id)
    playlist = _playlist(owner.id, song, public=False)
    for page, frame in ((f"/song/{song}", f"/embed/{song}"), (f"/playlist/{playlist}", f"/embed/playlist/{playlist}")):
        assert browser.get(f"/oembed?{urlencode({'url': SITE + page})}").status_code == 404
        assert browser.get(frame).status_code == 404
    assert browser.get(f"/oembed?{urlencode({'url': SITE, 'format': 'xml'})}").status_code == 501


def test_an_address_with_a_slash_leads_to_the_page(browser: TestClient, owner: Person) -> None:
    for address in ("/song/abc", "/playlist/abc", "/u/mira"):
        answer = browser.get(f"{address}/?t=3")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{address}?t=3")


def test_a_former_handle_redirects_for_good(browser: TestClient, owner: Person) -> None:
    with db.transaction() as session:
        change_handle(session, session.get_one(User, owner.id), "mira_sings")
    answer = browser.get("/u/mira")
    assert (answer.status_code, answer.headers["location"]) == (301, "/u/mira_sings")


def test_the_proxy_passes_on_every_route_but_the_metrics() -> None:
    line = next(line for line in (ROOT / "deploy/Caddyfile").read_text().splitlines() if "@app path" in line)
    passed = line.split()[2:]
    for route in http_routes().routes:
        path = route.path  # pyright: ignore[reportAttributeAccessIssue]
        folder = "/" + path.split("/")[1] + "/*"
        assert (path in passed or folder in passed) == (path != routes.METRICS), path

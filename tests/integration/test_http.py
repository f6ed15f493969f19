"""The HTTP routes: forms, cookies, media, health."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from melodymaker import db
from melodymaker.accounts.queries import user_of_session
from melodymaker.api import http_routes
from melodymaker.db.models import Song, User
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongId, SongRequest
from melodymaker.web import cookies
from tasks.songs import make_next_songs
from tests.conftest import PASSWORD, Adapters, Person

SITE = "http://localhost:3000"
FORM = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site who follows no redirects by themselves."""
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


@pytest.fixture
def song_id(owner: Person, adapters: Adapters) -> SongId:
    submit_request(owner.id, SongRequest(description="a"))
    make_next_songs()
    with db.read() as session:
        return SongId(session.exec(select(Song.id).where(Song.take == "A")).one())


def _users() -> int:
    with db.read() as session:
        return session.exec(select(sa.func.count()).select_from(User)).one()


def _cookie(answer: Response, name: str) -> str:
    header = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(f"{name}="))
    return header.split(";")[0].partition("=")[2]


def test_sign_up_sets_an_http_only_cookie_and_redirects(browser: TestClient) -> None:
    answer = browser.post("/auth/sign-up", data={**FORM, "next": "/library"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/library")
    header = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(cookies.SESSION))
    attributes = set(header.split("; "))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= attributes
    # Safari takes no Secure cookie on plain http.
    assert "Secure" not in attributes
    user = user_of_session(_cookie(answer, cookies.SESSION))
    assert user is not None
    assert user.name == "Ana"


def test_a_refused_form_keeps_all_fields_but_the_password(browser: TestClient) -> None:
    answer = browser.post("/auth/sign-up", data={**FORM, "email": "ana", "next": "/library"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-up?next=%2Flibrary")
    header = answer.headers["set-cookie"]
    assert "HttpOnly" in header
    form = cookies.refused_form(header.split(";")[0], "sign-up")
    assert form.values == {"name": "Ana", "email": "ana"}
    assert list(form.errors) == ["email"]
    assert cookies.refused_form(header, "sign-in").errors == {}


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_sign_in_redirects_within_this_site_only(browser: TestClient, target: str) -> None:
    answer = browser.post("/auth/sign-up", data={**FORM, "next": target})
    assert answer.headers["location"] == "/create"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://localhost:3001"])
@pytest.mark.parametrize("path", ["/auth/sign-up", "/auth/sign-in", "/auth/sign-out"])
def test_forms_of_other_sites_are_refused(browser: TestClient, path: str, origin: str) -> None:
    assert browser.post(path, data=FORM, headers={"origin": origin}).status_code == 403
    assert _users() == 0


def test_signing_in_and_out(browser: TestClient, owner: Person) -> None:
    answer = browser.post("/auth/sign-in", data={"email": "mira@example.com", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/create")
    token = _cookie(answer, cookies.SESSION)
    answer = browser.post("/auth/sign-out", headers={"cookie": f"{cookies.SESSION}={token}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert user_of_session(token) is None
    assert user_of_session(owner.token) is not None


def test_a_wrong_password_shows_an_error_at_its_field(browser: TestClient, owner: Person) -> None:
    answer = browser.post("/auth/sign-in", data={"email": "mira@example.com", "password": "wrong"})
    assert answer.headers["location"] == "/sign-in"
    form = cookies.refused_form(answer.headers["set-cookie"], "sign-in")
    assert list(form.errors) == ["password"]
    assert form.values["email"] == "mira@example.com"


def test_malformed_cookies_are_ignored(owner: Person) -> None:
    assert cookies.session_token(f'odd={{"a": [1, 2]}}; x y z; {cookies.SESSION}={owner.token}; b="') == owner.token


@pytest.mark.parametrize(
    "header", ["", "melody_form=@@@", "melody_form=bm90IGpzb24=", "melody_form=W10=", "a=b; ;;=,\x00"]
)
def test_a_malformed_form_cookie_is_ignored(header: str) -> None:
    assert cookies.refused_form(header, "sign-in") == cookies.RefusedForm("sign-in")


def test_media_are_served_to_the_owner_in_ranges(browser: TestClient, owner: Person, song_id: SongId) -> None:
    mine = {"cookie": f"{cookies.SESSION}={owner.token}"}
    led = browser.get(f"/media/songs/{song_id}/stream", headers=mine)
    assert (led.status_code, led.headers["cache-control"]) == (302, "no-store")
    part = browser.get(led.headers["location"], headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content, part.headers["content-type"]) == (206, b"le o", "audio/mpeg")
    assert part.headers["content-range"] == "bytes 2-5/14"
    assert browser.get(led.headers["location"], headers={"range": "bytes=99-"}).status_code == 416
    whole = browser.get(led.headers["location"], headers={"range": "seconds=2-5"})
    assert (whole.status_code, len(whole.content)) == (200, 14)


def test_media_of_a_private_song_are_404_for_others(browser: TestClient, outsider: Person, song_id: SongId) -> None:
    for header in ({}, {"cookie": f"{cookies.SESSION}={outsider.token}"}, {"cookie": f"{cookies.SESSION}=guess"}):
        for kind in ("stream", "master", "cover", "thumb", "tile"):
            assert browser.get(f"/media/songs/{song_id}/{kind}", headers=header).status_code == 404


def test_a_changed_media_address_is_refused(browser: TestClient, owner: Person, song_id: SongId) -> None:
    mine = {"cookie": f"{cookies.SESSION}={owner.token}"}
    good = urlsplit(browser.get(f"/media/songs/{song_id}/stream", headers=mine).headers["location"])
    query = dict(part.split("=") for part in good.query.split("&"))
    cover = urlsplit(browser.get(f"/media/songs/{song_id}/cover", headers=mine).headers["location"])
    longer = f"expires={int(query['expires']) + 3600}&signature={query['signature']}"
    for path, changed in (
        (good.path, longer),
        (good.path, ""),
        (cover.path, good.query),
        ("/media/files/..%2f..%2fsecret.key", good.query),
    ):
        assert browser.get(f"{path}?{changed}").status_code in {403, 404}
    assert browser.get(f"{good.path}?{good.query}").status_code == 200


def test_health_names_the_failing_part(
    browser: TestClient, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = browser.get("/health")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert {"database", "queue", "storage", "engine"} <= set(answer.json())

    def fail() -> None:
        msg = "with a password in it"
        raise ConnectionError(msg)

    monkeypatch.setattr(adapters.queue, "check", fail)
    answer = browser.get("/health")
    assert answer.status_code == 503
    assert answer.json()["queue"] == {"ok": False, "error": "ConnectionError"}
    assert answer.json()["database"]["ok"]

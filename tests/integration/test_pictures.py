"""Uploading a picture of oneself."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.profiles.pictures import MAX_BYTES
from melodymaker.web import cookies
from tests.conftest import Adapters, Person

SITE = "http://localhost:3000"


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site who follows no redirects by themselves."""
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


def _picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (50, 80), "red").save(written, "PNG")
    return written.getvalue()


def _upload(browser: TestClient, content: bytes, **options: object) -> dict[str, str]:
    answer = browser.post("/account/picture", files={"picture": ("me.png", content)}, **options)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    header = answer.headers.get("set-cookie", "")
    return cookies.refused_form(header.split(";")[0], "picture").errors


def test_an_uploaded_picture_is_shown_to_everybody(browser: TestClient, owner: Person, adapters: Adapters) -> None:
    browser.cookies.set(cookies.session_name(), owner.token)
    assert _upload(browser, _picture()) == {}
    browser.cookies.clear()
    answer = browser.get("/media/people/mira")
    assert answer.status_code == 302
    shown = browser.get(answer.headers["location"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert len(adapters.files()) == 1


@pytest.mark.parametrize("content", [b"no picture", b"\xff" * (MAX_BYTES + 1), b"\xff" * (MAX_BYTES + 200_000)])
def test_a_refused_picture_says_why_at_its_field(browser: TestClient, owner: Person, content: bytes) -> None:
    browser.cookies.set(cookies.session_name(), owner.token)
    assert list(_upload(browser, content)) == ["picture"]


def test_a_visitor_a_foreign_page_and_a_broken_form_change_nothing(
    browser: TestClient, owner: Person, adapters: Adapters
) -> None:
    assert list(_upload(browser, _picture())) == ["picture"]
    browser.cookies.set(cookies.session_name(), owner.token)
    files = {"picture": ("me.png", _picture())}
    assert browser.post("/account/picture", files=files, headers={"origin": "https://evil.example"}).status_code == 403
    broken = {"content-type": "multipart/form-data"}
    assert browser.post("/account/picture", content=b"--x", headers=broken).status_code == 400
    assert browser.post("/account/picture", content=b"--x", headers={"content-type": "text/plain"}).status_code == 400
    assert adapters.files() == []
    assert browser.get("/media/people/mira").status_code == 404

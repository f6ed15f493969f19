"""The forms that open and close a session, sent malformed."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from melodymaker import db
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.service import WRONG
from melodymaker.api import forms, http_routes
from melodymaker.db.models import Generation, User
from melodymaker.web import cookies
from tests.conftest import PASSWORD, Adapters, Person

SITE = "http://localhost:3000"
FORM = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}
PATHS = ["/auth/sign-up", "/auth/sign-in", "/auth/sign-out"]
MORE_PATHS = [*PATHS, "/auth/guest", "/auth/forgot", "/auth/reset", "/auth/confirm", "/auth/passkey"]
FORM_TYPE = "application/x-www-form-urlencoded"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", MORE_PATHS)
def test_a_large_form_is_refused(browser: TestClient, path: str) -> None:
    assert browser.post(path, data={**FORM, "name": "x" * 10_000_000}).status_code == 413


@pytest.mark.parametrize("path", MORE_PATHS)
@pytest.mark.parametrize("length", [None, "10000000", "a", "-1", "9" * 5_000, "٣"])
def test_a_large_form_is_not_read_to_its_end(adapters: Adapters, path: str, length: str | None) -> None:
    read = 0

    async def receive() -> dict[str, object]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 4_096, "more_body": True}

    answers = []

    async def send(message: dict[str, object]) -> None:
        answers.append(message)

    headers = [(b"origin", SITE.encode()), (b"content-type", FORM_TYPE.encode())]
    if length is not None:
        headers.append((b"content-length", length.encode("utf-8")))
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    asyncio.run(http_routes()(scope, receive, send))
    assert answers[0]["status"] in {400, 413}
    assert read <= forms.MAX_BYTES // 4_096 + 1


@pytest.mark.parametrize("path", MORE_PATHS)
@pytest.mark.parametrize("kind", ["", "text/plain", "application/json", "multipart/form-data", "x" * 5_000])
def test_a_body_that_is_not_a_form_is_refused(browser: TestClient, path: str, kind: str) -> None:
    answer = browser.post(path, content=b"email=a&password=b&name=c", headers={"content-type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("path", MORE_PATHS)
def test_files_are_refused(browser: TestClient, path: str) -> None:
    assert browser.post(path, data=FORM, files={"email": ("a.txt", b"a")}).status_code == 415


@pytest.mark.parametrize("path", MORE_PATHS)
@pytest.mark.parametrize(
    "body",
    [
        b"email=%ff&password=b&name=c",
        b"email=\xff&password=b&name=c",
        b"email=a&email=b&password=b&name=c",
        b"email=a&password=b&password=c&name=c",
        b"email=%ed%a0%80&password=b&name=c",
        b"&".join(b"f%d=1" % number for number in range(50)),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(browser: TestClient, path: str, body: bytes) -> None:
    assert browser.post(path, content=body, headers={"content-type": FORM_TYPE}).status_code == 400


@pytest.mark.parametrize("missing", ["email", "password", "name"])
def test_a_form_that_lacks_a_field_is_refused(browser: TestClient, missing: str) -> None:
    form = {name: value for name, value in FORM.items() if name != missing}
    assert browser.post("/auth/sign-up", data=form).status_code == 400
    if missing != "name":
        assert browser.post("/auth/sign-in", data=form).status_code == 400


@pytest.mark.parametrize("path", MORE_PATHS)
@pytest.mark.parametrize("origin", ["http://[", "//[::1", "http://\u00e9", "x" * 5_000, "http://localhost:99999999"])
def test_an_unusual_origin_is_refused(browser: TestClient, path: str, origin: str) -> None:
    assert browser.post(path, data=FORM, headers={"origin": origin.encode("utf-8")}).status_code == 403


@pytest.mark.parametrize("target", ["//[", "http://[", "/\x00", "/" + "a" * 5_000, "/\u202e", "", " "])
def test_next_never_redirects_to_another_site(browser: TestClient, target: str) -> None:
    for path in PATHS:
        answer = browser.post(path, data={**FORM, "next": target})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")


@pytest.mark.parametrize("path", ["/auth/sign-up", "/auth/guest"])
@pytest.mark.parametrize(
    ("query", "page"),
    [("next=%2Fsettings", "/settings"), ("", "/create"), ("next=//evil.example", "/create"), ("next=[", "/create")],
)
def test_a_form_sent_before_its_page_has_loaded_goes_where_the_address_says(
    browser: TestClient, path: str, query: str, page: str
) -> None:
    sent_from = {"referer": f"{SITE}/sign-up?{query}"}
    assert browser.post(path, data={**FORM, "next": ""}, headers=sent_from).headers["location"] == page


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("🎹" * 61, "é" * 250 + "@example.com"),
        ("🎹" * 1_000, "🎹" * 250),
        ("\u202e\x00" * 2_000, "\x00" * 1_000),
        ('"' * 3_000, "\\" * 3_000),
    ],
)
def test_a_refused_form_shows_its_errors_whatever_was_typed(browser: TestClient, name: str, email: str) -> None:
    answer = browser.post("/auth/sign-up", data={"name": name, "email": email, "password": "short"})
    header = answer.headers["set-cookie"].split(";")[0]
    assert (answer.status_code, len(header) <= 4_000) == (303, True)
    assert {"email", "password"} <= cookies.refused_form(header, "sign-up").errors.keys()


def test_signing_in_ends_the_session_that_the_browser_had(browser: TestClient, owner: Person, outsider: Person) -> None:
    form = {"email": "mira@example.com", "password": PASSWORD}
    mine = {"cookie": f"{cookies.SESSION}={outsider.token}"}
    assert browser.post("/auth/sign-in", data=form, headers=mine).headers["location"] == "/create"
    assert user_of_session(outsider.token) is None
    assert user_of_session(owner.token) is not None


def test_ten_failed_sign_ins_do_not_lock_out_another_network(
    browser: TestClient, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("melodymaker.accounts.service.verified", lambda password, _hash: password == PASSWORD)
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, client=("10.0.0.9", 1)) as stranger:
        for _ in range(11):
            answer = stranger.post(
                "/auth/sign-in", data={"email": "mira@example.com", "password": "x"}, follow_redirects=False
            )
    header = answer.headers["set-cookie"].split(";")[0]
    assert WRONG not in cookies.refused_form(header, "sign-in").errors.values()
    answer = browser.post("/auth/sign-in", data={"email": "mira@example.com", "password": PASSWORD})
    assert answer.headers["location"] == "/create"


def test_a_guests_idea_is_made(browser: TestClient) -> None:
    idea = {"next": "/create?idea=a+waltz", "idea": "a waltz"}
    answer = browser.post("/auth/guest", data=idea)
    assert (answer.status_code, answer.headers["location"]) == (303, "/create")
    with db.read() as session:
        made = session.exec(select(Generation)).one()
        assert (made.description, made.status) == ("a waltz", "queued")
        assert session.get_one(User, made.user_id).guest


@pytest.mark.parametrize("idea", ["", " ", "x" * 5_000])
def test_an_idea_that_cannot_be_made_is_shown_on_the_create_page(browser: TestClient, idea: str) -> None:
    answer = browser.post("/auth/guest", data={"next": "/create?idea=a+waltz", "idea": idea})
    assert (answer.status_code, answer.headers["location"]) == (303, "/create?idea=a+waltz")
    with db.read() as session:
        assert session.exec(select(Generation)).first() is None


def test_whoever_is_signed_in_has_the_idea_made_as_themselves(browser: TestClient, owner: Person) -> None:
    browser.cookies.set(cookies.SESSION, owner.token)
    browser.post("/auth/guest", data={"idea": "a waltz"})
    with db.read() as session:
        assert session.exec(select(Generation)).one().user_id == owner.id

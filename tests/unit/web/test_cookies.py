"""The cookies: their names on http and https, and what comes back of them."""

import base64
import json

import pytest
from starlette.requests import Request
from starlette.responses import Response

from melodymaker.settings import Settings
from melodymaker.web import cookies
from melodymaker.web.cookies import RefusedForm

ERRORS = {"name": "At most 60 characters.", "email": "This is not an email address.", "password": "Too short."}


def _site(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    settings = Settings(public_url=url, _env_file=None)
    monkeypatch.setattr(cookies, "load_addresses", lambda: settings)


@pytest.fixture
def on_https(monkeypatch: pytest.MonkeyPatch) -> None:
    _site(monkeypatch, "https://music.example.org")


def _set_cookies(response: Response) -> list[str]:
    return [value.decode() for name, value in response.raw_headers if name == b"set-cookie"]


def _request(cookie: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode())]})


def test_cookies_on_https_are_secure_and_bound_to_the_host(on_https: None) -> None:
    response = Response()
    cookies.set_session(response, "token")
    cookies.set_refused_form(response, RefusedForm("sign-in"))
    cookies.forget_session(response)
    headers = _set_cookies(response)
    assert len(headers) == 4
    for header in headers:
        attributes = set(header.split("; "))
        assert header.startswith("__Host-melody_")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= attributes
        assert not [one for one in attributes if one.lower().startswith("domain")]


@pytest.mark.parametrize("url", ["http://localhost:3000", "http://127.0.0.1:3000", "http://music.example.org"])
def test_cookies_on_plain_http_are_not_secure(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    _site(monkeypatch, url)
    response = Response()
    cookies.set_session(response, "token")
    cookies.set_refused_form(response, RefusedForm("sign-in"))
    for header in _set_cookies(response):
        assert header.startswith("melody_")
        assert "Secure" not in header


def test_a_session_cookie_without_the_host_prefix_is_ignored_on_https(on_https: None) -> None:
    for header, token in (
        ("melody_session=forged", ""),
        ("__Host-melody_session=good; melody_session=forged", "good"),
        ("melody_session=forged; __Host-melody_session=good", "good"),
    ):
        assert cookies.session_token(header) == token
        assert cookies.request_token(_request(header)) == token
    form = RefusedForm("sign-in", {}, {"form": "Too many attempts."})
    assert cookies.refused_form(f"melody_form={form.encoded()}", "sign-in") == RefusedForm("sign-in")
    assert cookies.refused_form(f"__Host-melody_form={form.encoded()}", "sign-in") == form


@pytest.mark.parametrize("letter", ["🎹", "a", "é", "\x00", "\u202e", "👩‍👩‍👧", '"', "\\", "\ud800"])
def test_a_refused_form_fits_its_cookie_and_keeps_its_errors(letter: str) -> None:
    typed = RefusedForm("sign-up", {"name": letter * 100_000, "email": f"{letter * 250}@example.com"}, ERRORS)
    value = typed.encoded()
    assert len(value) <= cookies.MAX_BYTES
    form = cookies.refused_form(f"{cookies.FORM}={value}", "sign-up")
    assert form.errors == ERRORS
    assert form.values.keys() == {"name", "email"}


def test_a_refused_form_is_restored_from_its_cookie() -> None:
    typed = RefusedForm("sign-up", {"name": "Zoë 🎹", "email": "zoë@example.com"}, ERRORS)
    assert cookies.refused_form(f"{cookies.FORM}={typed.encoded()}", "sign-up") == typed


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


@pytest.mark.parametrize(
    "value",
    [
        *("", "@@@", "é", "\x00", "a", "a" * 5, "=" * 100, "ÿ" * 3_000, _encoded(""), _encoded("\ud800")),
        *(_encoded(text) for text in ("{", "null", "1", "[]", "{}", '"text"', "NaN", "[" * 3_000, "9" * 5_000)),
        *(_encoded(json.dumps({"name": name, "values": {}, "errors": {}})) for name in (None, 1, [], {}, "other")),
        *(_encoded(json.dumps({"name": "sign-in", "values": one, "errors": {}})) for one in (None, 1, [], "text", [1])),
        *(_encoded(json.dumps({"name": "sign-in", "values": {}, "errors": one})) for one in (None, 1, [], "text", [1])),
        _encoded('{"name": "sign-in"}'),
    ],
)
def test_a_malformed_form_cookie_is_ignored(value: str) -> None:
    assert cookies.refused_form(f"{cookies.FORM}={value}", "sign-in") == RefusedForm("sign-in")


def test_a_forged_form_cookie_keeps_only_short_texts() -> None:
    fields = {"a": 1, "b": None, "c": ["x"], "d": {"e": "f"}, "email": "x" * 5_000, "name": "a\ud800\u202eb"}
    forged = _encoded(json.dumps({"name": "sign-in", "values": fields, "errors": fields}))
    form = cookies.refused_form(f"{cookies.FORM}={forged}", "sign-in")
    assert form.values == form.errors == {"email": "x" * 300, "name": "ab"}

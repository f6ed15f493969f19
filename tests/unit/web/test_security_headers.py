"""The headers of every answer, and which hosts are answered."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from melodymaker.settings import Addresses
from melodymaker.web import security_headers
from melodymaker.web.csp import page_policy
from melodymaker.web.security_headers import SecurityHeaders, caddy_file

INLINE = (
    '<html><script>let a = 1;</script><script src="/x.js"></script><script type="module">import "b"</script></html>'
)


def _addresses(**settings: str) -> Addresses:
    return Addresses(_env_file=None, **settings)  # pyright: ignore[reportCallIssue]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "404.html").write_text(INLINE)
    (tmp_path / "create").mkdir()
    (tmp_path / "create" / "index.html").write_text("<script>let c = 3;</script>")
    return tmp_path


def _asset(name: str) -> Response:
    return HTMLResponse("not found", 404) if name == "gone" else Response("let a", media_type="text/javascript")


def _client(monkeypatch: pytest.MonkeyPatch, built: Path, addresses: Addresses) -> TestClient:
    monkeypatch.setattr(security_headers, "pages", lambda: built)
    monkeypatch.setattr(security_headers, "load_addresses", lambda: addresses)
    app = Starlette(
        routes=[
            Route("/page", lambda _request: HTMLResponse("page")),
            Route("/data", lambda _request: JSONResponse({})),
            Route("/same", lambda _request: Response(status_code=304)),
            Route("/assets/{name}", lambda request: _asset(request.path_params["name"])),
            Route("/embed/x", lambda _request: HTMLResponse("embed")),
            Route("/ping", lambda _request: JSONResponse("pong")),
            Route("/away", lambda request: RedirectResponse(str(request.base_url) + "page/?a=b")),
            Route("/bucket", lambda _request: RedirectResponse("https://files.example.org/x?y=z")),
        ]
    )
    return TestClient(SecurityHeaders(app), base_url=addresses.url, follow_redirects=False)


def test_a_page_carries_its_policy_with_the_hashes_of_its_scripts(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    answer = _client(monkeypatch, built, _addresses()).get("/page")
    policy = answer.headers["content-security-policy"]
    # openssl dgst -sha256 -binary | base64, of `let a = 1;`
    assert "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='" in policy
    assert policy.count("'sha256-") == 3
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in answer.headers


def test_a_not_modified_answer_carries_the_policy(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    client = _client(monkeypatch, built, _addresses())
    assert client.get("/same").headers["content-security-policy"] == page_policy(built)
    assert client.get("/data").headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors")


def test_another_build_has_other_hashes(built: Path) -> None:
    before = page_policy(built)
    page = built / "404.html"
    page.write_text(INLINE.replace("1", "2"))
    assert page_policy(built) != before


def test_only_the_embedded_player_may_be_framed(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    policy = _client(monkeypatch, built, _addresses()).get("/embed/x").headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self';" in policy


def test_policy_allows_media_of_the_bucket(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    client = _client(monkeypatch, built, _addresses(s3_endpoint="https://s3.example.org/path"))
    for path in ("/page", "/embed/x"):
        policy = client.get(path).headers["content-security-policy"]
        assert "img-src 'self' https://s3.example.org;" in policy
        assert "media-src 'self' https://s3.example.org;" in policy


def test_https_sites_send_strict_transport_security(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    client = _client(monkeypatch, built, _addresses(public_url="https://music.example.org"))
    assert client.get("/page").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("music.example.org", 200),
        ("MUSIC.example.org:443", 200),
        ("localhost:3000", 200),
        ("[::1]:3000", 200),
        ("evil.example", 421),
        ("music.example.org.evil.example", 421),
        ("evil.example:3000", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_other_hosts_are_refused(monkeypatch: pytest.MonkeyPatch, built: Path, host: str, status: int) -> None:
    client = _client(monkeypatch, built, _addresses(public_url="https://music.example.org"))
    assert client.get("/page", headers={"host": host}).status_code == status
    assert client.get("/ping", headers={"host": host}).status_code == 200


def test_redirects_within_the_site_are_relative(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    client = _client(monkeypatch, built, _addresses())
    assert client.get("/away").headers["location"] == "/page/?a=b"
    assert client.get("/bucket").headers["location"] == "https://files.example.org/x?y=z"


def test_headers_for_the_proxy_are_the_same(built: Path) -> None:
    text = caddy_file(built, _addresses(public_url="https://music.example.org"))
    assert f'Content-Security-Policy "{page_policy(built)}"' in text
    assert 'Strict-Transport-Security "max-age=31536000"' in text


def test_a_script_carries_only_what_says_something_of_a_script(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    client = _client(monkeypatch, built, _addresses())
    headers = client.get("/assets/page-1a2b.js").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert not {"content-security-policy", "referrer-policy"} & set(headers)
    assert client.get("/assets/gone").headers["content-security-policy"] == page_policy(built)

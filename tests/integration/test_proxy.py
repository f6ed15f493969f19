"""The proxy serves the built pages in the language of whoever asks, as a web process does."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from deploy.local import servers


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Caddy with the project's file, in front of nothing but pages."""
    folder = tmp_path_factory.mktemp("proxy")
    pages = folder / "build" / "client"
    for language, place in (("en", pages), ("de", pages / "pages-de")):
        (place / "create").mkdir(parents=True)
        (place / "create/index.html").write_text(f"create {language}")
        (place / "404.html").write_text(f"nothing {language}")
    (pages / "assets-de").mkdir()
    (pages / "assets-de/a.js").write_text("1")
    (pages.parent / "headers.caddy").write_text("")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with servers.proxy(port, [9], pages, folder):
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({"Cookie": "a=b; language=de"}, "de"),
        ({"Accept-Language": "de-AT, en;q=0.3"}, "de"),
        ({"Accept-Language": "fr, de"}, "en"),
        ({"Cookie": "language=en", "Accept-Language": "de"}, "en"),
        ({"Cookie": "language=../../de"}, "en"),
        ({}, "en"),
    ],
)
def test_a_page_is_in_the_language_of_whoever_asks(proxy: str, headers: dict[str, str], language: str) -> None:
    page = httpx.get(f"{proxy}/create", headers=headers, follow_redirects=True)
    assert (page.status_code, page.text) == (200, f"create {language}")
    assert page.headers["vary"].startswith("Cookie, Accept-Language")
    assert page.headers["cache-control"] == "no-cache"
    missing = httpx.get(f"{proxy}/no-such-page", headers=headers)
    assert (missing.status_code, missing.text) == (404, f"nothing {language}")


def test_scripts_of_every_language_are_kept_for_ever(proxy: str) -> None:
    assert "immutable" in httpx.get(f"{proxy}/assets-de/a.js").headers["cache-control"]

"""Addresses."""

import pytest

from melodymaker import routes


@pytest.mark.parametrize("address", ["/library", "/library?status=ready", "/song/abc#lyrics", "/"])
def test_local_keeps_addresses_of_this_site(address: str) -> None:
    assert routes.local(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "library",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:x",
        "/a\nb",
        "//[",
        "http://[",
        "/a\ud800",
        "/" + "a" * 2_000,
    ],
)
def test_local_replaces_other_addresses_with_the_create_page(address: str) -> None:
    assert routes.local(address) == routes.CREATE


def test_sign_in_address_holds_the_way_back() -> None:
    assert routes.sign_in("/create") == "/sign-in?next=%2Fcreate"
    assert routes.sign_in("/library?a=b&c=d") == "/sign-in?next=%2Flibrary%3Fa%3Db%26c%3Dd"

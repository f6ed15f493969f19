"""The lyrics that the player shows: whose they are, and what they say."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.factories import make_song


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site."""
    with TestClient(http_routes(), follow_redirects=False) as client:
        yield client


def _as(person: Person) -> dict[str, str]:
    return {"cookie": f"{cookies.SESSION}={person.token}"}


def test_the_owner_reads_lyrics_with_times(browser: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, timings='[[1.5, "Rain"]]')
    answer = browser.get(f"/media/songs/{song_id}/lyrics", headers=_as(owner))
    assert answer.json() == {"lyrics": "[Verse 1]\nRain", "sung": False, "lines": [[1.5, "Rain"]]}
    assert "no-store" in answer.headers["cache-control"]


def test_a_song_without_times_has_no_lines(browser: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, engine="ACE-Step", sung=True)
    answer = browser.get(f"/media/songs/{song_id}/lyrics", headers=_as(owner)).json()
    assert (answer["sung"], answer["lines"]) == (True, [])


def test_lyrics_of_a_private_song_are_not_found_by_others(browser: TestClient, owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id)
    for headers in ({}, _as(outsider), {"cookie": f"{cookies.SESSION}=guess"}):
        assert browser.get(f"/media/songs/{song_id}/lyrics", headers=headers).status_code == 404
    assert browser.get("/media/songs/nothing/lyrics", headers=_as(owner)).status_code == 404


def test_lyrics_of_a_published_song_are_public(browser: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, public=True)
    assert browser.get(f"/media/songs/{song_id}/lyrics").status_code == 200

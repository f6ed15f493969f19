"""The lyrics that the player shows: whose they are, and what they say."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.songs.lyrics import timed_lines
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
    heading = {"text": "Verse 1", "heading": True, "timed": False, "seconds": 0.0, "words": []}
    line = {"text": "Rain", "heading": False, "timed": True, "seconds": 1.5, "words": []}
    assert answer.json() == {"sung": False, "timed": True, "lines": [heading, line]}
    assert "no-store" in answer.headers["cache-control"]


def test_lines_of_a_song_without_times_are_not_timed(browser: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, engine="ACE-Step", sung=True)
    answer = browser.get(f"/media/songs/{song_id}/lyrics", headers=_as(owner)).json()
    assert answer["sung"]
    assert not answer["timed"]
    assert [line["text"] for line in answer["lines"]] == ["Verse 1", "Rain"]


def test_timed_lines_match_the_lyrics_in_their_order() -> None:
    lyrics = "[Verse]\nRain\n\n Rain \nSun"
    times = [(line.text, line.timed, line.seconds) for line in timed_lines(lyrics, '[[1.5, "Rain"], [4, "Sun"]]')]
    assert times == [("Verse", False, 0.0), ("Rain", True, 1.5), ("Rain", False, 0.0), ("Sun", True, 4.0)]


def test_timed_lines_believe_an_engine_that_sang_something_else() -> None:
    times = [(line.text, line.seconds) for line in timed_lines("Rain\nSun", '[[2, "Rain"], [3, "Snow"]]')]
    assert times == [("Rain", 2.0), ("Snow", 3.0)]


def test_words_have_times_where_each_of_them_has_one() -> None:
    timings = '[[1, "Rain falls (down)", [1, 1.5, 2.25, 3]], [4, "Sun", [4]]]'
    rain, sun = timed_lines("Rain falls (down)\nSun", timings)
    assert [(word.text, word.seconds) for word in rain.words] == [("Rain", 1), ("falls", 1.5), ("(down)", 2.25)]
    assert sun.words == []


def test_lyrics_of_a_private_song_are_not_found_by_others(browser: TestClient, owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id)
    for headers in ({}, _as(outsider), {"cookie": f"{cookies.SESSION}=guess"}):
        assert browser.get(f"/media/songs/{song_id}/lyrics", headers=headers).status_code == 404
    assert browser.get("/media/songs/nothing/lyrics", headers=_as(owner)).status_code == 404


def test_lyrics_of_a_published_song_are_public(browser: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, public=True)
    assert browser.get(f"/media/songs/{song_id}/lyrics").status_code == 200

"""The tracks that the player plays after those on the page: the rest of the same list, in the same order."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from melodymaker import db, routes
from melodymaker.api import http_routes
from melodymaker.db.models import Favorite, now
from melodymaker.library.queries import SONGS_A_PAGE
from melodymaker.types import SongId, Status
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.factories import make_song

COUNT = SONGS_A_PAGE * 2 + 3
LISTS = (routes.TRACKS_LIBRARY, routes.TRACKS_FAVORITES, routes.TRACKS_CREATED)


@pytest.fixture
def client(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site."""
    with TestClient(http_routes(), follow_redirects=False) as client:
        yield client


@pytest.fixture
def songs(owner: Person) -> list[SongId]:
    """Songs of one person, all of them favorites, the newest first."""
    moment = now()
    ids = [
        make_song(owner.id, f"Song {number:02}", created_at=moment - timedelta(minutes=number))
        for number in range(COUNT)
    ]
    with db.transaction() as session:
        for number, song_id in enumerate(ids):
            at = moment - timedelta(minutes=number)
            session.add(Favorite(user_id=owner.id, song_id=song_id, at=at))
    return ids


def _walk(client: TestClient, person: Person, address: str) -> list[str]:
    """The ids of all tracks from this address to the end of the list."""
    headers = {"cookie": f"{cookies.SESSION}={person.token}"}
    found = []
    while address:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        found += [track["id"] for track in answer.json()["tracks"]]
        address = answer.json()["more"]
    return found


@pytest.mark.parametrize("of_list", [routes.TRACKS_LIBRARY, routes.TRACKS_FAVORITES])
def test_a_list_is_walked_to_its_end(client: TestClient, owner: Person, songs: list[SongId], of_list: str) -> None:
    assert _walk(client, owner, routes.tracks(of_list, songs[4])) == songs[5:]


def test_the_create_pages_list_is_walked_by_its_requests(
    client: TestClient, owner: Person, songs: list[SongId]
) -> None:
    """These songs' requests were made at the same moment or later than the one before, so the order is by them."""
    newest_first = [*reversed(songs)]
    walked = _walk(client, owner, routes.tracks(routes.TRACKS_CREATED, newest_first[0]))
    assert sorted(walked) == sorted(newest_first[1:])


def test_the_order_and_the_search_of_the_page_are_kept(client: TestClient, owner: Person, songs: list[SongId]) -> None:
    oldest = routes.tracks(routes.TRACKS_LIBRARY, songs[10], sort="oldest")
    assert _walk(client, owner, oldest) == songs[:10][::-1]
    searched = routes.tracks(routes.TRACKS_LIBRARY, songs[0], q="Song 07")
    assert _walk(client, owner, searched) == [songs[7]]


def test_songs_that_cannot_be_played_are_passed_over(client: TestClient, owner: Person) -> None:
    moment = now()
    ids = [
        make_song(
            owner.id,
            created_at=moment - timedelta(minutes=number),
            status=Status.READY if number in {0, COUNT - 1} else Status.FAILED,
        )
        for number in range(COUNT)
    ]
    assert _walk(client, owner, routes.tracks(routes.TRACKS_LIBRARY, ids[0])) == [ids[-1]]


@pytest.mark.parametrize("of_list", LISTS)
def test_nobody_walks_another_persons_list(
    client: TestClient, owner: Person, outsider: Person, songs: list[SongId], of_list: str
) -> None:
    assert _walk(client, outsider, routes.tracks(of_list, songs[0])) == []
    assert client.get(routes.tracks(of_list, songs[0])).status_code == 401


@pytest.mark.parametrize("of_list", LISTS)
@pytest.mark.parametrize("after", ["", "nothing", "x" * 300, "😀"])
def test_a_song_that_is_not_in_the_list_has_no_followers(
    client: TestClient, owner: Person, songs: list[SongId], of_list: str, after: str
) -> None:
    assert songs
    assert _walk(client, owner, f"{of_list}?{urlencode({'after': after})}") == []

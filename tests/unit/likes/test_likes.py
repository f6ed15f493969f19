"""Likes and favorites: two things, one counted and public, one private."""

from collections.abc import Callable
from typing import Any

import pytest

from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.library import service as favorites
from melodymaker.library.favorite_state import FavoriteState
from melodymaker.library.queries import Choice, songs_of
from melodymaker.likes import service
from melodymaker.likes.state import LikeState
from melodymaker.songs.service import delete_song, publish_song, restore_song
from melodymaker.types import SongId
from tests.conftest import Person
from tests.factories import make_song, stored_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio
FAVORITES = Choice(tab="favorites")
CHANGES = [service.set_like, favorites.set_favorite]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_a_repeated_like_counts_once(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, public=True)
    for person in (owner, outsider, outsider):
        service.set_like(person.id, song_id, on=True)
    assert stored_song(song_id).likes == 2
    for _ in range(2):
        service.set_like(outsider.id, song_id, on=False)
    assert stored_song(song_id).likes == 1
    row = songs_of(owner.id)[0][0]
    assert (row.likes, row.track.liked, row.favorite) == (1, True, False)


def test_a_favorite_is_private_and_not_counted(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, public=True)
    favorites.set_favorite(outsider.id, song_id, on=True)
    assert [row.id for row in songs_of(outsider.id, FAVORITES)[0]] == [song_id]
    assert songs_of(owner.id, FAVORITES)[0] == []
    assert stored_song(song_id).likes == 0
    assert not songs_of(owner.id)[0][0].favorite


def test_favorites_come_newest_first_and_can_be_searched(owner: Person) -> None:
    songs = [make_song(owner.id, title) for title in ("One", "Two", "Three")]
    for song_id in (songs[1], songs[0], songs[2]):
        favorites.set_favorite(owner.id, song_id, on=True)
    assert [row.title for row in songs_of(owner.id, FAVORITES)[0]] == ["Three", "One", "Two"]
    assert [row.title for row in songs_of(owner.id, Choice("tw", tab="favorites"))[0]] == ["Two"]
    favorites.set_favorite(owner.id, songs[2], on=False)
    assert [row.title for row in songs_of(owner.id, FAVORITES)[0]] == ["One", "Two"]


@pytest.mark.parametrize("change", CHANGES)
def test_liking_a_private_song_of_another_user_raises_not_found(
    owner: Person, outsider: Person, change: Callable[..., None]
) -> None:
    song_id = make_song(owner.id)
    with pytest.raises(NotFound):
        change(outsider.id, song_id, on=True)
    for no_id in ("", "nobody", "a" * 10_000, "'; DROP TABLE songs; --", "\x00", "雨"):
        with pytest.raises(NotFound):
            change(outsider.id, SongId(no_id), on=True)


def test_favorites_leave_out_private_and_deleted_songs(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, public=True)
    favorites.set_favorite(outsider.id, song_id, on=True)
    publish_song(owner.id, song_id, public=False)
    assert songs_of(outsider.id, FAVORITES)[0] == []
    publish_song(owner.id, song_id, public=True)
    delete_song(owner.id, song_id)
    assert songs_of(outsider.id, FAVORITES)[0] == []
    restore_song(owner.id, song_id)
    assert len(songs_of(outsider.id, FAVORITES)[0]) == 1


@pytest.mark.parametrize(
    ("kind", "handler"), [(LikeState, LikeState.set_like), (FavoriteState, FavoriteState.set_favorite)]
)
async def test_event_handlers_check_the_user(owner: Person, outsider: Person, kind: Any, handler: Any) -> None:
    song_id = make_song(owner.id)
    with pytest.raises(NotSignedIn):
        await handler.fn(await Tab().state(kind), song_id, True)  # noqa: FBT003
    with pytest.raises(NotFound):
        await handler.fn(await Tab(outsider.token).state(kind), song_id, True)  # noqa: FBT003
    await handler.fn(await Tab(owner.token).state(kind), song_id, "forged")
    row = songs_of(owner.id)[0][0]
    assert not row.track.liked
    assert not row.favorite
    await handler.fn(await Tab(owner.token).state(kind), song_id, True)  # noqa: FBT003
    row = songs_of(owner.id)[0][0]
    assert row.track.liked or row.favorite

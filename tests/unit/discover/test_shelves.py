"""The shelves: which songs stand on them, in which order, for whom."""

from datetime import timedelta

import pytest

from melodymaker import db
from melodymaker.db.models import Song, now
from melodymaker.discover.shelves import TITLES, Shelf, categories, songs_after, songs_on
from melodymaker.errors import NotFound
from melodymaker.follows.service import block_person, set_follow
from melodymaker.types import SongId, UserId
from tests.conftest import Person
from tests.factories import make_song, put_in_category

SHELVES = [*(Shelf(name) for name in TITLES), Shelf(category="jazz")]


def _titles(viewer: UserId | None, shelf: Shelf) -> list[str]:
    return [song.title for song in songs_on(viewer, shelf)[0]]


def _make(user_id: UserId, title: str, **values: object) -> SongId:
    song_id = make_song(user_id, title, public=True, **values)
    with db.transaction() as session:
        song = session.get_one(Song, song_id)
        song.featured_at = now()
    return song_id


def test_each_shelf_has_its_order(owner: Person) -> None:
    hour = timedelta(hours=1)
    for title, trend, age in (("old hit", 9.0, 3), ("new", 1.0, 1), ("middle", 5.0, 2)):
        _make(owner.id, title, trend=trend, published_at=now() - age * hour)
    assert _titles(None, Shelf("trending")) == ["old hit", "middle", "new"]
    assert _titles(None, Shelf("new")) == ["new", "middle", "old hit"]


def test_a_category_holds_its_songs_newest_first(owner: Person) -> None:
    put_in_category(_make(owner.id, "blue note", published_at=now() - timedelta(hours=1)), "jazz")
    _make(owner.id, "elsewhere")
    assert _titles(None, Shelf(category="jazz")) == ["blue note"]
    assert categories() == ["jazz"]
    with pytest.raises(NotFound):
        songs_on(None, Shelf(category="polka"))


def test_following_holds_only_songs_of_those_whom_one_follows(owner: Person, outsider: Person) -> None:
    _make(owner.id, "hers")
    assert _titles(outsider.id, Shelf("following")) == []
    set_follow(outsider.id, owner.id, on=True)
    assert _titles(outsider.id, Shelf("following")) == ["hers"]
    with pytest.raises(NotFound):
        songs_on(None, Shelf("following"))


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.title)
@pytest.mark.parametrize(
    "hidden", [{"published_at": None}, {"hidden_at": now()}, {"owner_suspended": True}, {"deleted_at": now()}]
)
def test_no_shelf_shows_what_is_not_for_all(
    owner: Person, outsider: Person, shelf: Shelf, hidden: dict[str, object]
) -> None:
    song_id = _make(owner.id, "Secret")
    put_in_category(song_id, "jazz")
    set_follow(outsider.id, owner.id, on=True)
    assert _titles(outsider.id, shelf) == ["Secret"]
    with db.transaction() as session:
        song = session.get_one(Song, song_id)
        for name, value in hidden.items():
            setattr(song, name, value)
    assert _titles(outsider.id, shelf) == []
    assert songs_after(outsider.id, shelf, song_id) == ([], None)


def test_a_blocked_persons_songs_are_not_shown_to_who_blocked_them(owner: Person, outsider: Person) -> None:
    _make(owner.id, "hers")
    block_person(outsider.id, owner.id)
    assert _titles(outsider.id, Shelf("trending")) == []
    assert _titles(None, Shelf("trending")) == ["hers"]


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.title)
def test_pages_of_a_shelf_hold_every_song_once(owner: Person, outsider: Person, shelf: Shelf) -> None:
    set_follow(outsider.id, owner.id, on=True)
    made = set()
    for number in range(30):
        song_id = _make(owner.id, f"{number}", trend=number % 3)
        made.add(song_id)
        put_in_category(song_id, "jazz")
    first, cursor = songs_on(outsider.id, shelf)
    second, end = songs_on(outsider.id, shelf, cursor)
    assert len(first) == 24
    assert end is None
    assert {song.id for song in (*first, *second)} == made
    assert songs_after(outsider.id, shelf, SongId(first[-1].id))[0] == second

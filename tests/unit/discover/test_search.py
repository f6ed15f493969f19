"""The search over what everybody may see."""

import pytest

from melodymaker import db
from melodymaker.db.models import Song, User, now
from melodymaker.discover.search import (
    Query,
    kinds_found,
    languages,
    people_found,
    playlists_found,
    songs_found,
    songs_found_after,
)
from melodymaker.follows.service import block_person
from melodymaker.playlists.service import add_songs, create_playlist, edit_playlist
from melodymaker.types import SongId
from tests.conftest import Person
from tests.factories import make_song


def _titles(query: Query) -> set[str]:
    return {song.title for song in songs_found(None, query)[0]}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (Query("rain"), {"Slow Rain", "Fast Rain"}),
        (Query("rain", tempo="slow"), {"Slow Rain"}),
        (Query(tempo="fast"), {"Fast Rain"}),
        (Query("rain", key="A minor"), {"Fast Rain"}),
        (Query("rain", length="long"), {"Slow Rain"}),
        (Query("rain", kind="instrumental"), {"Fast Rain"}),
        (Query("rain", kind="sung"), {"Slow Rain"}),
        (Query("rain", language="de"), {"Slow Rain"}),
        (Query("rain", tempo="slow", kind="instrumental"), set()),
        (Query("rain", tempo="no such tempo", kind="none", length="?"), {"Slow Rain", "Fast Rain"}),
        (Query("nowhere"), set()),
        (Query("🎵"), set()),
        (Query("% -"), set()),
        (Query("rain 🎵"), {"Slow Rain", "Fast Rain"}),
        (Query("  "), {"Slow Rain", "Fast Rain", "Sun"}),
    ],
)
def test_songs_are_found_by_text_and_filters(owner: Person, query: Query, titles: set[str]) -> None:
    slow = {"bpm": 70, "key": "C major", "duration": 200.0, "language": "de"}
    fast = {"bpm": 140, "key": "A minor", "duration": 90.0, "instrumental": True}
    make_song(owner.id, "Slow Rain", public=True, **slow)
    make_song(owner.id, "Fast Rain", public=True, **fast)
    make_song(owner.id, "Sun", public=True, lyrics="")
    make_song(owner.id, "Private Rain")
    assert _titles(query) == titles
    assert languages() == ["de"]


def test_where_nothing_is_found_the_other_kinds_are_named_that_hold_the_words(owner: Person) -> None:
    make_song(owner.id, "Rain", public=True)
    create_playlist(owner.id, "Mira's rain", public=True)
    assert kinds_found(None, "mira") == ["people", "playlists"]
    assert kinds_found(None, "rain") == ["songs", "playlists"]
    assert kinds_found(None, "🎵") == []
    assert [row.owner for row in playlists_found(None, "rain")[0]] == ["Mira"]


def test_found_songs_come_by_how_they_trend_and_page_on(owner: Person) -> None:
    for number in range(30):
        make_song(owner.id, f"Rain {number}", public=True, trend=float(number))
    first, cursor = songs_found(None, Query("rain"))
    second, end = songs_found(None, Query("rain"), cursor)
    assert [song.title for song in first[:2]] == ["Rain 29", "Rain 28"]
    assert (len(first), len(second), end) == (24, 6, None)
    assert songs_found_after(None, Query("rain"), SongId(first[-1].id)) == (second, None)


def test_people_are_found_by_name_and_handle_unless_suspended_or_blocked(owner: Person, outsider: Person) -> None:
    assert [person.handle for person in people_found(None, "mir")[0]] == ["mira"]
    block_person(outsider.id, owner.id)
    assert people_found(outsider.id, "mira")[0] == []
    with db.transaction() as session:
        session.get_one(User, owner.id).suspended_at = now()
    assert people_found(None, "mira")[0] == []


def test_only_public_playlists_of_people_who_are_seen_are_found(owner: Person) -> None:
    playlist = create_playlist(owner.id, "Night drive")
    add_songs(owner.id, playlist, [make_song(owner.id, public=True)])
    assert playlists_found(None, "night")[0] == []
    edit_playlist(owner.id, playlist, "Night drive", "", public=True)
    (row,) = playlists_found(None, "NIGHT")[0]
    assert (row.title, row.count) == ("Night drive", 1)
    with db.transaction() as session:
        session.get_one(User, owner.id).suspended_at = now()
    assert playlists_found(None, "night")[0] == []


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"hidden_at": now()}, {"deleted_at": now()}])
def test_what_is_not_for_all_is_not_found_either_by_its_lyrics(owner: Person, hidden: dict[str, object]) -> None:
    song_id = make_song(owner.id, "Rain", public=True, lyrics="unmistakable")
    assert _titles(Query("unmistakable")) == {"Rain"}
    with db.transaction() as session:
        song = session.get_one(Song, song_id)
        for name, value in hidden.items():
            setattr(song, name, value)
    assert songs_found(owner.id, Query("unmistakable"))[0] == []

"""The library as music apps see it, on both databases."""

import pytest

from melodymaker.library.catalog import (
    ALBUM_ORDERS,
    AlbumRecord,
    Part,
    library_albums,
    library_artists,
    library_genres,
    library_size,
    library_song,
    library_songs,
)
from melodymaker.library.service import set_favorite
from melodymaker.playlists.records import playlist_records
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.songs.records import own_records, readable_by, records_by_id, request_record
from melodymaker.songs.service import delete_song
from melodymaker.types import GenerationId, SongId, Status
from tests.conftest import Person
from tests.factories import make_song, put_in_category, stored_song

ALL = Part(100)


@pytest.fixture
def songs(owner: Person, outsider: Person) -> dict[str, SongId]:
    """The owner's songs and their favorite of another's; what is not in the library is there too."""
    made = {
        "rain": make_song(owner.id, "Rain", duration=60.0, listens=3),
        "sun": make_song(owner.id, "Sun", duration=90.0, likes=2),
        "theirs": make_song(outsider.id, "Theirs", public=True),
    }
    make_song(owner.id, "Failed", status=Status.FAILED)
    delete_song(owner.id, make_song(owner.id, "Deleted"))
    make_song(outsider.id, "Private")
    make_song(outsider.id, "Public", public=True)
    set_favorite(owner.id, made["theirs"], on=True)
    put_in_category(made["sun"], "waltz")
    return made


def _titles(albums: list[AlbumRecord]) -> list[str]:
    return [album.title for album in albums]


def test_the_library_holds_ones_own_songs_and_favorites(owner: Person, songs: dict[str, SongId]) -> None:
    assert [song.id for song in library_songs(owner.id, ALL)] == list(songs.values())
    assert library_size(owner.id) == 3
    assert [song.id for song in library_songs(owner.id, Part(2, 1))] == [songs["sun"], songs["theirs"]]
    assert [song.title for song in library_songs(owner.id, ALL, text="the")] == ["Theirs"]
    assert [song.title for song in library_songs(owner.id, ALL, genre="waltz")] == ["Sun"]
    assert [song.title for song in library_songs(owner.id, ALL, starred=True)] == ["Theirs"]
    assert len(library_songs(owner.id, Part(2), shuffled=True)) == 2


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("oldest", ["Rain", "Sun", "Theirs"]),
        ("newest", ["Theirs", "Sun", "Rain"]),
        ("title", ["Rain", "Sun", "Theirs"]),
        ("artist", ["Rain", "Sun", "Theirs"]),
        ("played", ["Rain"]),
        ("liked", ["Sun"]),
    ],
)
def test_albums_come_in_each_order(owner: Person, songs: dict[str, SongId], order: str, titles: list[str]) -> None:
    assert order in ALBUM_ORDERS
    assert _titles(library_albums(owner.id, ALL, order=order))[: len(titles)] == titles


def test_albums_are_narrowed(owner: Person, outsider: Person, songs: dict[str, SongId]) -> None:
    assert _titles(library_albums(owner.id, ALL, text="sun")) == ["Sun"]
    assert _titles(library_albums(owner.id, ALL, artist=outsider.id)) == ["Theirs"]
    assert _titles(library_albums(owner.id, ALL, genre="waltz")) == ["Sun"]
    assert len(library_albums(owner.id, ALL, order="random")) == 3
    starred = library_albums(owner.id, ALL, starred=True)[0]
    assert (starred.title, starred.cover_id, starred.artist) == ("Theirs", songs["theirs"], "Okto")
    assert starred.starred_at is not None
    rain = library_albums(owner.id, ALL, album=stored_song(songs["rain"]).generation_id)[0]
    assert (rain.songs, rain.seconds, rain.listens, rain.starred_at) == (1, 60.0, 3, None)


def test_artists_and_genres_are_those_of_the_library(owner: Person, outsider: Person, songs: dict[str, SongId]) -> None:
    found = {artist.name: artist.albums for artist in library_artists(owner.id, ALL)}
    assert found == {"Mira": 2, "Okto": 1}
    assert [artist.name for artist in library_artists(owner.id, ALL, text="okt")] == ["Okto"]
    assert [(one.name, one.songs, one.albums) for one in library_genres(owner.id)] == [("waltz", 1, 1)]
    assert library_song(outsider.id, songs["rain"]) is None
    assert library_song(owner.id, "no/id") is None


def test_records_are_read_as_their_reader_sees_them(owner: Person, outsider: Person, songs: dict[str, SongId]) -> None:
    wanted = [songs["sun"], songs["theirs"], songs["rain"]]
    seen = {person.id: records_by_id(person.id, wanted) for person in (owner, outsider)}
    assert [song.id for song in seen[owner.id]] == wanted
    assert [song.own for song in seen[owner.id]] == [True, False, True]
    assert [song.id for song in seen[outsider.id]] == [songs["theirs"]]
    assert readable_by(None) is not None
    page, cursor = own_records(owner.id, 2)
    assert [song.title for song in page] == ["Failed", "Sun"]
    assert [song.title for song in own_records(owner.id, 2, cursor)[0]] == ["Rain"]
    assert [song.title for song in own_records(owner.id, 9, text="sun", status="ready")[0]] == ["Sun"]
    assert [song.title for song in own_records(owner.id, 9, favorite=True)[0]] == ["Theirs"]
    request = request_record(owner.id, GenerationId(stored_song(songs["rain"]).generation_id))
    assert (request.status, [song.id for song in request.songs]) == ("ready", [songs["rain"]])


def test_playlists_are_read_with_their_length(owner: Person, songs: dict[str, SongId]) -> None:
    playlist = create_playlist(owner.id, "Rainy")
    add_songs(owner.id, playlist, [songs["sun"], songs["rain"]])
    create_playlist(owner.id, "Empty")
    found = {one.title: (one.songs, one.seconds, one.cover_id, one.handle) for one in playlist_records(owner.id)}
    assert found == {"Rainy": (2, 150.0, songs["sun"], "mira"), "Empty": (0, 0.0, "", "mira")}

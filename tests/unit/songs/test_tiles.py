"""Covers at the size of a grid's tile."""

from pathlib import Path

import pytest
from PIL import Image

from melodymaker.errors import FileUnreadable, NotFound
from melodymaker.songs.service import delete_song, purge_songs
from melodymaker.songs.tiles import SIDE, _keep, tile_name
from melodymaker.types import FileName, SongId
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song

COVER = FileName(f"{'c' * 32}.webp")


@pytest.fixture
def song(owner: Person, adapters: Adapters, tmp_path: Path) -> SongId:
    """A private song with a cover of 1024 px."""
    Image.new("RGB", (1024, 1024), "teal").save(tmp_path / "cover.webp")
    adapters.storage.put(COVER, tmp_path / "cover.webp")
    return make_song(owner.id, cover=COVER)


def test_a_tile_is_made_once_and_small(owner: Person, adapters: Adapters, song: SongId, tmp_path: Path) -> None:
    name = tile_name(owner.id, song)
    adapters.storage.fetch(name, tmp_path / "tile.webp")
    with Image.open(tmp_path / "tile.webp") as tile:
        assert (tile.size, tile.format) == ((SIDE, SIDE), "WEBP")
    assert tile_name(owner.id, song) == name == stored_song(song).tile
    assert len(adapters.files()) == 2


def test_of_two_made_at_once_one_is_kept(owner: Person, adapters: Adapters, song: SongId, tmp_path: Path) -> None:
    first = tile_name(owner.id, song)
    second = FileName(f"{'d' * 32}.webp")
    adapters.storage.put(second, tmp_path / "cover.webp")
    assert _keep(song, second) == first
    assert {path.name for path in adapters.files()} == {COVER, first}


def test_only_who_may_hear_the_song_gets_it(outsider: Person, song: SongId) -> None:
    for person in (outsider.id, None):
        with pytest.raises(NotFound):
            tile_name(person, song)


def test_a_song_without_a_cover_has_none(owner: Person) -> None:
    with pytest.raises(NotFound):
        tile_name(owner.id, make_song(owner.id))


def test_a_cover_that_is_no_picture_is_said_to_be_unreadable(owner: Person, adapters: Adapters, tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"no picture")
    adapters.storage.put(COVER, tmp_path / "broken")
    with pytest.raises(FileUnreadable):
        tile_name(owner.id, make_song(owner.id, cover=COVER))


def test_it_goes_with_its_song(owner: Person, adapters: Adapters, song: SongId) -> None:
    tile_name(owner.id, song)
    delete_song(owner.id, song)
    purge_songs(owner.id)
    assert adapters.files() == []

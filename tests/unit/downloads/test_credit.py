"""What a remix's file says of the song that it was made of, and of whoever made that."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from PIL import Image

from melodymaker.downloads import queries, service
from melodymaker.songs.service import delete_song, publish_song
from melodymaker.types import SongId
from tests.conftest import Adapters, Person
from tests.factories import give_files, make_song


@pytest.fixture
def source(owner: Person) -> SongId:
    return make_song(owner.id, "Rain", public=True)


@pytest.fixture
def remix(owner: Person, outsider: Person, source: SongId, adapters: Adapters, tmp_path: Path) -> SongId:
    """The outsider's remix of the owner's song, with its files."""
    sound = np.full((44_100, 2), 0.1)
    for name in ("made.flac", "made.mp3"):
        soundfile.write(tmp_path / name, sound, 44_100)
    Image.new("RGB", (64, 64), "teal").save(tmp_path / "made.webp")
    song_id = make_song(outsider.id, "Rain (variation)", source_id=source, source_user_id=owner.id)
    give_files(adapters, song_id, *(tmp_path / f"made.{end}" for end in ("flac", "mp3", "webp")))
    return song_id


def _credit(person: Person, song_id: SongId) -> str:
    return queries.one_download(person.id, song_id).credit


def test_files_credit_the_author_of_the_source(outsider: Person, remix: SongId, tmp_path: Path) -> None:
    download = queries.one_download(outsider.id, remix)
    mp3 = ID3(io.BytesIO(service.made_file(download, "mp3", tmp_path).read_bytes()))
    assert str(mp3["TPE1"]) == "Okto"
    assert {tag.desc: str(tag) for tag in mp3.getall("TXXX")}["REMIX_OF"] == "“Rain” by Mira"
    assert str(mp3.getall("COMM")[0]).endswith("a remix of “Rain” by Mira")
    flac = FLAC(service.made_file(download, "flac", tmp_path))
    assert flac["remix_of"] == ["“Rain” by Mira"]


def test_a_source_that_one_may_not_hear_any_more_is_credited_without_its_title(
    owner: Person, outsider: Person, source: SongId, remix: SongId
) -> None:
    publish_song(owner.id, source, public=False)
    assert _credit(outsider, remix) == "a song by Mira"
    delete_song(owner.id, source)
    assert _credit(outsider, remix) == "a song by Mira"


def test_a_song_of_its_own_credits_nobody(owner: Person, source: SongId) -> None:
    assert _credit(owner, source) == ""

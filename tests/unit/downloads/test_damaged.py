"""Files that are missing or damaged: a download is complete or refused with a reason."""

import errno
import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import lameenc
import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import COMM, ID3
from mutagen.wave import WAVE
from PIL import Image
from starlette.testclient import TestClient

from melodymaker import db
from melodymaker.api import http_routes
from melodymaker.downloads import service
from melodymaker.downloads.audio_files import check_whole
from melodymaker.downloads.covers import read_cover
from melodymaker.errors import FileUnreadable, NoRoom
from melodymaker.types import FileName, SongId
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.factories import give_files, make_song, stored_song

RATE = 44_100
SECONDS = 4
_CHANCE = random.Random(1)


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 6 // 10)


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _make_unreadable(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)  # a link to itself, which not even root can open


def _make_hole(path: Path) -> None:
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = _CHANCE.randbytes(third)
    path.write_bytes(content)


GONE = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "folder": _make_folder,
    "unreadable": _make_unreadable,
}
DAMAGE = GONE | {
    "truncated": _truncate,
    "random": lambda path: path.write_bytes(_CHANCE.randbytes(5_000)),
    "hole": _make_hole,
}
every_damage = pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
every_sound = pytest.mark.parametrize(("form", "file"), [("mp3", "stream"), ("flac", "master"), ("wav", "master")])


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Four seconds of sound as FLAC and MP3, and a cover."""
    folder = tmp_path_factory.mktemp("whole")
    sound = np.random.default_rng(1).normal(0, 0.1, (RATE * SECONDS, 2))
    master, stream, cover = (folder / f"made.{end}" for end in ("flac", "mp3", "webp"))
    soundfile.write(master, sound, RATE, "PCM_16")
    soundfile.write(stream, sound, RATE)
    Image.new("RGB", (64, 64), "teal").save(cover)
    return master, stream, cover


@pytest.fixture
def song(owner: Person, adapters: Adapters, files: tuple[Path, Path, Path]) -> SongId:
    song_id = make_song(owner.id, "Rain", timings='[[1.5, "Rain"]]')
    give_files(adapters, song_id, *files)
    return song_id


@pytest.fixture
def visitor(owner: Person) -> TestClient:
    client = TestClient(http_routes(), base_url="http://localhost:3000")
    client.cookies.set(cookies.SESSION, owner.token)
    return client


def _path(adapters: Adapters, song_id: SongId, file: str) -> Path:
    return adapters.storage._path(FileName(getattr(stored_song(song_id), file)))


@every_damage
@every_sound
def test_a_damaged_song_is_refused_with_a_reason(
    visitor: TestClient, adapters: Adapters, song: SongId, damage: Callable, form: str, file: str
) -> None:
    damage(_path(adapters, song, file))
    answer = visitor.get(f"/download/song/{song}.{form}")
    assert (answer.status_code, answer.text) == (404, FileUnreadable.message)
    assert stored_song(song).downloads == 0


@every_damage
@every_sound
def test_a_zip_names_damaged_songs_with_the_reason(
    visitor: TestClient,
    owner: Person,
    adapters: Adapters,
    files: tuple,
    song: SongId,
    damage: Callable,
    form: str,
    file: str,
) -> None:
    give_files(adapters, whole := make_song(owner.id, "Whole"), *files)
    damage(_path(adapters, song, file))
    answer = visitor.post(f"/download/songs.{form}.zip", data={"song": [song, whole]})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.testzip() is None
        assert pack.namelist() == [f"Whole (A).{form}", "Missing songs.txt"]
        assert f"Rain (A): {FileUnreadable.message}" in pack.read("Missing songs.txt").decode()


@every_damage
def test_a_damaged_cover_is_left_out(
    visitor: TestClient, adapters: Adapters, song: SongId, damage: Callable, tmp_path: Path
) -> None:
    damage(_path(adapters, song, "cover"))
    for form in ("mp3", "flac", "wav"):
        path = tmp_path / f"got.{form}"
        answer = visitor.get(f"/download/song/{song}.{form}")
        assert answer.status_code == 200
        path.write_bytes(answer.content)
    assert (str(ID3(tmp_path / "got.mp3")["TIT2"]), ID3(tmp_path / "got.mp3").getall("APIC")) == ("Rain", [])
    assert (FLAC(tmp_path / "got.flac")["title"], FLAC(tmp_path / "got.flac").pictures) == (["Rain"], [])
    assert (str(WAVE(tmp_path / "got.wav").tags["TIT2"]), WAVE(tmp_path / "got.wav").tags.getall("APIC")) == (
        "Rain",
        [],
    )
    zipped = visitor.post("/download/songs.flac.zip", data={"song": [song]})
    assert zipfile.ZipFile(io.BytesIO(zipped.content)).namelist() == ["Rain (A).flac"]


@every_damage
def test_lrc_needs_no_audio_file(visitor: TestClient, adapters: Adapters, song: SongId, damage: Callable) -> None:
    for file in ("master", "stream", "cover"):
        damage(_path(adapters, song, file))
    assert visitor.get(f"/download/song/{song}.lrc").text == "[00:01.50]Rain\n"
    zipped = visitor.post(
        "/download/songs.lrc.zip", data={"song": [song, make_song(stored_song(song).user_id, "Plain")]}
    )
    with zipfile.ZipFile(io.BytesIO(zipped.content)) as pack:
        assert pack.namelist() == ["Rain (A).lrc", "Missing songs.txt"]
        assert "Plain (A): The times of this song's lyrics are not known" in pack.read("Missing songs.txt").decode()


@pytest.mark.parametrize("damage", GONE.values(), ids=GONE)
@pytest.mark.parametrize("file", ["master", "stream", "cover"])
def test_a_media_address_of_a_missing_file_is_404(
    visitor: TestClient, adapters: Adapters, song: SongId, damage: Callable, file: str
) -> None:
    damage(_path(adapters, song, file))
    for headers in ({}, {"range": "bytes=0-99"}):
        answer = visitor.get(f"/media/songs/{song}/{file}", headers=headers)
        assert (answer.status_code, answer.text) == (404, FileUnreadable.message)


@pytest.mark.parametrize("damage", ["truncated", "random", "hole"])
def test_a_media_address_serves_a_damaged_file_as_it_is(
    visitor: TestClient, adapters: Adapters, song: SongId, damage: str
) -> None:
    path = _path(adapters, song, "stream")
    DAMAGE[damage](path)
    assert visitor.get(f"/media/songs/{song}/stream").content == path.read_bytes()


def test_a_song_that_names_no_file_has_no_address(visitor: TestClient, owner: Person) -> None:
    bare = make_song(owner.id, "Bare")
    for kind in ("master", "stream", "cover", "thumb", "download"):
        assert visitor.get(f"/media/songs/{bare}/{kind}").status_code == 404
    for form in ("mp3", "flac", "wav"):
        assert visitor.get(f"/download/song/{bare}.{form}").status_code == 404


def test_a_file_shorter_than_its_song_is_refused(visitor: TestClient, adapters: Adapters, song: SongId) -> None:
    with db.transaction() as session:
        session.get_one(type(stored_song(song)), song).duration = SECONDS + 1.0
    for form in ("mp3", "flac", "wav"):
        assert visitor.get(f"/download/song/{song}.{form}").status_code == 404


def test_a_full_disk_is_not_reported_as_a_damaged_file(
    visitor: TestClient, adapters: Adapters, song: SongId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", fill)
    answer = visitor.get(f"/download/song/{song}.mp3")
    assert (answer.status_code, answer.text) == (507, NoRoom.message)
    zipped = visitor.post("/download/songs.mp3.zip", data={"song": [song]})
    with zipfile.ZipFile(io.BytesIO(zipped.content)) as pack:
        assert f"Rain (A): {NoRoom.message}" in pack.read("Missing songs.txt").decode()


def test_new_folder_on_a_full_disk_raises_no_room(
    visitor: TestClient, song: SongId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(service.tempfile, "TemporaryDirectory", refuse)
    answer = visitor.get(f"/download/song/{song}.mp3")
    assert (answer.status_code, answer.text) == (507, NoRoom.message)


def test_a_download_succeeds_when_it_cannot_be_counted(
    visitor: TestClient, song: SongId, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = db.transaction

    def full() -> None:
        raise NoRoom

    monkeypatch.setattr(service.db, "transaction", full)
    assert visitor.get(f"/download/song/{song}.mp3").status_code == 200
    monkeypatch.setattr(service.db, "transaction", real)
    assert stored_song(song).downloads == 0


@pytest.mark.parametrize(
    "picture",
    [b"", b"RIFF", bytes(range(256)), b"\x89PNG\r\n\x1a\n" + bytes(100), b"GIF89a" + b"\xff" * 50, b"<svg/>"],
)
def test_read_cover_of_an_invalid_picture_is_empty(picture: bytes) -> None:
    assert read_cover(picture) == b""


def test_read_cover_of_a_too_large_picture_is_empty() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    assert read_cover(out.getvalue()) == b""


def test_check_whole_accepts_an_mp3_without_a_length_header(tmp_path: Path) -> None:
    """Without a header of its own, an MP3's length can only be guessed from its size."""
    rate = 48_000
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(192)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(2)
    encoder.silence()
    noise = np.random.default_rng(1).integers(-3_000, 3_000, (rate * 8, 2), np.int16)
    stream = tmp_path / "stream.mp3"
    stream.write_bytes(encoder.encode(noise.tobytes()) + encoder.flush())
    labels = ID3()
    labels.add(COMM(encoding=3, lang="eng", desc="", text="x" * 50_000))
    labels.save(stream)
    check_whole(stream, 8.0)
    content = stream.read_bytes()
    stream.write_bytes(content[: len(content) * 9 // 10])
    with pytest.raises(FileUnreadable):
        check_whole(stream, 8.0)

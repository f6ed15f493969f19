"""Downloads: what is in the files, whose songs go into them, and what a ZIP does about missing ones."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TIT2
from mutagen.wave import WAVE
from PIL import Image
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.downloads import queries, service
from melodymaker.downloads.service import file_name
from melodymaker.downloads.state import DownloadState
from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.playlists.service import add_songs, create_playlist, edit_playlist
from melodymaker.songs.service import publish_song
from melodymaker.types import SongId
from melodymaker.web import cookies
from melodymaker.web.csp import DOWNLOAD_POLICY
from melodymaker.web.security_headers import SecurityHeaders
from tests.conftest import Adapters, Person
from tests.factories import give_files, make_song, stored_song
from tests.unit.states import Tab, commands_in

SITE = "http://localhost:3000"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A second of sound as FLAC and MP3, and a cover."""
    sound = np.sin(np.linspace(0, 440 * 2 * np.pi, 44_100))[:, None] * np.full((1, 2), 0.3)
    master, stream, cover = (tmp_path / f"made.{end}" for end in ("flac", "mp3", "webp"))
    soundfile.write(master, sound, 44_100, "PCM_16")
    soundfile.write(stream, sound, 44_100)
    old = ID3()
    old.add(TIT2(text="The engine’s own label"))
    old.save(stream)
    Image.new("RGB", (1024, 1024), "teal").save(cover)
    return master, stream, cover


@pytest.fixture
def song(owner: Person, adapters: Adapters, files: tuple[Path, Path, Path]) -> SongId:
    song_id = make_song(
        owner.id, "Regen / Rain 🌧️", timings='[[1.5, "[Verse 1]"], [63.25, "Rain"]]', guidance=7.5, seed=184220
    )
    give_files(adapters, song_id, *files)
    return song_id


def _client(person: Person | None) -> TestClient:
    client = TestClient(http_routes(), base_url=SITE)
    if person:
        client.cookies.set(cookies.SESSION, person.token)
    return client


def test_an_mp3_download_has_tags(owner: Person, song: SongId) -> None:
    answer = _client(owner).get(f"/download/song/{song}.mp3")
    assert answer.headers["content-type"] == "audio/mpeg"
    assert (
        "filename*=UTF-8''Regen%20_%20Rain%20%F0%9F%8C%A7%EF%B8%8F%20%28A%29.mp3"
        in answer.headers["content-disposition"]
    )
    tags = ID3(io.BytesIO(answer.content))
    assert (str(tags["TIT2"]), str(tags["TPE1"])) == ("Regen / Rain 🌧️", "Mira")
    assert str(tags.getall("USLT")[0]) == "[Verse 1]\nRain"
    assert "AI-generated" in str(tags.getall("COMM")[0])
    more = {tag.desc: str(tag) for tag in tags.getall("TXXX")}
    assert more == {"PROMPT": "Regen / Rain 🌧️", "ENGINE": "sketch", "SEED": "184220", "GUIDANCE": "7.5"}
    (cover,) = tags.getall("APIC")
    with Image.open(io.BytesIO(cover.data)) as picture:
        assert (picture.format, picture.size, cover.mime) == ("JPEG", (600, 600), "image/jpeg")
    assert stored_song(song).downloads == 1


def test_flac_and_wav_downloads_have_the_same_sound_and_tags(owner: Person, song: SongId, tmp_path: Path) -> None:
    sounds = []
    for form, kind in (("flac", "audio/flac"), ("wav", "audio/wav")):
        answer = _client(owner).get(f"/download/song/{song}.{form}")
        assert answer.headers["content-type"] == kind
        path = tmp_path / f"got.{form}"
        path.write_bytes(answer.content)
        sounds.append(soundfile.read(path, dtype="int16")[0])
    assert np.array_equal(*sounds)
    flac = FLAC(tmp_path / "got.flac")
    wav = WAVE(tmp_path / "got.wav")
    assert (flac["title"], flac["artist"], flac["seed"]) == (["Regen / Rain 🌧️"], ["Mira"], ["184220"])
    assert (str(wav.tags["TIT2"]), len(flac.pictures)) == ("Regen / Rain 🌧️", 1)


def test_lrc_is_offered_only_for_lyrics_with_times(owner: Person, song: SongId) -> None:
    answer = _client(owner).get(f"/download/song/{song}.lrc")
    assert answer.text == "[00:01.50][Verse 1]\n[01:03.25]Rain\n"
    assert _client(owner).get(f"/download/song/{make_song(owner.id)}.lrc").status_code == 404


@pytest.mark.parametrize("form", ["mp3", "flac", "wav", "lrc"])
def test_only_the_owner_downloads_a_song(owner: Person, outsider: Person, song: SongId, form: str) -> None:
    public = make_song(owner.id, public=True)
    for song_id in (song, public, "nobody", "x" * 300):
        assert _client(outsider).get(f"/download/song/{song_id}.{form}").status_code == 404
        assert _client(None).get(f"/download/song/{song_id}.{form}").status_code == 401
    for path in (f"/download/song/{song}.exe", f"/download/song/..%2f..%2fetc.{form}"):
        assert _client(owner).get(path).status_code == 404
    assert _client(outsider).post(f"/download/songs.{form}.zip", data={"song": [song]}).status_code == 404
    assert _client(outsider).get(f"/download/songs.{form}.zip").status_code == 404


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.testzip() is None
        return pack.namelist()


def test_a_zip_of_a_selection_has_unique_names(
    owner: Person, outsider: Person, adapters: Adapters, song: SongId, files: tuple[Path, Path, Path]
) -> None:
    songs = [song, make_song(owner.id, "Same"), make_song(owner.id, "same"), make_song(outsider.id, public=True)]
    for song_id in songs[1:3]:
        give_files(adapters, song_id, *files)
    answer = _client(owner).post("/download/songs.mp3.zip", data={"song": [*songs, songs[0], "forged"]})
    assert answer.headers["content-type"] == "application/zip"
    assert (
        "3%20songs.zip" in answer.headers["content-disposition"]
        or "3 songs.zip" in answer.headers["content-disposition"]
    )
    assert _names(answer.content) == ["Regen _ Rain 🌧️ (A).mp3", "Same (A).mp3", "same (A) 2.mp3"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert str(ID3(io.BytesIO(pack.read("Same (A).mp3")))["TPE1"]) == "Mira"


def test_a_zip_names_songs_without_files(owner: Person, song: SongId) -> None:
    make_song(owner.id, "Lost")
    answer = _client(owner).get("/download/songs.mp3.zip")
    assert _names(answer.content) == ["Regen _ Rain 🌧️ (A).mp3", "Missing songs.txt"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert "Lost (A)" in pack.read("Missing songs.txt").decode()


def test_a_playlist_zip_has_its_order_and_only_own_songs(
    owner: Person, outsider: Person, adapters: Adapters, song: SongId, files: tuple[Path, Path, Path]
) -> None:
    second = make_song(owner.id, "Second")
    give_files(adapters, second, *files)
    playlist = create_playlist(owner.id, "Slow: mornings")
    add_songs(owner.id, playlist, [second, song, make_song(outsider.id, public=True)])
    answer = _client(owner).get(f"/download/playlist/{playlist}.flac.zip")
    assert "Slow_%20mornings.zip" in answer.headers["content-disposition"]
    assert _names(answer.content) == ["Second (A).flac", "Regen _ Rain 🌧️ (A).flac"]
    for public in (False, True):
        edit_playlist(owner.id, playlist, "Slow", "", public=public)
        with pytest.raises(NotFound):
            queries.in_playlist(outsider.id, "nobody")
        if not public:
            with pytest.raises(NotFound):
                queries.in_playlist(outsider.id, playlist)


@pytest.mark.parametrize("form", ["mp3", "flac", "wav"])
def test_a_download_that_is_looked_at_or_gone_on_with_is_counted_once(owner: Person, song: SongId, form: str) -> None:
    client = _client(owner)
    path = f"/download/song/{song}.{form}"
    looked_at = client.head(path)
    assert (looked_at.status_code, looked_at.content, looked_at.headers["accept-ranges"]) == (200, b"", "bytes")
    assert stored_song(song).downloads == 0
    whole = client.get(path)
    assert whole.headers["content-length"] == looked_at.headers["content-length"] == str(len(whole.content))
    start = {"range": "bytes=0-99"}
    rest = {"range": "bytes=100-", "if-range": whole.headers["etag"]}
    parts = [client.get(path, headers=headers) for headers in (start, rest)]
    assert [part.status_code for part in parts] == [206, 206]
    assert b"".join(part.content for part in parts) == whole.content
    assert stored_song(song).downloads == 2  # the whole one, and the one in parts
    other_unit = client.get(path, headers={"range": "items=0-5"})
    assert (other_unit.status_code, other_unit.content) == (200, whole.content)


def test_a_zip_that_is_looked_at_is_not_counted(owner: Person, song: SongId) -> None:
    answer = _client(owner).head("/download/songs.mp3.zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert stored_song(song).downloads == 0


def test_the_picture_of_a_published_songs_card_is_a_jpeg(owner: Person, song: SongId) -> None:
    anybody = _client(None)
    assert anybody.get(f"/media/songs/{song}/card.jpg").status_code == 404
    publish_song(owner.id, song, public=True)
    answer = anybody.get(f"/media/songs/{song}/card.jpg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1024, 1024))


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b\\c:d", "a_b_c_d"), ("..", "song"), ("  x  ", "x"), ("a" * 500, "a" * 120), ("雨 🎹", "雨 🎹")],
)
def test_file_names_are_valid_on_every_system(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_the_dialog_offers_the_available_formats(owner: Person, outsider: Person, song: SongId) -> None:
    state = await Tab(owner.token).state(DownloadState)
    await DownloadState.open_song.fn(state, song)
    assert (state.opened, state.title, state.has_lrc) == (True, "Regen / Rain 🌧️ (A)", True)
    await DownloadState.open_songs.fn(state, [song, "forged", None])
    assert (state.title, state.has_lrc) == ("1 song", False)
    await DownloadState.open_library.fn(state)
    assert state.about == "1 song in one ZIP file."
    assert await DownloadState.download.fn(state, "exe") == []
    assert not state.opened
    for handler, argument in ((DownloadState.open_song, song), (DownloadState.open_songs, [song])):
        with pytest.raises(NotSignedIn):
            await handler.fn(await Tab().state(DownloadState), argument)
        with pytest.raises(NotFound):
            await handler.fn(await Tab(outsider.token).state(DownloadState), argument)


@pytest.mark.anyio
async def test_a_toast_counts_packed_and_left_out_songs(owner: Person, outsider: Person, song: SongId) -> None:
    state = await Tab(owner.token).state(DownloadState)
    await DownloadState.open_songs.fn(state, [song, make_song(outsider.id, public=True)])
    saving, toast = commands_in(await DownloadState.download.fn(state, "mp3"))
    assert saving == {"name": "download", "address": "/download/songs.mp3.zip", "songs": [song]}
    assert toast["text"].startswith("Packing 1 song into one ZIP… Left out: 1 song ")

    playlist = create_playlist(owner.id, "Slow mornings")
    add_songs(owner.id, playlist, [song])
    await DownloadState.open_playlist.fn(state, playlist)
    saving, toast = commands_in(await DownloadState.download.fn(state, "flac"))
    assert saving == {"name": "download", "address": f"/download/playlist/{playlist}.flac.zip", "songs": []}
    assert toast["text"] == "Packing 1 song into one ZIP…"


def test_only_this_site_may_frame_a_download(owner: Person, song: SongId) -> None:
    """A hidden frame of the page reads why there is no file."""
    client = TestClient(SecurityHeaders(http_routes()), base_url=SITE)
    client.cookies.set(cookies.SESSION, owner.token)
    for path in (f"/download/song/{song}.mp3", "/download/song/gone.mp3"):
        assert client.get(path).headers["content-security-policy"] == DOWNLOAD_POLICY


def test_downloads_leave_no_temporary_file(owner: Person, song: SongId, tmp_path: Path) -> None:
    service.made_file(queries.one_download(owner.id, song), "wav", tmp_path)
    assert sorted(path.suffix for path in tmp_path.glob(f"{song}.*")) == [".wav", ".webp"]

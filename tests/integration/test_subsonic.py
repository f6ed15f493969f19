"""The library for music apps: two clients that others wrote, and what apps send by themselves."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
import knuckles
import libopensonic
import pytest
from libopensonic.errors import CredentialError

from melodymaker.api.subsonic import METHODS, media
from melodymaker.api_keys.service import create_app_password, create_key, revoke_key
from melodymaker.generation.requests import submit_request
from melodymaker.songs.records import request_record, song_record
from melodymaker.songs.service import publish_song
from melodymaker.types import SongId, SongRequest, Status
from tests.api_server import ApiServer, running_api
from tests.conftest import make_person
from tests.factories import make_people, make_song, put_in_category
from tests.waiting import until

NAMESPACE = "{http://subsonic.org/restapi}"


@dataclass(frozen=True)
class Library:
    """A server with a pair of songs of Mira's, her app password, and another one's public song."""

    server: ApiServer
    password: str
    album: str
    songs: list[str]
    theirs: str

    def get(self, method: str, **parameters: Any) -> httpx.Response:
        """Ask with the app password."""
        sent = {"u": "mira", "p": self.password, "v": "1.16.1", "c": "test", "f": "json", **parameters}
        return httpx.get(f"{self.server.url}/rest/{method}", params=sent)

    def json(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What stands in the envelope."""
        answer = self.get(method, **parameters)
        assert answer.status_code == 200
        return answer.json()["subsonic-response"]

    def code(self, method: str, **parameters: Any) -> int:
        """The code of the error that was answered."""
        content = self.json(method, **parameters)
        assert content["status"] == "failed"
        assert content["error"]["message"]
        return content["error"]["code"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with running_api(tmp_path_factory.mktemp("subsonic")) as server:
        lyrics = "[Verse 1]\nRain on the roof\nRain on the road"
        request = SongRequest(mode="custom", style="folk", lyrics=lyrics, title="Tin roof", duration=40)
        generation = submit_request(server.user_id, request)
        until(lambda: request_record(server.user_id, generation).status == Status.READY, 60)
        songs = [song.id for song in request_record(server.user_id, generation).songs]
        theirs = make_song(make_people(1)[0], "Theirs", public=True)
        password = create_app_password(server.user_id, "Phone").key
        yield Library(server, password, generation, songs, theirs)


def test_knuckles_plays_the_library(library: Library, tmp_path: Path) -> None:
    host = urlsplit(library.server.url).netloc
    app = knuckles.Subsonic(host, "mira", library.password, "test", use_https=False)
    assert app.system.ping().status == "ok"
    artist = app.browsing.get_artist(app.browsing.get_artists()[0].id)
    assert artist.name == "Mira"
    album = app.browsing.get_album(app.lists.get_album_list_newest()[0].id)
    assert album.id == f"al-{library.album}"
    assert [song.title for song in album.songs] == ["Tin roof"] * 2
    file = app.media_retrieval.download(album.songs[0].id, tmp_path)
    assert file.stat().st_size > 20_000
    app.media_retrieval.get_cover_art(album.songs[0].cover_art.id, tmp_path)
    app.media_annotation.star_song(f"so-{library.theirs}")
    assert [song.title for song in app.lists.get_starred().songs] == ["Theirs"]
    app.media_annotation.unstar_song(f"so-{library.theirs}")
    playlist = app.playlists.create_playlist("Rain", song_ids=[song.id for song in album.songs])
    app.playlists.update_playlist(playlist.id, name="Soft rain", song_indexes_to_remove=[0])
    found = app.playlists.get_playlist(playlist.id)
    assert (found.name, [song.id for song in found.songs]) == ("Soft rain", [album.songs[1].id])
    app.playlists.delete_playlist(playlist.id)
    assert app.playlists.get_playlists() == []
    assert "Rain on the roof" in app.media_retrieval.get_lyrics("Mira", "Tin roof").lyrics


@pytest.mark.anyio
@pytest.mark.parametrize("way", ["token", "plain", "key"])
async def test_py_opensonic_plays_the_library(library: Library, way: str) -> None:
    parts = urlsplit(library.server.url)
    login = {"api_key": library.server.key} if way == "key" else {"username": "mira", "password": library.password}
    app = libopensonic.AsyncConnection(f"http://{parts.hostname}", port=parts.port, legacy_auth=way == "plain", **login)
    try:
        assert await app.ping()
        found = await app.search3('""', song_count=500)
        assert {song.id for song in found.song} == {f"so-{song_id}" for song_id in library.songs}
        assert [album.name for album in found.album] == ["Tin roof"]
        album = await app.get_album(found.album[0].id)
        assert [song.track for song in album.song] == [1, 2]
        lyrics = await app.get_lyrics_by_song_id(album.song[0].id)
        assert lyrics[0].synced
        assert [line.value for line in lyrics[0].line] == ["Rain on the roof", "Rain on the road"]
        assert lyrics[0].line[1].start > lyrics[0].line[0].start >= 0
        stream = await app.stream(album.song[0].id)
        assert (await stream.read())[:3] in {b"ID3", b"\xff\xfb\x90"} or stream.headers["content-type"] == "audio/mpeg"
        assert (await app.get_user("mira")).scrobbling_enabled
        assert {one.name for one in await app.get_open_subsonic_extensions()} >= {"songLyrics", "formPost"}
        await app.create_playlist(name="Rain", song_ids=[album.song[1].id])
        playlist = (await app.get_playlists())[0]
        assert (playlist.name, playlist.song_count) == ("Rain", 1)
        assert await app.delete_playlist(playlist.id)
    finally:
        await app.cleanup()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_py_opensonic_says_that_a_password_is_wrong(library: Library) -> None:
    parts = urlsplit(library.server.url)
    app = libopensonic.AsyncConnection(f"http://{parts.hostname}", "mira", "wrong", port=parts.port)
    try:
        with pytest.raises(CredentialError):
            await app.get_artists()
    finally:
        await app.cleanup()


def test_answers_are_xml_unless_an_app_asks_for_something_else(library: Library) -> None:
    answer = library.get("getAlbum.view", id=f"al-{library.album}", f="xml")
    assert answer.headers["content-type"].startswith("application/xml")
    root = ET.fromstring(answer.content)
    assert (root.tag, root.get("status"), root.get("openSubsonic")) == (f"{NAMESPACE}subsonic-response", "ok", "true")
    album = root.find(f"{NAMESPACE}album")
    assert album is not None
    assert album.get("songCount") == "2"
    songs = album.findall(f"{NAMESPACE}song")
    assert [song.get("id") for song in songs] == [f"so-{song_id}" for song_id in library.songs]
    lyrics = ET.fromstring(library.get("getLyricsBySongId", id=f"so-{library.songs[0]}", f="xml").content)
    lines = lyrics.findall(f".//{NAMESPACE}line")
    assert [line.text for line in lines] == ["Rain on the roof", "Rain on the road"]
    assert all(line.get("start", "").isdecimal() for line in lines)
    error = ET.fromstring(library.get("getAlbum", id="al-nothing", f="xml").content).find(f"{NAMESPACE}error")
    assert error is not None
    assert error.get("code") == "70"
    padded = library.get("ping", f="jsonp", callback="app.done")
    assert padded.text.startswith("app.done({")
    assert "<script" not in library.get("ping", f="jsonp", callback="<script>").text


def test_songs_are_streamed_in_ranges_and_only_a_scrobble_counts(library: Library) -> None:
    song = SongId(library.songs[0])
    sent = {"u": "mira", "p": f"enc:{library.password.encode().hex()}", "id": f"so-{song}"}
    url = f"{library.server.url}/rest/stream"
    part = httpx.get(url, params=sent, headers={"range": "bytes=100-199"})
    assert (part.status_code, len(part.content), part.headers["content-type"]) == (206, 100, "audio/mpeg")
    head = httpx.head(url, params=sent)
    assert int(head.headers["content-length"]) > 20_000
    library.json("scrobble", id=f"so-{song}", submission="false")
    assert song_record(library.server.user_id, song).listens == 0
    library.json("scrobble", id=f"so-{song}")
    assert song_record(library.server.user_id, song).listens == 1


def test_everybody_sees_their_own_library_and_favorites_alone(library: Library) -> None:
    other = make_person("Okto")
    password = create_app_password(other.id, "Phone").key
    theirs = {"u": "okto", "p": password}
    assert library.json("search3", query="", **theirs)["searchResult3"] == {"artist": [], "album": [], "song": []}
    for method, sent_id in (
        ("getSong", f"so-{library.songs[0]}"),
        ("getAlbum", f"al-{library.album}"),
        ("stream", f"so-{library.songs[0]}"),
        ("download", f"so-{library.songs[0]}"),
        ("getCoverArt", f"al-{library.album}"),
        ("star", f"so-{library.songs[0]}"),
        ("scrobble", f"so-{library.songs[0]}"),
        ("getLyricsBySongId", f"so-{library.songs[0]}"),
        ("getPlaylist", "pl-nothing"),
    ):
        assert library.code(method, id=sent_id, **theirs) == 70
    publish_song(library.server.user_id, SongId(library.songs[1]), public=True)
    library.json("star", albumId=f"al-{library.album}", **theirs)
    assert library.json("search3", query="tin", **theirs)["searchResult3"]["song"] == [], "it is not in the library yet"
    library.json("star", id=f"so-{library.songs[1]}", **theirs)
    assert library.json("getAlbum", id=f"al-{library.album}", **theirs)["album"]["songCount"] == 1
    assert library.get("stream", id=f"so-{library.songs[1]}", **theirs).headers["content-type"] == "audio/mpeg"
    mine = library.json("createPlaylist", name="Mine", songId=f"so-{library.songs[0]}")["playlist"]["id"]
    for method, sent in (
        ("getPlaylist", {"id": mine}),
        ("deletePlaylist", {"id": mine}),
        ("updatePlaylist", {"playlistId": mine, "name": "Taken"}),
        ("createPlaylist", {"playlistId": mine}),
    ):
        assert library.code(method, **sent, **theirs) == 70
    assert library.json("getPlaylist", id=mine)["playlist"]["name"] == "Mine"
    library.json("deletePlaylist", id=mine)


def test_each_way_to_sign_in_that_is_wrong_has_its_code(library: Library) -> None:
    url = f"{library.server.url}/rest/ping"
    token = hashlib.md5(f"{library.password}salt".encode(), usedforsecurity=False).hexdigest()
    key = library.server.key
    reader = create_key(library.server.user_id, "Reader", may_create=False)
    old = create_app_password(library.server.user_id, "Old")
    revoke_key(library.server.user_id, old.id)
    for sent, code in (
        ({}, 10),
        ({"u": "mira"}, 10),
        ({"u": "mira", "t": token}, 10),
        ({"u": "mira", "t": token, "s": "salt"}, None),
        ({"u": "MIRA", "t": token.upper(), "s": "salt"}, None),
        ({"u": "mira", "t": token, "s": "other"}, 40),
        ({"u": "nobody", "p": library.password}, 40),
        ({"u": "mira", "p": ""}, 40),
        ({"u": "mira", "p": "enc:zz"}, 40),
        ({"u": "mira", "p": old.key}, 40),
        ({"u": "mira", "apiKey": key}, 43),
        ({"apiKey": "mm_wrong"}, 44),
        ({"apiKey": library.password}, 44),
        ({"apiKey": key}, None),
    ):
        answer = httpx.get(url, params={**sent, "f": "json"})
        content = answer.json()["subsonic-response"]
        assert (answer.status_code, content.get("error", {}).get("code")) == (200, code), sent
        posted = httpx.post(url, data={**sent, "f": "json"}).json()["subsonic-response"]
        assert posted == content
    for name in ("star", "unstar", "scrobble", "createPlaylist", "updatePlaylist", "deletePlaylist"):
        sent = {"apiKey": reader.key, "f": "json", "id": "so-a", "name": "New", "playlistId": "pl-a"}
        forbidden = httpx.get(url.replace("ping", name), params=sent)
        assert forbidden.json()["subsonic-response"]["error"]["code"] == 50
    assert (
        httpx.get(url.replace("ping", "getOpenSubsonicExtensions"), params={"f": "json"}).json()["subsonic-response"][
            "status"
        ]
        == "ok"
    )


def test_everything_is_read_in_stable_pages(library: Library) -> None:
    person = make_person("Sol")
    password = create_app_password(person.id, "Phone").key
    ids = [f"so-{make_song(person.id, f'Song {number}')}" for number in range(7)]
    put_in_category(SongId(ids[0].removeprefix("so-")), "waltz")
    login = {"u": "sol", "p": password}
    seen: list[str] = []
    while page := library.json("search3", query='""', songCount=3, songOffset=len(seen), **login)["searchResult3"][
        "song"
    ]:
        seen += [song["id"] for song in page]
    assert seen == ids
    assert library.json("search3", query="", songCount=0, **login)["searchResult3"]["song"] == []
    newest = library.json("getAlbumList2", type="newest", size=2, **login)["albumList2"]["album"]
    assert [album["name"] for album in newest] == ["Song 6", "Song 5"]
    assert library.json("getGenres", **login)["genres"]["genre"] == [
        {"songCount": 1, "albumCount": 1, "value": "waltz"}
    ]
    genre = library.json("getAlbumList2", type="byGenre", genre="waltz", **login)["albumList2"]["album"]
    assert [album["name"] for album in genre] == ["Song 0"]
    assert len(library.json("getRandomSongs", size=4, **login)["randomSongs"]["song"]) == 4
    assert library.json("getScanStatus", **login)["scanStatus"]["count"] == 7


@pytest.mark.parametrize("value", ["", "so-", "al-x", "-1", "so-" + "x" * 5_000, "' OR 1=1 --", "\x00", "so-\ud83d"])
def test_no_method_fails_whatever_it_is_sent(library: Library, value: str) -> None:
    names = ("id", "albumId", "query", "songId", "playlistId", "name", "type", "size", "songCount", "title", "genre")
    sent = dict.fromkeys(names, value.encode("utf-8", "replace").decode())
    for name in (*METHODS, *media.FILES, "nothing", "a.view.view"):
        answer = library.get(name, **sent)
        assert answer.status_code == 200
        error = answer.json()["subsonic-response"].get("error", {})
        assert "our side" not in error.get("message", ""), name

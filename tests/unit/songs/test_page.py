"""A song's page, its card and its embedded player: what each visitor sees of them."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from melodymaker import db, routes
from melodymaker.api import http_routes
from melodymaker.api import link_previews as shared
from melodymaker.db.models import Song
from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.playlists.service import add_songs, create_playlist, edit_playlist
from melodymaker.settings import Settings
from melodymaker.songs import page_queries as queries
from melodymaker.songs.service import delete_song, publish_song
from melodymaker.songs.state import SongPageState
from melodymaker.types import Change, Kind, SongId, Status
from melodymaker.web import cookies
from melodymaker.web.shared_reads import fresh
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song
from tests.unit.states import Tab

SITE = "https://music.example.org"
EVIL = '<script>alert(1)</script>" onload="x'


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def pair(owner: Person) -> tuple[SongId, SongId]:
    """Two takes of one request."""
    first = make_song(owner.id, "Rain")
    with db.transaction() as session:
        song = session.get_one(Song, first)
        other = Song(**song.model_dump(exclude={"id", "take"}), take="B")
        session.add(other)
    return first, SongId(other.id)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A visitor of a site with built pages."""
    built = tmp_path / "web" / "build" / "client"
    built.mkdir(parents=True)
    (built / "404.html").write_text("<html><head><meta charset='utf-8'></head><body>pages</body></html>")
    monkeypatch.setattr(shared, "pages", lambda: tmp_path / "web/build/client")
    settings = Settings(data_dir=tmp_path / "data", public_url=SITE, _env_file=None)
    monkeypatch.setattr(shared, "load_settings", lambda: settings)
    return TestClient(http_routes(), base_url=SITE)


def _metas(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def test_a_published_song_has_a_link_preview(client: TestClient, owner: Person, adapters: Adapters) -> None:
    song_id = make_song(owner.id, "Rain on the Windowsill", public=True)
    answer = client.get(routes.song(song_id))
    assert answer.status_code == 200
    metas = _metas(answer.text)
    assert metas["og:title"] == metas["twitter:title"] == "Rain on the Windowsill"
    assert metas["og:description"] == "A song by Mira · folk, warm"
    assert metas["og:url"] == f"{SITE}/song/{song_id}"
    assert metas["og:image"] == f"{SITE}/media/songs/{song_id}/card.jpg"
    assert "<title>Rain on the Windowsill · MelodyMaker</title>" in answer.text
    assert "<body>pages</body>" in answer.text


def test_a_private_songs_page_is_404_for_others(client: TestClient, owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id)
    assert client.get(routes.song(song_id)).status_code == 404
    for person, status in ((outsider, 404), (owner, 200)):
        client.cookies.set(cookies.SESSION, person.token)
        answer = client.get(routes.song(song_id))
        assert answer.status_code == status
        assert not _metas(answer.text)  # what is private is in no page's head
    assert client.get(f"/embed/{song_id}").status_code == 404


@pytest.mark.parametrize("path", ["/song/nobody", "/song/..%2Fx", "/playlist/x", "/embed/x", f"/song/{'a' * 3000}"])
def test_unknown_songs_and_playlists_are_404(client: TestClient, adapters: Adapters, path: str) -> None:
    assert client.get(path).status_code == 404


def test_titles_are_escaped_in_link_previews(client: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, EVIL, style=EVIL, public=True)
    for path in (routes.song(song_id), f"/embed/{song_id}"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert '" onload="' not in text


def test_a_published_song_can_be_embedded(client: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, public=True)
    answer = client.get(f"/embed/{song_id}")
    assert f'src="{SITE}/media/songs/{song_id}/stream"' in answer.text
    assert "x-frame-options" not in answer.headers
    publish_song(owner.id, song_id, public=False)
    assert client.get(f"/embed/{song_id}").status_code == 404


def test_a_public_playlist_has_a_link_preview(client: TestClient, owner: Person) -> None:
    song_id = make_song(owner.id, public=True)
    playlist = create_playlist(owner.id, "Slow mornings")
    add_songs(owner.id, playlist, [song_id])
    assert client.get(routes.playlist(playlist)).status_code == 404
    edit_playlist(owner.id, playlist, "Slow mornings", "", public=True)
    metas = _metas(client.get(routes.playlist(playlist)).text)
    assert (metas["og:title"], metas["og:type"]) == ("Slow mornings", "music.playlist")
    assert metas["og:image"].endswith(f"/media/songs/{song_id}/card.jpg")


def test_media_of_a_published_song_are_public_but_its_master(owner: Person, outsider: Person) -> None:
    from melodymaker.songs.queries import media_name

    song_id = make_song(owner.id, public=True, master="m.flac", stream="s.mp3")
    for viewer in (owner.id, outsider.id, None):
        assert media_name(viewer, song_id, "stream") == ("s.mp3", "")
    assert media_name(owner.id, song_id, "master") == ("m.flac", "")
    for viewer in (outsider.id, None):
        with pytest.raises(NotFound):
            media_name(viewer, song_id, "master")


def test_the_page_shows_both_takes_to_the_owner_and_the_published_one_to_others(
    owner: Person, pair: tuple[SongId, SongId]
) -> None:
    page = queries.song_page(owner.id, pair[1])
    assert ([take.id for take in page.takes], page.song.id) == (list(pair), pair[1])
    assert dict(page.facts)["Tempo"] == "90 BPM"
    assert page.tags == ["folk", "warm"]
    publish_song(owner.id, pair[1], public=True)
    assert [take.id for take in queries.song_page(None, pair[1]).takes] == [pair[1]]
    with pytest.raises(NotFound):
        queries.song_page(None, pair[0])


async def _page(token: str, song_id: str) -> SongPageState:
    state = await Tab(token, routes.song(song_id)).state(SongPageState)
    await SongPageState.load_song.fn(state)
    return state


@pytest.mark.anyio
async def test_keeping_a_take_deletes_the_other_and_can_be_undone(owner: Person, pair: tuple[SongId, SongId]) -> None:
    state = await _page(owner.token, pair[0])
    assert (state.found, len(state.page.takes)) == (True, 2)
    await SongPageState.keep_take.fn(state, pair[0])
    assert stored_song(pair[1]).deleted_at is not None
    assert [take.id for take in state.page.takes] == [pair[0]]
    assert await SongPageState.keep_take.fn(state, pair[0]) == []  # pressed twice
    await SongPageState.bring_back.fn(state, [pair[1]])
    assert len(state.page.takes) == 2
    with pytest.raises(NotFound):
        await SongPageState.keep_take.fn(state, "forged")
    assert stored_song(pair[0]).deleted_at is None


@pytest.mark.anyio
async def test_submit_title_shows_errors_at_the_field(owner: Person, pair: tuple[SongId, SongId]) -> None:
    state = await _page(owner.token, pair[0])
    await SongPageState.set_renaming.fn(state, True)  # noqa: FBT003
    await SongPageState.submit_title.fn(state, {"title": "  "})
    assert (state.renaming, state.error) == (True, "A song needs a title.")
    await SongPageState.submit_title.fn(state, {"title": "Regen"})
    assert (state.renaming, state.page.song.title, state.heading) == (False, "Regen", "Regen · MelodyMaker")


HANDLERS = {
    "submit_title": ({"title": "Taken"},),
    "keep_take": ("{song}",),
    "bring_back": (["{song}"],),
    "set_published": (True,),
    "delete_song": (),
}


@pytest.mark.anyio
@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("name", HANDLERS)
async def test_handlers_change_nothing_for_other_users(
    owner: Person, outsider: Person, pair: tuple[SongId, SongId], name: str, public: bool
) -> None:
    publish_song(owner.id, pair[0], public=public)
    before = [stored_song(song_id).model_dump() for song_id in pair]
    args = [pair[0] if arg == "{song}" else [pair[0]] if arg == ["{song}"] else arg for arg in HANDLERS[name]]
    for token, refusal in ((outsider.token, NotFound), ("", NotSignedIn)):
        state = await _page(token, pair[0])
        assert state.found == public
        with pytest.raises((refusal, NotFound) if token else refusal):
            await getattr(SongPageState, name).fn(state, *args)
    assert [stored_song(song_id).model_dump() for song_id in pair] == before


@pytest.mark.anyio
async def test_a_deleted_song_disappears_from_an_open_page(owner: Person, pair: tuple[SongId, SongId]) -> None:
    state = await _page(owner.token, pair[0])
    delete_song(owner.id, pair[0])
    await state._refresh(frozenset({Change(Kind.SONG, pair[0])}), fresh())
    assert not state.found


def test_only_finished_songs_are_published(owner: Person) -> None:
    from melodymaker.errors import InvalidInput

    with pytest.raises(InvalidInput):
        publish_song(owner.id, make_song(owner.id, status=Status.PROCESSING), public=True)


@pytest.mark.anyio
async def test_another_user_of_a_tab_sees_nothing_of_the_first(
    owner: Person, outsider: Person, pair: tuple[SongId, SongId]
) -> None:
    tab = Tab(owner.token, routes.song(pair[0]))
    state = await tab.state(SongPageState)
    await SongPageState.load_song.fn(state)
    assert state.page.lyrics
    for token in (outsider.token, ""):
        tab.sign(token)
        await SongPageState.load_song.fn(state)
        assert (state.found, state.page.lyrics, state.page.takes) == (False, [], [])

"""The playlists' handlers: as the owner, as somebody else, signed out, and forged."""

from typing import Any

import pytest

from melodymaker import routes
from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.playlists import queries, service
from melodymaker.playlists.dialog_states import AddState, EditState
from melodymaker.playlists.state import PlaylistState, SidebarState
from melodymaker.types import PlaylistId, SongId
from tests.conftest import Person
from tests.factories import make_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def songs(owner: Person) -> list[SongId]:
    return [make_song(owner.id, letter) for letter in "ABC"]


@pytest.fixture
def playlist(owner: Person, songs: list[SongId]) -> PlaylistId:
    playlist_id = service.create_playlist(owner.id, "Slow mornings")
    service.add_songs(owner.id, playlist_id, songs)
    return playlist_id


async def _page(token: str, playlist_id: str) -> PlaylistState:
    state = await Tab(token, routes.playlist(playlist_id)).state(PlaylistState)
    await PlaylistState.load_playlist.fn(state)
    return state


HANDLERS: dict[str, tuple[type, str, tuple]] = {
    "open_edit": (EditState, "open_edit", ("{playlist}",)),
    "add": (AddState, "add", ("{playlist}",)),
    "move_song": (PlaylistState, "move_song", ("{song}", "")),
    "remove_song": (PlaylistState, "remove_song", ("{song}",)),
    "put_back": (PlaylistState, "put_back", ("{song}", "")),
    "delete_playlist": (PlaylistState, "delete_playlist", ("{playlist}",)),
    "restore_playlist": (PlaylistState, "restore_playlist", ("{playlist}",)),
}


async def _call(token: str, name: str, playlist: PlaylistId, song: SongId) -> Any:
    kind, handler, args = HANDLERS[name]
    tab = Tab(token, routes.playlist(playlist))
    state = await tab.state(kind)
    if kind is PlaylistState:
        state._row_id = playlist
    if kind is AddState:
        state._song_ids = [song]
    return await getattr(kind, handler).fn(state, *(arg.format(playlist=playlist, song=song) for arg in args))


@pytest.mark.parametrize("name", HANDLERS)
async def test_handlers_change_nothing_for_visitors_and_other_users(
    owner: Person, outsider: Person, playlist: PlaylistId, songs: list[SongId], name: str
) -> None:
    before = queries.playlist_of(owner.id, playlist)
    with pytest.raises(NotSignedIn):
        await _call("", name, playlist, songs[0])
    with pytest.raises(NotFound):
        await _call(outsider.token, name, playlist, songs[0])
    assert queries.playlist_of(owner.id, playlist) == before


async def test_the_page_shows_the_owner_more_than_others(
    owner: Person, outsider: Person, playlist: PlaylistId, songs: list[SongId]
) -> None:
    state = await _page(owner.token, playlist)
    assert (state.found, state.page.own, [song.title for song in state.page.songs]) == (True, True, list("ABC"))
    for token in (outsider.token, ""):
        assert not (await _page(token, playlist)).found
    service.edit_playlist(owner.id, playlist, "Slow mornings", "", public=True)
    state = await _page("", playlist)
    assert (state.found, state.page.own, state.page.missing) == (True, False, 3)


async def test_move_by_stays_within_the_playlist(owner: Person, playlist: PlaylistId, songs: list[SongId]) -> None:
    state = await _page(owner.token, playlist)
    for song, step, order in (
        (songs[2], -1, "ACB"),
        (songs[2], -1, "CAB"),
        (songs[2], -1, "CAB"),
        (songs[2], 1, "ACB"),
    ):
        await PlaylistState.move_by.fn(state, song, step)
        assert [one.title for one in state.page.songs] == list(order)
    for forged in (("nobody", 1), (songs[0], 5), (None, None)):
        await PlaylistState.move_by.fn(state, *forged)
    assert [one.title for one in state.page.songs] == list("ACB")


async def test_put_back_restores_the_position(owner: Person, playlist: PlaylistId, songs: list[SongId]) -> None:
    state = await _page(owner.token, playlist)
    await PlaylistState.remove_song.fn(state, songs[1])
    assert [one.title for one in state.page.songs] == list("AC")
    await PlaylistState.put_back.fn(state, songs[1], songs[2])
    assert [one.title for one in state.page.songs] == list("ABC")


async def test_invalid_titles_show_an_error_at_their_field(owner: Person) -> None:
    tab = Tab(owner.token)
    edit = await tab.state(EditState)
    await EditState.open_new.fn(edit)
    await EditState.submit_edit.fn(edit, {"title": " ", "description": "kept"})
    assert (edit.opened, edit.errors, edit.description) == (True, {"title": "A playlist needs a title."}, "kept")
    await EditState.submit_edit.fn(edit, "forged")
    assert edit.opened
    await EditState.submit_edit.fn(edit, {"title": "Ana", "description": ""})
    assert not edit.opened
    await EditState.submit_edit.fn(edit, {"title": "Ana", "description": ""})  # a form sent twice
    add = await tab.state(AddState)
    add.opened = True
    await AddState.submit_new.fn(add, {"title": ""})
    assert add.error
    assert [row.title for row in queries.playlists_of(owner.id)] == ["Ana"]


async def test_songs_are_added_to_a_new_or_existing_playlist(
    owner: Person, playlist: PlaylistId, songs: list[SongId]
) -> None:
    tab = Tab(owner.token)
    add = await tab.state(AddState)
    await AddState.open_song.fn(add, songs[0])
    assert add.holding == [playlist]
    await AddState.submit_new.fn(add, {"title": "Another"})
    assert not add.opened
    await AddState.open_songs.fn(add, [songs[1], songs[2]])
    another = next(row for row in add.playlists if row.title == "Another")
    await AddState.add.fn(add, another.id)
    page = queries.playlist_of(owner.id, PlaylistId(another.id))
    assert [song.title for song in page.songs] == list("ABC")


async def test_the_sidebar_lists_only_the_users_playlists(
    owner: Person, outsider: Person, playlist: PlaylistId
) -> None:
    tab = Tab(owner.token)
    state = await tab.state(SidebarState)
    await SidebarState.load_sidebar.fn(state)
    assert [row.title for row in state.playlists] == ["Slow mornings"]
    tab.sign("")
    await SidebarState.load_sidebar.fn(state)
    assert state.playlists == []
    tab.sign(outsider.token)
    await SidebarState.load_sidebar.fn(state)
    assert state.playlists == []


async def test_another_user_of_a_tab_sees_nothing_of_the_first(
    owner: Person, outsider: Person, playlist: PlaylistId
) -> None:
    tab = Tab(owner.token, routes.playlist(playlist))
    state = await tab.state(PlaylistState)
    await PlaylistState.load_playlist.fn(state)
    assert state.page.songs
    for token in (outsider.token, ""):
        tab.sign(token)
        await PlaylistState.load_playlist.fn(state)
        assert (state.found, state.page.songs, state.page.row.title) == (False, [], "")

"""The library's handlers: the address is the choice; as owner, as somebody else, signed out, forged."""

from urllib.parse import parse_qs, urlsplit

import pytest
import reflex as rx

from melodymaker.errors import NotSignedIn
from melodymaker.library.queries import SONGS_A_PAGE
from melodymaker.library.service import set_favorite
from melodymaker.library.state import LibraryState
from tests.conftest import Person
from tests.factories import make_song, stored_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _library(token: str, query: str = "") -> LibraryState:
    state = await Tab(token, f"/library{query}").state(LibraryState)
    await LibraryState.load_library.fn(state)
    return state


def _redirect_query(event: rx.event.EventSpec) -> dict[str, list[str]]:
    """The query of the address that a redirect leads to."""
    path = next(str(value) for name, value in event.args if str(name) == "path").strip('"')
    return parse_qs(urlsplit(path).query)


async def test_load_library_reads_the_choice_from_the_address(owner: Person) -> None:
    make_song(owner.id, "B", instrumental=True)
    make_song(owner.id, "A", instrumental=True)
    make_song(owner.id, "C")
    state = await _library(owner.token, "?kind=instrumental&sort=title&view=grid")
    assert [song.title for song in state.songs] == ["A", "B"]
    assert (state.view, state.narrowed) == ("grid", True)
    state = await _library(owner.token, "?q=c&sort=forged&status=forged&tab=forged&kind=forged&view=forged")
    assert [song.title for song in state.songs] == ["C"]
    assert (state.sort, state.status, state.tab, state.kind, state.view) == ("newest", "", "songs", "", "list")


async def test_an_address_that_comes_late_takes_no_letters_back(owner: Person) -> None:
    tab = Tab(owner.token, "/library")
    state = await tab.state(LibraryState)
    for typed in ("rain on t", "rain on ti", "rain on tin"):
        await LibraryState.set_search.fn(state, typed)
    for arrived in ("rain on t", "rain on tin"):  # the browser leaves out what was asked for in between
        tab.go_to(f"/library?q={arrived}")
        await LibraryState.load_library.fn(state)
        assert state.search == "rain on tin"
    tab.go_to("/library?q=rain on t")  # opened by somebody: no letter is on its way any more
    await LibraryState.load_library.fn(state)
    assert state.search == "rain on t"


async def test_each_choice_changes_one_part_of_the_address(owner: Person) -> None:
    state = await _library(owner.token, "?kind=published&sort=title")
    assert _redirect_query(await LibraryState.set_status.fn(state, "ready")) == {
        "kind": ["published"],
        "sort": ["title"],
        "status": ["ready"],
    }
    assert _redirect_query(await LibraryState.set_sort.fn(state, "newest")) == {"kind": ["published"]}
    assert _redirect_query(await LibraryState.set_search.fn(state, "Ä & b=c #")) == {
        "kind": ["published"],
        "sort": ["title"],
        "q": ["Ä & b=c #"],
    }
    assert _redirect_query(await LibraryState.set_sort.fn(state, "newest"))["q"] == ["Ä & b=c #"]
    assert _redirect_query(await LibraryState.show_all.fn(state)) == {}


async def test_each_tab_loads_its_own_list(owner: Person) -> None:
    song_id = make_song(owner.id, "Kept")
    make_song(owner.id, "Other")
    set_favorite(owner.id, song_id, on=True)
    state = await _library(owner.token, "?tab=favorites")
    assert [song.title for song in state.songs] == ["Kept"]
    state = await _library(owner.token, "?tab=history")
    assert ([row.request for row in state.history], state.songs) == (["Other", "Kept"], [])
    state = await _library(owner.token, "?tab=playlists")
    assert (state.loaded, state.playlists) == (True, [])


@pytest.mark.parametrize("tab", ["songs", "history"])
async def test_more_is_loaded_page_by_page(owner: Person, tab: str) -> None:
    for number in range(SONGS_A_PAGE + 5):
        make_song(owner.id, str(number))
    state = await _library(owner.token, f"?tab={tab}")
    assert state.more
    await LibraryState.load_more.fn(state)
    assert len(state.history if tab == "history" else state.songs) == SONGS_A_PAGE + 5
    assert not state.more
    await LibraryState.load_more.fn(state)


async def test_selected_songs_are_changed_together(owner: Person) -> None:
    first = make_song(owner.id, "1")
    second = make_song(owner.id, "2")
    state = await _library(owner.token)
    await LibraryState.set_selecting.fn(state, True)  # noqa: FBT003
    await LibraryState.toggle_selected.fn(state, first)
    await LibraryState.toggle_selected.fn(state, "forged")
    assert state.selected == [first]
    await LibraryState.select_all.fn(state)
    await LibraryState.toggle_selected.fn(state, first)
    assert state.selected == [second]
    await LibraryState.publish_selected.fn(state, True)  # noqa: FBT003
    assert (stored_song(second).published_at is not None, stored_song(first).published_at) == (True, None)
    await LibraryState.select_all.fn(state)
    await LibraryState.delete_selected.fn(state)
    assert all(stored_song(one).deleted_at for one in (first, second))
    await LibraryState.restore_songs.fn(state, [first, second, None])
    assert not any(stored_song(one).deleted_at for one in (first, second))


async def test_a_forged_selection_changes_no_song_of_others(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, public=True)
    state = await _library(outsider.token)
    state.selected = [song_id]
    await LibraryState.delete_selected.fn(state)
    state.selected = [song_id]
    await LibraryState.publish_selected.fn(state, False)  # noqa: FBT003
    await LibraryState.restore_songs.fn(state, [song_id])
    assert stored_song(song_id).deleted_at is None
    assert stored_song(song_id).published_at is not None


@pytest.mark.parametrize(
    ("name", "args"),
    [("load_library", ()), ("delete_selected", ()), ("restore_songs", ([],)), ("publish_selected", (True,))],
)
async def test_signed_out_every_handler_refuses(adapters: object, name: str, args: tuple) -> None:
    state = await Tab("", "/library").state(LibraryState)
    with pytest.raises(NotSignedIn):
        await getattr(LibraryState, name).fn(state, *args)

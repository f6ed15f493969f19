"""The library's handlers: the address is the choice; as owner, as somebody else, signed out, forged."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import reflex as rx

from melodymaker.db.models import now
from melodymaker.errors import NotSignedIn
from melodymaker.library import service
from melodymaker.library.deleted_state import DeletedState
from melodymaker.library.history import REQUESTS_A_PAGE
from melodymaker.library.queries import Choice, songs_of
from melodymaker.library.service import set_favorite
from melodymaker.library.state import LibraryState
from melodymaker.library.window import PAGES_AROUND, ROWS_A_PAGE, SLOTS
from melodymaker.types import Change, Kind, SongId
from melodymaker.web.shared_reads import fresh
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
    assert [song.title for song in state._drawn()] == ["A", "B"]
    assert (state.view, state.narrowed) == ("grid", True)
    state = await _library(owner.token, "?q=c&sort=forged&status=forged&tab=forged&kind=forged&view=forged")
    assert [song.title for song in state._drawn()] == ["C"]
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
    assert [song.title for song in state._drawn()] == ["Kept"]
    state = await _library(owner.token, "?tab=history")
    assert ([row.request for row in state.history], state.pages) == (["Other", "Kept"], [])
    state = await _library(owner.token, "?tab=playlists")
    assert (state.loaded, state.playlists) == (True, [])


async def test_more_of_the_history_is_loaded_page_by_page(owner: Person) -> None:
    for number in range(REQUESTS_A_PAGE + 5):
        make_song(owner.id, str(number))
    state = await _library(owner.token, "?tab=history")
    assert state.more
    await LibraryState.load_more.fn(state)
    assert len(state.history) == REQUESTS_A_PAGE + 5
    assert not state.more
    await LibraryState.load_more.fn(state)


async def test_a_long_list_is_held_around_what_is_looked_at(owner: Person) -> None:
    titles = _many(owner, ROWS_A_PAGE * 12 + 3)
    state = await _library(owner.token)
    assert (state.counted, state.pages) == ("195 songs", list(range(PAGES_AROUND + 1)))
    for page in (1, 2, 3, 4, 11, 99, 12, 5, 0, -3, float("nan")):
        await LibraryState.turn_to.fn(state, page)
        held = slice(state.pages[0] * ROWS_A_PAGE, (state.pages[-1] + 1) * ROWS_A_PAGE)
        assert [song.title for song in state._drawn()] == titles[held]
        assert len(state.pages) <= SLOTS
        assert state.pages == list(range(state.pages[0], state.pages[-1] + 1))
    assert state.pages[0] == 0


async def test_only_pages_that_come_are_sent(owner: Person) -> None:
    _many(owner, ROWS_A_PAGE * 12)
    state = await _library(owner.token)
    await LibraryState.turn_to.fn(state, 4)
    state._clean()
    await LibraryState.turn_to.fn(state, 5)
    assert {name for name in state.dirty_vars if name.startswith("slot_")} == {f"slot_{8 % SLOTS}"}


async def test_the_list_opens_where_it_was_left(owner: Person) -> None:
    titles = _many(owner, ROWS_A_PAGE * 9)
    first = await _library(owner.token, "?sort=oldest")
    await LibraryState.turn_to.fn(first, 8)
    left = first._drawn()[-1]
    again = await _library(owner.token, f"?sort=oldest&at={left.id}")
    assert (again.place.id, again.place.index, again.center) == (left.id, ROWS_A_PAGE * 9 - 1, 8)
    assert titles[0] == left.title
    for gone in ("0" * 32, "<b>"):
        assert (await _library(owner.token, f"?at={gone}")).center == 0


async def test_a_list_that_has_become_shorter_ends_where_it_ends(owner: Person) -> None:
    _many(owner, ROWS_A_PAGE * 9)
    state = await _library(owner.token)
    await LibraryState.turn_to.fn(state, 8)
    songs = [SongId(song.id) for song in state._drawn()]
    service.delete_songs(owner.id, songs)
    await LibraryState._refresh(state, frozenset({Change(Kind.SONG, songs[0])}), fresh())
    assert (state.total, len(state._drawn())) == (ROWS_A_PAGE * 5, ROWS_A_PAGE * 4)
    assert state.pages[-1] == 4


async def test_all_are_all_that_the_list_holds_as_it_is_narrowed(owner: Person) -> None:
    _many(owner, ROWS_A_PAGE * 12, public=True)
    private = make_song(owner.id, "Private")
    state = await _library(owner.token, "?kind=published")
    await LibraryState.select_all.fn(state)
    assert state.selected_text == "192 selected"
    spared = state._drawn()[0].id
    await LibraryState.toggle_selected.fn(state, spared)
    assert state.selected_count == 191
    event = await LibraryState.add_selected.fn(state)
    sent = next(value._var_value for name, value in event.args if str(name) == "song_ids")
    assert len(sent) == 191
    assert not {spared, private} & set(sent)
    await LibraryState.publish_selected.fn(state, False)  # noqa: FBT003
    assert stored_song(SongId(spared)).published_at
    assert len(songs_of(owner.id, Choice(kind="published"))[0]) == 1


async def test_deleted_songs_are_listed_and_go_for_good_when_that_is_asked_for(owner: Person, outsider: Person) -> None:
    gone, other, theirs = make_song(owner.id, "Gone"), make_song(owner.id, "Other"), make_song(outsider.id, "Theirs")
    service.delete_songs(owner.id, [gone, other])
    service.delete_songs(outsider.id, [theirs])
    state = await _library(owner.token, "?tab=deleted")
    assert [song.title for song in state._drawn()] == ["Other", "Gone"]
    assert all(song.deleted_at for song in state._drawn())
    asking = await Tab(owner.token, "/library").state(DeletedState)
    await DeletedState.delete_for_good.fn(asking)  # nothing has been asked
    for forged in (theirs, "", None):
        await DeletedState.ask_for_one.fn(asking, forged, "Theirs")
        await DeletedState.delete_for_good.fn(asking)
    assert songs_of(outsider.id, Choice(tab="deleted"))[0]
    await DeletedState.ask_for_one.fn(asking, gone, "Gone")
    await DeletedState.delete_for_good.fn(asking)
    assert [song.title for song in songs_of(owner.id, Choice(tab="deleted"))[0]] == ["Other"]
    await DeletedState.ask_for_all.fn(asking)
    await DeletedState.delete_for_good.fn(asking)
    assert not asking.asking
    assert songs_of(owner.id, Choice(tab="deleted"))[0] == []


def _many(owner: Person, count: int, **values: object) -> list[str]:
    """So many songs, and their titles, the newest first."""
    moment = now()
    for number in range(count):
        make_song(owner.id, f"Song {number:03}", created_at=moment - timedelta(minutes=number), **values)
    return [f"Song {number:03}" for number in range(count)]


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
    assert (state.selected, state.inverted, state.selected_count) == ([first], True, 1)
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

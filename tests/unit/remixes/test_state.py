"""The dialog's and the tree's handlers: as one who may, as one who may not, signed out, and forged."""

import json
from typing import Any

import pytest
from sqlmodel import func, select

from melodymaker import db, routes
from melodymaker.db.models import Generation
from melodymaker.errors import NotFound, NotSignedIn, RemixesNotAllowed
from melodymaker.remixes.service import set_allow_remixes
from melodymaker.remixes.state import RemixState
from melodymaker.remixes.tree_state import RemixTreeState
from melodymaker.types import Change, Kind, RemixKind, SongId
from melodymaker.web.shared_reads import fresh
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song
from tests.unit.states import Tab

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("by_score")]
SECTIONS = json.dumps([[0.0, "Intro"], [8.0, "Verse"], [24.0, "Chorus"], [56.0, "Ending"]])


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def song(owner: Person) -> SongId:
    return make_song(owner.id, "Rain", public=True, engine="scripted", sections=SECTIONS, bar=2.0)


async def _dialog(token: str, song_id: str) -> RemixState:
    state = await Tab(token, routes.LIBRARY).state(RemixState)
    await RemixState.open_song.fn(state, song_id)
    return state


def _requests() -> list[Generation]:
    with db.read() as session:
        return list(session.exec(select(Generation).where(Generation.remix != "")))


async def test_the_dialog_offers_what_the_engine_can_do(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    assert state.opened
    assert [option.value for option in state.kinds] == ["vary", "restyle", "extend", "replace"]
    assert (state.kind, state.source.step, state.source.ending) == ("vary", 2.0, 56.0)
    assert [(part.name, part.start, part.end) for part in state.source.parts] == [
        ("Intro", 0.0, 8.0),
        ("Verse", 8.0, 24.0),
        ("Chorus", 24.0, 56.0),
    ]


async def test_a_song_of_another_engine_offers_nothing(owner: Person) -> None:
    state = await _dialog(owner.token, make_song(owner.id, engine="acestep"))
    assert (state.opened, state.kinds, state.kind) == (True, [], "")
    assert await RemixState.submit_remix.fn(state) is None
    assert not _requests()


async def test_a_song_of_unknown_sections_is_chosen_by_time(owner: Person) -> None:
    state = await _dialog(owner.token, make_song(owner.id, engine="scripted"))
    await RemixState.set_kind.fn(state, "replace")
    assert (state.start, state.end, state.source.step) == (0.0, 30.0, 0.5)
    await RemixState.set_kind.fn(state, "extend")
    assert state.start == 60.0


async def test_each_choice_reaches_the_request(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    await RemixState.set_kind.fn(state, "replace")
    assert (state.start, state.end) == (8.0, 24.0)
    await RemixState.choose_part.fn(state, 2)
    await RemixState.set_end.fn(state, 40.0)
    await RemixState.set_difference.fn(state, 4)
    await RemixState.submit_remix.fn(state, state.submission_id, 1)
    (request,) = _requests()
    assert (request.remix, request.remix_from, request.remix_to, request.difference) == ("replace", 24.0, 40.0, 0.9)
    assert not state.opened


async def test_a_longer_song_goes_on_from_the_point(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    await RemixState.set_kind.fn(state, "extend")
    assert (state.start, state.longest_more) == (56.0, 124.0)
    await RemixState.set_start.fn(state, 40.0)
    await RemixState.set_more.fn(state, 1_000.0)
    assert state.more == 140.0
    await RemixState.set_more.fn(state, 25.0)
    await RemixState.submit_remix.fn(state)
    (request,) = _requests()
    assert (request.remix_from, request.duration) == (40.0, 65)


async def test_a_restyled_song_needs_a_style(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    await RemixState.set_kind.fn(state, "restyle")
    await RemixState.submit_remix.fn(state)
    assert "style" in state.errors
    assert state.error == ""
    await RemixState.choose_style.fn(state, "metal")
    assert (state.style, state.errors) == ("metal", {})
    await RemixState.submit_remix.fn(state)
    assert [request.style for request in _requests()] == ["metal"]


async def test_the_ends_of_a_part_never_cross(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    await RemixState.set_kind.fn(state, "replace")
    await RemixState.set_start.fn(state, 50.0)
    assert (state.start, state.end) == (50.0, 52.0)
    await RemixState.set_end.fn(state, 10.0)
    assert (state.start, state.end) == (8.0, 10.0)
    await RemixState.set_start.fn(state, 999.0)
    assert state.end <= state.source.seconds


async def test_the_second_click_of_a_double_click_asks_for_nothing(owner: Person, song: SongId) -> None:
    state = await _dialog(owner.token, song)
    sent = state.submission_id
    for clicks in (1, 2):
        await RemixState.submit_remix.fn(state, sent, clicks)
    await RemixState.submit_remix.fn(state, sent, 1)
    assert len(_requests()) == 1


@pytest.mark.parametrize("sent", [None, "x", -5, 99, float("nan"), [], {}, True, 10**30])
async def test_forged_choices_change_nothing_that_matters(owner: Person, song: SongId, sent: Any) -> None:
    state = await _dialog(owner.token, song)
    for handler in (
        RemixState.set_kind,
        RemixState.set_difference,
        RemixState.set_start,
        RemixState.set_end,
        RemixState.choose_part,
        RemixState.set_more,
        RemixState.set_style,
    ):
        await handler.fn(state, sent)
    assert state.kind == RemixKind.VARY
    assert 0 <= state.difference < 5
    assert 0 <= state.start <= state.end <= state.source.seconds
    assert 10 <= state.more <= state.longest_more


async def test_open_song_refuses_what_one_may_not_remix(owner: Person, outsider: Person, song: SongId) -> None:
    set_allow_remixes(owner.id, song, allowed=False)
    with pytest.raises(RemixesNotAllowed):
        await _dialog(outsider.token, song)
    with pytest.raises(NotFound):
        await _dialog(outsider.token, make_song(owner.id))
    with pytest.raises(NotSignedIn):
        await _dialog("", song)


async def test_what_one_chose_is_gone_when_somebody_else_signs_in(
    owner: Person, outsider: Person, song: SongId
) -> None:
    tab = Tab(owner.token, routes.LIBRARY)
    state = await tab.state(RemixState)
    await RemixState.open_song.fn(state, song)
    tab.sign(outsider.token)
    await RemixState.set_difference.fn(state, 1)
    assert (state.opened, state.source.id) == (False, "")


async def _tree(token: str, song_id: str) -> RemixTreeState:
    state = await Tab(token, routes.song(song_id)).state(RemixTreeState)
    await RemixTreeState.load_tree.fn(state)
    return state


async def test_the_tree_follows_changes(owner: Person, outsider: Person, song: SongId) -> None:
    state = await _tree("", song)
    assert [row.title for row in state.tree.rows] == ["Rain"]
    make_song(outsider.id, "Snow", public=True, source_id=song, source_user_id=owner.id)
    await state._refresh(frozenset({Change(Kind.SONG, "other")}), fresh())
    assert len(state.tree.rows) == 1
    await state._refresh(frozenset({Change(Kind.SONG, song)}), fresh())
    assert [row.title for row in state.tree.rows] == ["Rain", "Snow"]


async def test_only_the_owner_sets_who_may_remix(owner: Person, outsider: Person, song: SongId) -> None:
    state = await _tree(owner.token, song)
    await RemixTreeState.set_allowed.fn(state, allowed=False)
    assert not state.tree.allowed
    assert not stored_song(song).allow_remixes
    stranger = await _tree(outsider.token, song)
    with pytest.raises(NotFound):
        await RemixTreeState.set_allowed.fn(stranger, allowed=True)
    visitor = await _tree("", song)
    with pytest.raises(NotSignedIn):
        await RemixTreeState.set_allowed.fn(visitor, allowed=True)
    assert not stored_song(song).allow_remixes


async def test_the_tree_of_a_private_song_is_empty_for_others(
    owner: Person, outsider: Person, adapters: Adapters
) -> None:
    private = make_song(owner.id, "Secret")
    for token in (outsider.token, ""):
        state = await _tree(token, private)
        assert (state.found, state.tree.rows) == (False, [])
    with db.read() as session:
        assert session.exec(select(func.count()).select_from(Generation)).one() == 1

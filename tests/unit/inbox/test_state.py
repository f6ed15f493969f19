"""The bell as a tab has it."""

import time

import pytest

from melodymaker import db
from melodymaker.errors import NotSignedIn
from melodymaker.inbox import queries
from melodymaker.inbox.state import InboxState
from melodymaker.likes.service import set_like
from melodymaker.notifications.service import notify
from melodymaker.types import Change, Kind, Notice
from melodymaker.web.shared_reads import Reader
from tests.conftest import Person
from tests.factories import make_people, make_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _bell(person: Person) -> InboxState:
    state = await Tab(person.token).state(InboxState)
    await InboxState.load_inbox.fn(state)
    return state


async def test_the_bell_counts_and_the_list_is_read_when_it_is_opened(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    set_like(outsider.id, song, on=True)
    state = await _bell(owner)
    assert (state.badge, state.rows) == ("1", [])
    await InboxState.set_opened.fn(state, opened=True)
    (row,) = state.rows
    assert (row.text, row.href, row.unread) == ("Okto liked “Rain”", f"/song/{song}", True)
    await InboxState.open_notification.fn(state, row.id)
    assert (state.badge, state.opened) == ("", False)


async def test_news_change_the_open_list(owner: Person, outsider: Person) -> None:
    state = await _bell(owner)
    await InboxState.set_opened.fn(state, opened=True)
    assert state.rows == []
    set_like(outsider.id, make_song(owner.id, public=True), on=True)
    await state._refresh(frozenset({Change(Kind.NOTIFICATION, owner.id)}), Reader(time.monotonic()))
    assert [row.text for row in state.rows] == ["Okto liked “Rain”"]
    await InboxState.mark_read.fn(state, state.rows[0].id)
    assert [row.unread for row in state.rows] == [False]


async def test_all_are_marked_read_and_more_is_read(owner: Person) -> None:
    songs = [make_song(owner.id, f"Song {number}") for number in range(queries.ROWS_A_PAGE + 3)]
    with db.transaction() as session:
        for song in songs:
            notify(session, owner.id, Notice.READY, song_id=song)
    state = await _bell(owner)
    await InboxState.set_opened.fn(state, opened=True)
    assert (len(state.rows), state.more) == (queries.ROWS_A_PAGE, True)
    await InboxState.load_more.fn(state)
    assert (len(state.rows), state.more) == (len(songs), False)
    await InboxState.mark_all_read.fn(state)
    assert (state.badge, {row.unread for row in state.rows}, len(state.rows)) == ("", {False}, len(songs))


async def test_more_than_99_are_not_counted_out(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_COUNTED", 1)
    song = make_song(owner.id)
    (person,) = make_people(1)
    with db.transaction() as session:
        for kind in (Notice.READY, Notice.LIKE, Notice.COMMENT):
            notify(session, owner.id, kind, actor=person, song_id=song)
    assert queries.unread_count(owner.id) == 2
    state = await _bell(owner)
    state.unread = 100
    assert state.badge == "99+"


async def test_a_visitor_has_no_bell_and_reads_nothing(owner: Person) -> None:
    state = await Tab().state(InboxState)
    await InboxState.load_inbox.fn(state)
    assert not state.known
    await state._refresh(frozenset({Change(Kind.NOTIFICATION, owner.id)}), Reader(time.monotonic()))
    assert state.unread == 0
    with pytest.raises(NotSignedIn):
        await InboxState.set_opened.fn(state, opened=True)

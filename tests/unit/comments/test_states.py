"""The comments of a page, and what is being written there, as a tab has them."""

import time

import pytest

from melodymaker.comments import queries
from melodymaker.comments.service import write_comment
from melodymaker.comments.state import CommentsState
from melodymaker.comments.writing_state import NOWHERE, WritingState
from melodymaker.errors import NotSignedIn, TooManyAttempts
from melodymaker.songs.service import publish_song
from melodymaker.types import Change, Kind, SongId
from melodymaker.web.shared_reads import Reader
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song
from tests.unit.states import Tab, commands_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def song(owner: Person) -> SongId:
    """A published song of the owner's."""
    return make_song(owner.id, public=True)


async def _writing(person: Person, song: SongId) -> WritingState:
    state = await Tab(person.token, f"/song/{song}").state(WritingState)
    await WritingState.load_writing.fn(state)
    return state


async def _shown(token: str, song: SongId, fragment: str = "") -> CommentsState:
    state = await Tab(token, f"/song/{song}{fragment}").state(CommentsState)
    await CommentsState.load_comments.fn(state)
    return state


async def test_a_comment_is_written_at_the_chosen_time(outsider: Person, song: SongId) -> None:
    state = await _writing(outsider, song)
    await WritingState.set_text.fn(state, "Fine bass")
    await WritingState.set_time.fn(state, 12)
    filled = state.filled
    await WritingState.post_comment.fn(state)
    await WritingState.post_comment.fn(state, 2)  # the second click of a double click
    assert (state.text, state.at_seconds, state.error, state.filled) == ("", NOWHERE, "", filled + 1)
    (thread,) = queries.comments_page(None, song).threads
    assert (thread.comment.text, thread.comment.time) == ("Fine bass", "0:12")
    for forged in (-1, None, "12", float("nan")):
        await WritingState.set_time.fn(state, forged)
        assert state.at_seconds == NOWHERE


async def test_a_refused_text_stays_with_the_reason_under_its_field(
    outsider: Person, song: SongId, adapters: Adapters
) -> None:
    state = await _writing(outsider, song)
    await WritingState.post_comment.fn(state)
    assert (state.error, state.error_of) == ("Write something first.", "comment")
    with pytest.raises(TooManyAttempts):
        for _ in range(11):
            write_comment(outsider.id, song, "Again")
    await WritingState.set_text.fn(state, "One too many")
    await WritingState.post_comment.fn(state)
    assert state.text == "One too many"
    assert "Try again in a minute" in state.error


async def test_what_is_written_about_one_song_is_kept_while_another_is_looked_at(
    owner: Person, outsider: Person, song: SongId
) -> None:
    other = make_song(owner.id, public=True)
    tab = Tab(outsider.token, f"/song/{song}")
    state = await tab.state(WritingState)
    await WritingState.load_writing.fn(state)
    await WritingState.set_text.fn(state, "About the first")
    for address, text in ((other, ""), (song, "About the first")):
        tab._address = f"/song/{address}"
        tab.sign(outsider.token)
        await WritingState.load_writing.fn(state)
        assert state.text == text


async def test_what_is_typed_before_the_page_has_loaded_stays(outsider: Person, song: SongId) -> None:
    state = await Tab(outsider.token, f"/song/{song}").state(WritingState)
    await WritingState.set_text.fn(state, "Typed early")
    filled = state.filled
    await WritingState.load_writing.fn(state)
    assert (state.text, state.filled) == ("Typed early", filled)


async def test_replies_and_edits_are_written(owner: Person, outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "Fien")
    state = await _writing(owner, song)
    await WritingState.open_reply.fn(state, comment)
    await WritingState.set_reply.fn(state, "Thanks")
    await WritingState.post_reply.fn(state)
    assert (state.replying_to, state.reply) == ("", "")
    own = await _writing(outsider, song)
    await WritingState.open_edit.fn(own, comment, "Fien")
    await WritingState.set_edited.fn(own, "Fine")
    await WritingState.post_edit.fn(own)
    assert own.editing == ""
    (thread,) = queries.comments_page(None, song).threads
    assert (thread.comment.text, [reply.text for reply in thread.replies]) == ("Fine", ["Thanks"])


async def test_deleting_offers_to_undo(owner: Person, outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "Rubbish")
    state = await _writing(owner, song)
    (command,) = commands_in([await WritingState.delete_comment.fn(state, comment)])
    assert command["button"]["name"].endswith("restore_comment")
    assert queries.comments_page(owner.id, song).threads == []
    await WritingState.restore_comment.fn(state, comment)
    assert len(queries.comments_page(owner.id, song).threads) == 1


async def test_a_visitor_reads_and_does_not_write(outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "Fine")
    assert len((await _shown("", song)).threads) == 1
    state = await Tab("", f"/song/{song}").state(WritingState)
    await WritingState.load_writing.fn(state)
    for handler, values in (
        (WritingState.post_comment, ()),
        (WritingState.open_edit, (comment, "x")),
        (WritingState.delete_comment, (comment,)),
    ):
        with pytest.raises(NotSignedIn):
            await handler.fn(state, *values)


async def test_news_show_a_comment_and_a_private_song_hides_all(owner: Person, outsider: Person, song: SongId) -> None:
    state = await _shown(outsider.token, song)
    assert state.threads == []
    write_comment(owner.id, song, "Hello", 3.0)
    await state._refresh(frozenset({Change(Kind.COMMENT, song)}), Reader(time.monotonic()))
    assert ([one.comment.text for one in state.threads], len(state.marks), state.count) == (["Hello"], 1, 1)
    publish_song(owner.id, song, public=False)
    await state._refresh(frozenset({Change(Kind.SONG, song)}), Reader(time.monotonic()))
    assert (state.threads, state.marks, state.count) == ([], [], 0)


async def test_older_comments_are_read_and_stay_when_news_come(
    owner: Person, outsider: Person, song: SongId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "THREADS_A_PAGE", 2)
    for person in make_people(5):
        write_comment(person, song, "Hm")
    state = await _shown(outsider.token, song)
    assert (len(state.threads), state.more) == (2, True)
    await CommentsState.load_more.fn(state)
    write_comment(owner.id, song, "New")
    await state._refresh(frozenset({Change(Kind.COMMENT, song)}), Reader(time.monotonic()))
    assert (len(state.threads), state.threads[0].comment.text, state.more) == (4, "New", True)
    await CommentsState.load_more.fn(state)
    assert (len(state.threads), state.more) == (6, False)


async def test_the_address_of_the_comments_leads_to_them(outsider: Person, song: SongId) -> None:
    state = await Tab(outsider.token, f"/song/{song}#comments").state(CommentsState)
    event = await CommentsState.load_comments.fn(state)
    assert commands_in([event])[0]["selector"] == "#comments"

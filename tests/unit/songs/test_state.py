"""The create page's handlers: as the owner, as somebody else, signed out, and forged."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from sqlmodel import func, select

from melodymaker import db
from melodymaker.create.feed_state import FeedState
from melodymaker.create.state import CreateState
from melodymaker.db.models import Generation, Song
from melodymaker.errors import AlreadyOver, NotFound, NotSignedIn
from melodymaker.generation.requests import submit_request
from melodymaker.library.state import LibraryState
from melodymaker.songs.listen_state import ListenState
from melodymaker.songs.menu_state import SongMenuState
from melodymaker.songs.service import delete_song
from melodymaker.types import SongId, SongRequest, Status
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _song() -> Song:
    with db.read() as session:
        return session.exec(select(Song).where(Song.take == "A")).one()


@pytest.fixture
def song(owner: Person, adapters: Adapters) -> Song:
    submit_request(owner.id, SongRequest(description="a tune"))
    make_next_songs()
    return _song()


HANDLERS = {
    "load_composer": lambda tab, song: _call(tab, CreateState, "load_composer"),
    "submit_request": lambda tab, song: _call(tab, CreateState, "submit_request"),
    "load_pairs": lambda tab, song: _call(tab, FeedState, "load_pairs"),
    "cancel_request": lambda tab, song: _call(tab, FeedState, "cancel_request", song.generation_id),
    "repeat_request": lambda tab, song: _call(tab, FeedState, "repeat_request", song.generation_id),
    "submit_rename": lambda tab, song: _rename(tab, song),  # noqa: PLW0108 - defined below
    "open_lyrics": lambda tab, song: _call(tab, SongMenuState, "open_lyrics", song.id),
    "delete_song": lambda tab, song: _call(tab, SongMenuState, "delete_song", song.id),
    "restore_song": lambda tab, song: _call(tab, SongMenuState, "restore_song", song.id),
    "set_published": lambda tab, song: _call(tab, SongMenuState, "set_published", song.id, True),  # noqa: FBT003
    "load_library": lambda tab, song: _call(tab, LibraryState, "load_library"),
}
ON_OTHERS = (
    *("cancel_request", "repeat_request", "submit_rename", "open_lyrics", "set_published", "delete_song"),
    "restore_song",
)


# What is true once the owner has had a handler act on the one pair there is.
OUTCOMES = {
    "load_composer": lambda tab: _is(tab, CreateState, lambda state: state.engine != ""),
    "submit_request": lambda tab: _is(tab, CreateState, lambda _: _pairs() == 2),
    "load_pairs": lambda tab: _is(tab, FeedState, lambda state: len(state.pairs) == 1),
    "repeat_request": lambda tab: _is(tab, FeedState, lambda _: _pairs() == 2),
    "submit_rename": lambda tab: _is(tab, SongMenuState, lambda _: _song().title == "Taken over"),
    "open_lyrics": lambda tab: _is(tab, SongMenuState, lambda state: state.reading),
    "delete_song": lambda tab: _is(tab, SongMenuState, lambda _: _song().deleted_at is not None),
    "set_published": lambda tab: _is(tab, SongMenuState, lambda _: _song().published_at is not None),
    "load_library": lambda tab: _is(tab, LibraryState, lambda state: state.total == 2),
}


async def _is(tab: Tab, kind: type, true: Callable[[Any], bool]) -> bool:
    return true(await tab.state(kind))


def _pairs() -> int:
    with db.read() as session:
        return session.exec(select(func.count()).select_from(Generation)).one()


async def _call(tab: Tab, kind: type, name: str, *args: object) -> object:
    return await getattr(kind, name).fn(await tab.state(kind), *args)


async def _rename(tab: Tab, song: Song) -> object:
    state = await tab.state(SongMenuState)
    state.renaming = song.id
    return await SongMenuState.submit_rename.fn(state, {"title": "Taken over"})


@pytest.mark.parametrize("name", HANDLERS)
async def test_signed_out_every_handler_refuses(song: Song, name: str) -> None:
    with pytest.raises(NotSignedIn):
        await HANDLERS[name](Tab(), song)


@pytest.mark.parametrize("name", ON_OTHERS)
async def test_handlers_for_a_song_of_another_user_raise_not_found(song: Song, outsider: Person, name: str) -> None:
    before = song.model_dump()
    with pytest.raises(NotFound):
        await HANDLERS[name](Tab(outsider.token), song)
    assert _song().model_dump() == before


@pytest.mark.parametrize("name", OUTCOMES)
async def test_handlers_work_for_the_owner(song: Song, owner: Person, name: str) -> None:
    tab = Tab(owner.token)
    if name == "submit_request":
        create = await tab.state(CreateState)
        create.request = SongRequest(description="another tune")
    await HANDLERS[name](tab, song)
    assert await OUTCOMES[name](tab)


async def test_restore_song_brings_a_deleted_song_back(song: Song, owner: Person) -> None:
    delete_song(owner.id, SongId(song.id))
    await HANDLERS["restore_song"](Tab(owner.token), song)
    assert _song().deleted_at is None


async def test_cancel_request_of_an_ended_request_raises_already_over(song: Song, owner: Person) -> None:
    with pytest.raises(AlreadyOver):
        await HANDLERS["cancel_request"](Tab(owner.token), song)


def _type(create: CreateState, **fields: object) -> None:
    """Fill the composer's fields, as a user does."""
    numbers = {name: str(fields.pop(name)) for name in ("bpm", "seed") if name in fields}
    create.typed = {**create.typed, **numbers}
    create._change(**fields)


async def test_submit_request_adds_both_cards_to_the_list(owner: Person) -> None:
    tab = Tab(owner.token)
    create = await tab.state(CreateState)
    feed = await tab.state(FeedState)
    await FeedState.load_pairs.fn(feed)
    create._change(description="a warm tune")
    await CreateState.submit_request.fn(create)
    assert [(song.take, song.status) for song in feed.pairs[0].songs] == [("A", Status.QUEUED), ("B", Status.QUEUED)]
    assert create.request.description == "a warm tune"
    assert create.errors == {}


async def _submit(create: CreateState, submission_id: str, clicks: int) -> None:
    await CreateState.submit_request.fn(create, submission_id, clicks)


async def test_submit_request_sent_again_before_its_answer_was_drawn_makes_one_pair(owner: Person) -> None:
    create = await Tab(owner.token, "/create").state(CreateState)
    await CreateState.load_composer.fn(create)
    create._change(description="a warm tune")
    drawn = create.submission_id
    await _submit(create, drawn, 1)
    await _submit(create, drawn, 1)
    assert _pairs() == 1
    create._change(description="another tune")
    await _submit(create, drawn, 1)
    assert _pairs() == 2  # it was changed in between


@pytest.mark.parametrize(("clicks", "pairs"), [(0, 2), (1, 2), (2, 1), (3, 1), ("2", 2), (None, 2)])
async def test_submit_request_ignores_the_second_click_of_a_double_click(
    owner: Person, clicks: int, pairs: int
) -> None:
    create = await Tab(owner.token, "/create").state(CreateState)
    await CreateState.load_composer.fn(create)
    create._change(description="a warm tune")
    await _submit(create, create.submission_id, 1)
    await _submit(create, create.submission_id, clicks)
    assert _pairs() == pairs


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"description": ""}, "description"),
        ({"description": "x" * 10_000}, "description"),
        ({"description": "a", "bpm": "fast"}, "bpm"),
        ({"description": "a", "bpm": "-4"}, "bpm"),
        ({"description": "a", "bpm": "9" * 5000}, "bpm"),
        ({"description": "a", "seed": "1.5"}, "seed"),
        ({"description": "a", "duration": 10**300}, "duration"),
        ({"description": "a", "duration": -5}, "duration"),
        ({"description": "a", "key": "Q"}, "key"),
        ({"mode": "custom", "style": "folk"}, "lyrics"),
    ],
)
async def test_submit_request_shows_errors_and_keeps_the_fields(owner: Person, typed: dict, field: str) -> None:
    create = await Tab(owner.token).state(CreateState)
    _type(create, **typed)
    await CreateState.submit_request.fn(create)
    assert list(create.errors) == [field]
    held = asdict(create.request) | create.typed
    assert {name: held[name] for name in typed} == typed
    with db.read() as session:
        assert not session.exec(select(Generation)).all()


async def test_submit_request_shows_all_errors_at_once(owner: Person) -> None:
    create = await Tab(owner.token).state(CreateState)
    _type(create, mode="custom", bpm="fast", seed="-1")
    await CreateState.submit_request.fn(create)
    assert set(create.errors) == {"lyrics", "style", "bpm", "seed"}
    assert create.advanced  # the folded section opens


@pytest.mark.parametrize("sent", [None, 7, 1.5, [], {}, ["a"], True])
async def test_forged_arguments_are_read_as_empty_text(owner: Person, sent: object) -> None:
    create = await Tab(owner.token).state(CreateState)
    for name in ("description", "style", "lyrics", "bpm", "key", "seed"):
        await CreateState.set_text.fn(create, name, sent)
        assert (asdict(create.request) | create.typed)[name] == ""
    for name in ("add_idea", "add_style"):
        await getattr(CreateState, name).fn(create, sent)
    for name in ("set_mode", "set_write_lyrics", "set_instrumental", "set_length"):
        await getattr(CreateState, name).fn(create, sent)
    await CreateState.submit_request.fn(create)
    assert create.errors


@pytest.mark.parametrize("sent", [None, 7, "x", [], {"title": 9}])
async def test_a_forged_rename_is_refused(song: Song, owner: Person, sent: object) -> None:
    dialog = await Tab(owner.token).state(SongMenuState)
    await SongMenuState.open_rename.fn(dialog, song.id, song.title)
    await SongMenuState.submit_rename.fn(dialog, sent)
    assert dialog.error == "A song needs a title."
    assert _song().title == song.title


async def test_set_text_removes_the_fields_error(owner: Person) -> None:
    create = await Tab(owner.token).state(CreateState)
    _type(create, description="a tune", bpm="x")
    await CreateState.submit_request.fn(create)
    await CreateState.set_text.fn(create, "bpm", "90")
    assert create.errors == {}


async def test_a_chip_is_appended_once(owner: Person) -> None:
    create = await Tab(owner.token).state(CreateState)
    for words in ("waltz", "piano", "Waltz"):
        await CreateState.add_idea.fn(create, words)
    assert create.request.description == "waltz, piano"


async def test_surprise_never_repeats_itself_at_once(owner: Person) -> None:
    create = await Tab(owner.token).state(CreateState)
    for _ in range(50):
        before = create.request.description
        await CreateState.surprise.fn(create)
        assert create.request.description != before


async def test_another_user_of_a_tab_sees_nothing_of_the_first(song: Song, owner: Person, outsider: Person) -> None:
    tab = Tab(owner.token)
    feed = await tab.state(FeedState)
    create = await tab.state(CreateState)
    await FeedState.load_pairs.fn(feed)
    await CreateState.load_composer.fn(create)
    create._change(description="my secret")
    assert feed.pairs
    tab.sign(outsider.token)
    await FeedState.load_pairs.fn(feed)
    await CreateState.load_composer.fn(create)
    assert feed.pairs == []
    assert create.request.description == ""


async def test_signing_out_clears_the_states(song: Song, owner: Person) -> None:
    tab = Tab(owner.token)
    feed = await tab.state(FeedState)
    await FeedState.load_pairs.fn(feed)
    tab.sign("")
    with pytest.raises(NotSignedIn):
        await FeedState.load_pairs.fn(feed)
    assert feed.pairs == []


async def test_count_listen_counts_once_a_play_and_only_playable_songs(
    song: Song, owner: Person, outsider: Person
) -> None:
    player = await Tab(owner.token).state(ListenState)
    for _ in range(3):
        await ListenState.count_listen.fn(player, song.id)
    assert _song().listens == 1
    with pytest.raises(NotFound):
        await ListenState.count_listen.fn(await Tab(outsider.token).state(ListenState), song.id)
    await ListenState.count_listen.fn(await Tab().state(ListenState), song.id)
    assert _song().listens == 1

"""The list "Your songs": how changes update it."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.create import feed_state
from melodymaker.create.feed_state import FeedState
from melodymaker.create.queries import waiting_of
from melodymaker.db.models import Generation, Song
from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.generation import outcomes
from melodymaker.generation.claims import claim_next, report_progress
from melodymaker.generation.requests import submit_request
from melodymaker.songs import queries
from melodymaker.songs.service import delete_song, rename_song
from melodymaker.types import Change, Kind, SongId, SongRequest, Stage
from melodymaker.web.shared_reads import Reader, fresh
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person
from tests.factories import make_song
from tests.unit.states import Tab, commands_in

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


def _changes(kind: Kind, one: str) -> frozenset[Change]:
    return frozenset({Change(kind, one)})


async def test_refresh_changes_only_rows_that_differ(owner: Person) -> None:
    feed = await Tab(owner.token).state(FeedState)
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    await FeedState.load_pairs.fn(feed)
    claim = claim_next("worker")
    assert claim is not None
    await feed._refresh(_changes(Kind.GENERATION, generation_id), fresh())
    feed._clean()
    report_progress(claim, Stage.COMPOSING, 0.4)
    asked = []

    async def read(query: Callable, *args: object) -> object:
        asked.append(query)
        return await fresh()(query, *args)

    await feed._refresh(_changes(Kind.PROGRESS, generation_id), cast("Reader", read))
    assert asked == [queries.progress_of], "the queue is not read for each step of each song"
    assert feed.progress[generation_id].percent == 40
    assert "progress" in feed.dirty_vars
    assert "pairs" not in feed.dirty_vars


def _requests(feed: FeedState) -> list[str]:
    return [pair.request for pair in feed.pairs]


async def test_what_is_being_made_comes_first_then_what_waits_in_its_order(song: Song, owner: Person) -> None:
    feed = await Tab(owner.token).state(FeedState)
    submit_request(owner.id, SongRequest(description="first"))
    await FeedState.load_pairs.fn(feed)
    for words in ("second", "third"):
        requested = submit_request(owner.id, SongRequest(description=words))
        await feed._refresh(_changes(Kind.GENERATION, requested), fresh())
    assert _requests(feed) == ["first", "second", "third", "a tune"]
    await FeedState.move_request.fn(feed, requested, -1)
    assert _requests(feed) == ["first", "third", "second", "a tune"]
    await FeedState.move_request.fn(feed, requested, -1)
    claim = claim_next("worker")
    assert claim is not None
    await feed._refresh(_changes(Kind.GENERATION, claim.generation.id), fresh())
    assert _requests(feed) == ["third", "first", "second", "a tune"]
    assert [row.left for row in feed.waiting.values()] == [
        "about a second, after your other one",
        "about a second, after your 2 others",
    ]
    outcomes.fail(claim, "broken", retry=False)
    await feed._refresh(_changes(Kind.GENERATION, claim.generation.id), fresh())
    assert _requests(feed) == ["first", "second", "third", "a tune"]


async def test_a_request_that_waits_behind_many_finished_ones_is_shown(owner: Person) -> None:
    waiting = submit_request(owner.id, SongRequest(description="old"))
    with db.transaction() as session:
        session.get_one(Generation, waiting).created_at -= timedelta(days=1)
    for number in range(queries.PAIRS_A_PAGE + 1):
        make_song(owner.id, f"Song {number}")
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    assert _requests(feed) == ["old", *(f"Song {number}" for number in range(queries.PAIRS_A_PAGE, 0, -1))]
    await FeedState.load_more_pairs.fn(feed)
    assert _requests(feed)[-1] == "Song 0"
    assert _requests(feed).count("old") == 1


async def test_the_wait_of_a_new_request_is_kept_right(owner: Person, outsider: Person) -> None:
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    assert feed.wait == "no time"  # what the engine says of itself
    submit_request(outsider.id, SongRequest(description="z"))
    await feed._look(fresh())
    assert feed.wait == "1 ahead of you"


async def test_move_request_moves_only_the_owners_requests(owner: Person, outsider: Person) -> None:
    first, second = (submit_request(owner.id, SongRequest(description=words)) for words in "ab")
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.move_request.fn(feed, second, -1)
    for token, refusal in ((outsider.token, NotFound), ("", NotSignedIn)):
        with pytest.raises(refusal):
            await FeedState.move_request.fn(await Tab(token).state(FeedState), first, -1)
    assert list(waiting_of(owner.id)[0]) == [second, first]


async def test_a_pair_whose_songs_are_deleted_leaves_the_list(song: Song, owner: Person) -> None:
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    for row in feed.pairs[0].songs:
        delete_song(owner.id, SongId(row.id))
    await feed._refresh(_changes(Kind.GENERATION, song.generation_id), fresh())
    assert feed.pairs == []


async def test_a_song_that_is_renamed_elsewhere_is_renamed_here(song: Song, owner: Person) -> None:
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    rename_song(owner.id, SongId(song.id), "Another name")
    await feed._refresh(_changes(Kind.SONG, song.id), fresh())
    assert "Another name" in {row.title for pair in feed.pairs for row in pair.songs}


async def test_changes_of_other_rows_read_no_songs(song: Song, owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    monkeypatch.setattr(queries, "pairs_with", None)
    await feed._refresh(_changes(Kind.SONG, "another"), fresh())
    await feed._look(fresh())
    assert len(feed.pairs) == 1


async def test_a_tab_that_stays_open_shows_a_page_more_than_it_read_at_most(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (feed_state, queries):
        monkeypatch.setattr(module, "PAIRS_A_PAGE", 2)
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    shown = []
    for number in range(7):
        requested = submit_request(owner.id, SongRequest(description=str(number)))
        make_next_songs()
        await feed._refresh(_changes(Kind.GENERATION, requested), fresh())
        shown.append(_requests(feed))
    assert max(map(len, shown)) == 4
    assert shown[4:] == [["4", "3"], ["5", "4", "3"], ["6", "5", "4", "3"]]
    assert feed.more
    await FeedState.load_more_pairs.fn(feed)
    await FeedState.load_more_pairs.fn(feed)
    assert _requests(feed) == ["6", "5", "4", "3", "2", "1", "0"]
    assert not feed.more


async def test_the_address_of_the_songs_leads_to_them(owner: Person) -> None:
    for address, led in (("/create#songs", [{"name": "show", "selector": "#songs"}]), ("/create", [])):
        event = await FeedState.load_pairs.fn(await Tab(owner.token, address).state(FeedState))
        assert commands_in([event] if event else []) == led

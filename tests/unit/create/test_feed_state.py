"""The list "Your songs": how changes update it."""

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.create.feed_state import FeedState
from melodymaker.db.models import Song
from melodymaker.generation.claims import claim_next, report_progress
from melodymaker.generation.requests import submit_request
from melodymaker.songs import queries
from melodymaker.songs.service import delete_song, rename_song
from melodymaker.types import Change, Kind, SongId, SongRequest, Stage
from melodymaker.web.shared_reads import fresh
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
    await feed._refresh(_changes(Kind.PROGRESS, generation_id), fresh())
    assert feed.progress[generation_id].percent == 40
    assert "progress" in feed.dirty_vars
    assert "pairs" not in feed.dirty_vars


async def test_a_request_of_another_tab_appears_first(owner: Person) -> None:
    submit_request(owner.id, SongRequest(description="first"))
    feed = await Tab(owner.token).state(FeedState)
    await FeedState.load_pairs.fn(feed)
    second = submit_request(owner.id, SongRequest(description="second"))
    await feed._refresh(_changes(Kind.GENERATION, second), fresh())
    assert [pair.request for pair in feed.pairs] == ["second", "first"]


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

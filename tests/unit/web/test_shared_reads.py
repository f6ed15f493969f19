"""Tabs that ask for the same share one read."""

import asyncio
import threading
import time

import pytest

from melodymaker.errors import NotFound
from melodymaker.web import shared_reads
from melodymaker.web.shared_reads import Reader, fresh

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Counted:
    """A query that counts how often it is made."""

    def __init__(self) -> None:
        self.made = 0
        self._lock = threading.Lock()

    def __call__(self, what: str) -> str:
        """The answer."""
        with self._lock:
            self.made += 1
        return f"{what} {self.made}"


async def test_equal_reads_are_shared() -> None:
    query = Counted()
    since = time.monotonic()
    answers = await asyncio.gather(*(Reader(since)(query, "songs") for _ in range(10)))
    assert answers == ["songs 1"] * 10
    assert await Reader(since)(query, "songs") == "songs 1"
    assert await Reader(since)(query, "playlists") == "playlists 2"


async def test_a_read_from_before_a_change_is_not_reused_after_it() -> None:
    query = Counted()
    assert await fresh()(query, "songs") == "songs 1"
    assert await fresh()(query, "songs") == "songs 2"
    assert query.made == 2


async def test_a_failed_read_raises_for_all_waiting() -> None:
    def fail() -> None:
        raise NotFound

    read = fresh()
    answers = await asyncio.gather(read(fail), read(fail), return_exceptions=True)
    assert [type(answer) for answer in answers] == [NotFound, NotFound]


async def test_a_cancelled_reader_does_not_cancel_the_others() -> None:
    query = Counted()
    read = fresh()
    going = asyncio.ensure_future(read(query, "songs"))
    staying = asyncio.ensure_future(read(query, "songs"))
    await asyncio.sleep(0)
    going.cancel()
    assert await staying == "songs 1"


async def test_results_are_not_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_reads, "_KEPT_SECONDS", 0)
    before = shared_reads.cached_results()
    await fresh()(Counted(), "songs")
    async with asyncio.timeout(5):
        while shared_reads.cached_results() > before:
            await asyncio.sleep(0)

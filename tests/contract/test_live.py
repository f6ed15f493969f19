"""What every Live promises."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local import servers
from melodymaker.adapters.memory_live import MemoryLive, MemorySubscription
from melodymaker.adapters.redis_live import RedisLive
from melodymaker.types import Change, Kind, Seconds, Topic, song_topic, user_topic
from tests.waiting import until

MIRA = user_topic("mira")
OKTO = user_topic("okto")
ONE = Change(Kind.SONG, "one")
TWO = Change(Kind.GENERATION, "two")
SOON = Seconds(5)
NEVER = Seconds(0.05)

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["memory", "redis"])
def live(request: pytest.FixtureRequest) -> Iterator[MemoryLive]:
    if request.param == "memory":
        yield MemoryLive()
        return
    live = RedisLive(request.getfixturevalue("redis"))
    assert live.listening.wait(5)
    yield live
    live.close()


@contextmanager
def _on(live: MemoryLive, *topics: Topic) -> Iterator[MemorySubscription]:
    """A subscription until the block ends."""
    subscription = live.subscribe(*topics)
    yield subscription
    subscription.close()


async def _changes(subscription: MemorySubscription, within: Seconds) -> frozenset[Change]:
    news = await subscription.news(within)
    return news.changes if news else frozenset()


async def test_a_change_reaches_each_tab_of_its_user(live: MemoryLive) -> None:
    with _on(live, MIRA) as first, _on(live, MIRA) as second, _on(live, OKTO) as other:
        live.publish(ONE, MIRA)
        assert await _changes(first, SOON) == {ONE}
        assert await _changes(second, SOON) == {ONE}
        assert await _changes(other, NEVER) == set()


async def test_a_worker_thread_may_publish(live: MemoryLive) -> None:
    with _on(live, MIRA) as news:
        threading.Thread(target=live.publish, args=(ONE, MIRA)).start()
        assert await _changes(news, SOON) == {ONE}


async def test_changes_gather_until_they_are_read(live: MemoryLive) -> None:
    with _on(live, MIRA) as news:
        for _ in range(100):
            live.publish(ONE, MIRA)
        live.publish(TWO, MIRA)
        heard = set()
        calls = 0
        async with asyncio.timeout(SOON):
            while TWO not in heard:
                heard |= await _changes(news, SOON)
                calls += 1
        assert heard == {ONE, TWO}
        assert calls < 50  # not one for each announcement
        assert await _changes(news, NEVER) == set()


async def test_a_change_of_two_topics_comes_once(live: MemoryLive) -> None:
    with _on(live, MIRA, song_topic("one")) as both, _on(live, song_topic("one")) as song:
        live.publish(ONE, MIRA, song_topic("one"))
        assert await _changes(both, SOON) == {ONE}
        assert await _changes(both, NEVER) == set()
        assert await _changes(song, SOON) == {ONE}


async def test_news_says_since_when_a_read_is_good(live: MemoryLive) -> None:
    with _on(live, MIRA) as subscription:
        before = time.monotonic()
        live.publish(ONE, MIRA)
        after = time.monotonic()
        news = await subscription.news(SOON)
        assert news is not None
        assert before <= news.since <= after  # its own process knows when it announced


async def test_close_ends_a_waiting_reader(live: MemoryLive) -> None:
    subscription = live.subscribe(MIRA)
    waiting = asyncio.ensure_future(subscription.news(SOON))
    await asyncio.sleep(0)
    subscription.close()
    assert await waiting is None
    assert live.listeners() == 0


async def test_close_removes_the_subscription(live: MemoryLive) -> None:
    with _on(live, MIRA), _on(live, MIRA):
        assert live.listeners() == 2
    assert live.listeners() == 0
    live.publish(ONE, MIRA)


def test_publish_ignores_a_listener_with_a_closed_loop(live: MemoryLive) -> None:
    async def listen() -> object:
        return live.subscribe(MIRA)

    held = asyncio.run(listen())
    live.publish(ONE, MIRA)
    until(lambda: live.listeners() == 0, SOON)
    assert held


async def test_changes_reach_other_processes(redis: str) -> None:
    here = RedisLive(redis)
    there = RedisLive(redis)
    assert here.listening.wait(5)
    with _on(here, MIRA) as news:
        there.publish(ONE, MIRA)
        assert await _changes(news, SOON) == {ONE}
    there.close()
    here.close()


async def test_subscriptions_recover_after_redis_was_down(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    port = servers.free_port()
    with servers.redis(tmp_path, port) as url:
        live = RedisLive(url)
        assert live.listening.wait(5)
    with _on(live, MIRA) as news:
        live.publish(ONE, MIRA)
        assert await _changes(news, SOON) == {ONE}  # this process still receives its own
        with servers.redis(tmp_path, port):
            assert await asyncio.to_thread(live.listening.wait, 10)
            live.publish(TWO, MIRA)
            assert await _changes(news, SOON) == {TWO}
            live.close()

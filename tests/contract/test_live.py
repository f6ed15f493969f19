"""What every Live promises."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import servers
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.adapters.redis_live import RedisLive
from melodymaker.types import GenerationId, Seconds, UserId
from tests.waiting import until

MIRA, OKTO = UserId("mira"), UserId("okto")
ONE, TWO = GenerationId("one"), GenerationId("two")
SOON, NEVER = Seconds(5), Seconds(0.05)

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


async def test_a_change_reaches_each_tab_of_its_user(live: MemoryLive) -> None:
    with live.subscribe(MIRA) as first, live.subscribe(MIRA) as second, live.subscribe(OKTO) as other:
        live.publish(MIRA, ONE)
        assert await first.changed(SOON) == {ONE}
        assert await second.changed(SOON) == {ONE}
        assert await other.changed(NEVER) == set()


async def test_a_worker_thread_may_publish(live: MemoryLive) -> None:
    with live.subscribe(MIRA) as news:
        threading.Thread(target=live.publish, args=(MIRA, ONE)).start()
        assert await news.changed(SOON) == {ONE}


async def test_changes_gather_until_they_are_read(live: MemoryLive) -> None:
    with live.subscribe(MIRA) as news:
        for _ in range(100):
            live.publish(MIRA, ONE)
        live.publish(MIRA, TWO)
        heard, calls = set(), 0
        async with asyncio.timeout(SOON):
            while TWO not in heard:
                heard |= await news.changed(SOON)
                calls += 1
        assert heard == {ONE, TWO}
        assert calls < 50  # not one for each announcement
        assert await news.changed(NEVER) == set()


async def test_who_has_left_is_forgotten(live: MemoryLive) -> None:
    with live.subscribe(MIRA), live.subscribe(MIRA):
        assert live.listeners() == 2
    assert live.listeners() == 0
    live.publish(MIRA, ONE)


def test_a_listener_whose_loop_has_closed_harms_nobody(live: MemoryLive) -> None:
    async def listen() -> object:
        held = live.subscribe(MIRA)
        held.__enter__()
        return held

    held = asyncio.run(listen())
    live.publish(MIRA, ONE)
    until(lambda: live.listeners() == 0, SOON)
    assert held


async def test_news_crosses_processes(redis: str) -> None:
    here, there = RedisLive(redis), RedisLive(redis)
    assert here.listening.wait(5)
    with here.subscribe(MIRA) as news:
        there.publish(MIRA, ONE)
        assert await news.changed(SOON) == {ONE}
    there.close()
    here.close()


async def test_redis_gone_and_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    port = servers.free_port()
    with servers.redis(tmp_path, port) as url:
        live = RedisLive(url)
        assert live.listening.wait(5)
    with live.subscribe(MIRA) as news:
        live.publish(MIRA, ONE)
        assert await news.changed(SOON) == {ONE}  # this process still hears itself
        with servers.redis(tmp_path, port):
            assert await asyncio.to_thread(live.listening.wait, 10)
            live.publish(MIRA, TWO)
            assert await news.changed(SOON) == {TWO}
            live.close()

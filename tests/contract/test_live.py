"""What every Live promises."""

import asyncio
import threading

import pytest

from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.types import GenerationId, Seconds, UserId

MIRA, OKTO = UserId("mira"), UserId("okto")
ONE, TWO = GenerationId("one"), GenerationId("two")
SOON, NEVER = Seconds(5), Seconds(0.05)

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=[MemoryLive], ids=["memory"])
def live(request: pytest.FixtureRequest) -> MemoryLive:
    return request.param()


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
        await asyncio.sleep(0)
        assert await news.changed(SOON) == {ONE, TWO}
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
    assert live.listeners() == 0
    assert held

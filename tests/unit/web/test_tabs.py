"""One watch for each page of a tab, which ends when the tab goes away."""

import asyncio
from types import SimpleNamespace

import pytest

from melodymaker import ports
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.types import GenerationId, UserId
from melodymaker.web import tabs

pytestmark = pytest.mark.anyio

MIRA = UserId("mira")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> MemoryLive:
    live = MemoryLive()
    monkeypatch.setattr(ports, "in_use", lambda: SimpleNamespace(live=live))
    monkeypatch.setattr(tabs, "_LOOK_UP", 0.02)
    return live


@pytest.fixture
def open_tabs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    open_ones = {"tab"}
    monkeypatch.setattr(tabs, "is_open", open_ones.__contains__)
    return open_ones


def _watch(told: list[set[GenerationId]]) -> asyncio.Task[None]:
    async def refresh(changed: set[GenerationId]) -> None:
        if changed:
            told.append(changed)

    return asyncio.create_task(tabs.watch("tab", "create", MIRA, refresh))


async def _until_listening(live: MemoryLive) -> None:
    async with asyncio.timeout(5):
        while not live.listeners():
            await asyncio.sleep(0)


async def test_changes_reach_the_tab(live: MemoryLive, open_tabs: set[str]) -> None:
    told: list[set[GenerationId]] = []
    task = _watch(told)
    await _until_listening(live)
    live.publish(MIRA, GenerationId("one"))
    async with asyncio.timeout(5):
        while not told:
            await asyncio.sleep(0)
    assert told == [{"one"}]
    open_tabs.clear()
    await asyncio.wait_for(task, 5)


async def test_two_hundred_tabs_leave_nothing_behind(live: MemoryLive, monkeypatch: pytest.MonkeyPatch) -> None:
    open_ones = {f"tab {number}" for number in range(200)}
    monkeypatch.setattr(tabs, "is_open", open_ones.__contains__)

    async def refresh(_changed: set[GenerationId]) -> None:
        """Nothing to draw."""

    tasks = [asyncio.create_task(tabs.watch(tab, "create", MIRA, refresh)) for tab in open_ones]
    async with asyncio.timeout(5):
        while live.listeners() < 200:
            await asyncio.sleep(0)
    open_ones.clear()
    await asyncio.wait_for(asyncio.gather(*tasks), 10)
    assert (live.listeners(), tabs.watching()) == (0, 0)


async def test_a_page_that_loads_again_has_one_watch(live: MemoryLive, open_tabs: set[str]) -> None:
    first = _watch([])
    await _until_listening(live)
    second = _watch([])
    await asyncio.wait_for(first, 5)
    assert not second.done()
    assert tabs.watching() == 1
    open_tabs.clear()
    await asyncio.wait_for(second, 5)

"""One subscription a tab, which ends when its page is left."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from melodymaker import ports
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.ports import News
from melodymaker.types import Change, Kind, user_topic
from melodymaker.web import live_updates

pytestmark = pytest.mark.anyio

MIRA = user_topic("mira")
ONE = Change(Kind.GENERATION, "one")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> MemoryLive:
    live = MemoryLive()
    monkeypatch.setattr(ports, "in_use", lambda: SimpleNamespace(live=live))
    monkeypatch.setattr(live_updates, "LOOK", 0.02)
    return live


@pytest.fixture
def open_tabs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    open_ones = {"tab"}
    monkeypatch.setattr(live_updates, "is_open", open_ones.__contains__)
    return open_ones


def _watch(heard: list[News]) -> asyncio.Task[None]:
    async def refresh(news: News | None) -> None:
        if news:
            heard.append(news)

    return asyncio.create_task(live_updates.watch("tab", refresh))


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)


async def test_changes_reach_the_tab(live: MemoryLive, open_tabs: set[str]) -> None:
    heard: list[News] = []
    live_updates.open_page("tab", [MIRA])
    task = _watch(heard)
    live.publish(ONE, MIRA)
    await _until(lambda: heard)
    assert heard[0].changes == {ONE}
    open_tabs.clear()
    await asyncio.wait_for(task, 5)


async def test_changes_between_open_page_and_watch_are_not_missed(live: MemoryLive, open_tabs: set[str]) -> None:
    live_updates.open_page("tab", [MIRA])
    live.publish(ONE, MIRA)
    heard: list[News] = []
    task = _watch(heard)
    await _until(lambda: heard)
    live_updates.close_page("tab")
    await asyncio.wait_for(task, 5)


async def test_close_page_ends_the_watch_at_once(
    live: MemoryLive, open_tabs: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_updates, "LOOK", 60)
    live_updates.open_page("tab", [MIRA])
    first = _watch([])
    await asyncio.sleep(0)
    live_updates.open_page("tab", [user_topic("mira")])
    await asyncio.wait_for(first, 5)
    second = _watch([])
    assert (live.listeners(), live_updates.watching()) == (1, 1)
    live_updates.open_page("tab", [])  # a page that shows nothing that changes
    await asyncio.wait_for(second, 5)
    assert (live.listeners(), live_updates.watching()) == (0, 0)


async def test_no_watch_is_left_after_200_tabs_close(live: MemoryLive, monkeypatch: pytest.MonkeyPatch) -> None:
    open_ones = {f"tab {number}" for number in range(200)}
    monkeypatch.setattr(live_updates, "is_open", open_ones.__contains__)

    async def refresh(_news: News | None) -> None:
        """Nothing to draw."""

    for tab in open_ones:
        live_updates.open_page(tab, [MIRA])
    assert live.listeners() == 200
    tasks = [asyncio.create_task(live_updates.watch(tab, refresh)) for tab in open_ones]
    await asyncio.sleep(0)
    open_ones.clear()
    await asyncio.wait_for(asyncio.gather(*tasks), 10)
    assert (live.listeners(), live_updates.watching()) == (0, 0)

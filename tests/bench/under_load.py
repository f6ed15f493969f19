"""The production shape under load: 200 open tabs, 1,000 requests through a stub engine, listeners, restarts.

What people wait for is measured from outside, through the proxy; how long songs took, from the rows.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from melodymaker.db.models import Generation
from melodymaker.types import PENDING
from tests.bench import memory
from tests.bench.busy_site import BusySite, busy_site
from tests.bench.figures import MB, Figure, percentile
from tests.bench.listeners import Listeners
from tests.bench.say import say
from tests.bench.stage import TABS, Stage
from tests.chaos.checks import check, is_calm
from tests.waiting import until

NAME = "load"
REQUESTS = int(os.environ.get("REQUESTS") or 1000)
_CREATE_BUDGET_MS = 200
_TAB_BUDGET_MB = 0.25
# What a player has of a song before it needs more.
_MUSIC_STOPS_MS = 5000
_CALM_SECONDS = 600
_PARTS = ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))


@dataclass(frozen=True)
class Size:
    """How much of all is measured, and how long it is watched."""

    tabs: tuple[int, ...] = (50, 100, TABS)
    requests: int = REQUESTS
    pauses: tuple[float, float] = (1.0, 3.0)
    without_tabs: int = 200
    steady: int = 120
    steady_pauses: tuple[float, float] = (10.0, 30.0)
    listeners: int = 20
    settle_seconds: float = 3
    idle_seconds: float = 10
    listen_seconds: float = 20
    restart_seconds: float = 2


def measure(_stage: Stage) -> Iterator[Figure]:
    """The whole of it, in the production shape."""
    with busy_site() as busy:
        yield from measured(busy, Size())


def measured(busy: BusySite, size: Size) -> Iterator[Figure]:
    """Tabs as they grow, requests without and among them, listening, and a rolling restart, in this order on one site."""
    yield from _tabs(busy, size)
    yield from _requests(busy, "without tabs", size.without_tabs, size.pauses)
    with busy.crowd(size.tabs[-1]):
        yield from _requests(busy, "a request a second", size.steady, size.steady_pauses, _CREATE_BUDGET_MS)
        yield from _requests(busy, "as many as go", size.requests, size.pauses)
        yield from _listening(busy, size)
    yield from _rolling_restart(busy, size)


def _tabs(busy: BusySite, size: Size) -> Iterator[Figure]:
    """What tabs cost the two web processes: memory, and the part of a core that they take while nothing happens."""
    webs = busy.pids("webs")
    with busy.crowd(2):  # what the first tab loads is not counted
        pass
    empty = memory.pss(webs)
    for tabs in size.tabs:
        with busy.crowd(tabs):
            time.sleep(size.settle_seconds)
            grown = memory.pss(webs) - empty
            core = _core_of(webs, size.idle_seconds)
        yield Figure(f"{NAME}: memory per tab with {tabs} tabs, PSS", grown / tabs / MB, "MB", _TAB_BUDGET_MB)
        yield Figure(f"{NAME}: cores of the web processes with {tabs} idle tabs", core, "cores", 2)


def _core_of(pids: list[int], seconds: float) -> float:
    before = memory.processor_seconds(pids)
    time.sleep(seconds)
    return (memory.processor_seconds(pids) - before) / seconds


def _requests(
    busy: BusySite, name: str, number: int, pauses: tuple[float, float], budget: float | None = None
) -> Iterator[Figure]:
    """So many requests of people who pause so long after each; the `budget` is for how long until one is taken, in ms."""
    what = f"{NAME}, {name}"
    load = busy.load(pauses)
    webs, workers = busy.pids("webs"), busy.pids("workers")
    begun, work = time.monotonic(), memory.processor_seconds(webs)
    load.start()
    until(lambda: len(load.asked) >= number, max(60, 3 * number), every=0.2)
    asked = load.stop()
    seconds = time.monotonic() - begun
    work = memory.processor_seconds(webs) - work
    _until_calm(busy)
    yield from _spread(f"{what}: request → taken", [one.seconds * 1000 for one in asked if one.promised], budget)
    yield from _spread(f"{what}: request → songs ready", _making(busy, {one.promised for one in asked}))
    lost = sum(not one.promised for one in asked)
    yield Figure(f"{what}: of {len(asked)} requests not taken", lost, "requests", 0)
    yield Figure(f"{what}: requests a second", len(asked) / seconds, "1/s")
    yield Figure(f"{what}: processor time of the web processes a request", 1000 * work / len(asked), "ms")
    for part, pids in (("web processes", webs), ("workers", workers)):
        yield Figure(f"{what}: memory of the {part} afterwards, PSS", memory.pss(pids) / MB, "MB", 1000)
    found = check(busy.site, database := busy.site.database(), asked)
    database.dispose()
    say(str(found))
    yield Figure(f"{what}: lost, doubled or wrong", len(found.lost + found.doubled + found.wrong), "faults", 0)


def _until_calm(busy: BusySite) -> None:
    database = busy.site.database()
    until(lambda: is_calm(database), _CALM_SECONDS, every=0.2)
    database.dispose()


def _making(busy: BusySite, ids: set[str]) -> list[float]:
    """The milliseconds from each of these requests to its end."""
    database = busy.site.database()
    with Session(database) as session:
        ended = select(Generation.id, Generation.created_at, Generation.finished_at)
        rows = session.exec(ended.where(~col(Generation.status).in_(PENDING))).all()
        values = [(end - begin).total_seconds() * 1000 for key, begin, end in rows if end and key in ids]
    database.dispose()
    return values


def _listening(busy: BusySite, size: Size) -> Iterator[Figure]:
    with Listeners(busy.url, busy.ready_song(), size.listeners, 0.2) as listeners:
        time.sleep(size.listen_seconds)
    yield from _spread(
        f"{NAME}: {size.listeners} listeners, a part of a song", [wait * 1000 for wait in listeners.waits], 150
    )
    yield Figure(f"{NAME}: {size.listeners} listeners, failed", len(listeners.failed), "answers", 0)


def _rolling_restart(busy: BusySite, size: Size) -> Iterator[Figure]:
    """Each web process and each worker is stopped and started again, one after the other, while people ask and listen."""
    load = busy.load(size.pauses, people=8)
    with Listeners(busy.url, busy.ready_song(), 5, 0.5) as listeners:
        load.start()
        for part in (*busy.site.webs, *busy.site.workers):
            time.sleep(size.restart_seconds)
            part.stop()
            part.start()
        time.sleep(size.restart_seconds)
        asked = load.stop()
        _until_calm(busy)
    found = check(busy.site, database := busy.site.database(), asked)
    database.dispose()
    say(f"{len(asked)} requests, {len(listeners.waits)} parts of songs, {listeners.failed[:3]} {found}")
    faults = len(found.lost + found.doubled + found.wrong)
    yield Figure(f"{NAME}: rolling restart, {len(asked)} requests: lost, doubled or wrong", faults, "faults", 0)
    longest = max(one.seconds for one in asked) * 1000
    yield Figure(f"{NAME}: rolling restart, longest until a request was taken", longest, "ms", 10_000)
    longest = max(listeners.waits) * 1000
    yield Figure(f"{NAME}: rolling restart, longest wait for a part of a song", longest, "ms", _MUSIC_STOPS_MS)
    yield Figure(f"{NAME}: rolling restart, parts of songs that failed", len(listeners.failed), "answers", 0)


def _spread(what: str, values: list[float], budget: float | None = None) -> Iterator[Figure]:
    for part, name in _PARTS:
        yield Figure(f"{what}, {name}", percentile(values, part), "ms", budget)

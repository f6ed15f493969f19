"""Worker's commit → visible in an open tab.

The commits are those of real pairs: the worker stores each two percent of progress. This process asks
SQLite every millisecond whether anything was committed (`PRAGMA data_version`) and takes the last time at
which it was not, so a commit never counts as later than it was. The page notes, by the same machine's
clock, when the frame that shows the new percent or status was drawn. A commit that the page skips counts
until the later one that it shows. Resolution: 2 ms, always too long rather than too short. The engine is at
work on both cores all the while, since it is what makes the commits.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from tests.bench.create import SCRIPT
from tests.bench.figures import Figure, percentile, spread
from tests.bench.say import say
from tests.bench.stage import OWN, TABS, Stage, sign_up

NAME = "worker's commit → visible in an open tab"
PAIRS = 2
_PATIENCE = 10.0
NEWEST = "SELECT id, status, progress FROM generations ORDER BY created_at DESC LIMIT 1"
_ORDER = ("queued", "processing", "ready")
_READY = '[data-status="ready"]'

# How far a pair is: its status, then its percent.
Step = tuple[int, int]


def measure(stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles over every commit of two pairs: alone, among 200 tabs of others, with ten the same person's."""

    def watch() -> Commits:
        return Commits(stage.folder / "melodymaker.sqlite")

    alone = delays(stage, sign_up(stage.app.url), watch)
    yield Figure(f"{NAME}: p95 alone", percentile(alone, 0.95), "ms", 50)
    with stage.crowd():
        crowded = delays(stage, sign_up(stage.app.url), watch)
        own = delays(stage, stage.people[1], watch)
    yield Figure(f"{NAME}: p95 with {TABS} tabs", percentile(crowded, 0.95), "ms", 100)
    yield Figure(f"{NAME}: p95 with {TABS} tabs, {OWN} of them the same person's", percentile(own, 0.95), "ms", 100)


def delays(stage: Stage, session: str, watch: Callable[[], "Commits"]) -> list[float]:
    """How long after each commit the page showed it, in ms, over two pairs."""
    values: list[float] = []
    for _ in range(PAIRS):
        with stage.composer(session) as page, watch() as commits:
            page.evaluate(SCRIPT)
            page.evaluate("bench.expectProgress()")
            page.get_by_role("button", name="Create", exact=True).click()
            page.locator(f"article:first-of-type{_READY}").first.wait_for(timeout=60_000)
            page.wait_for_function("() => bench.seen.some(([, status]) => status === 'ready')", timeout=60_000)
            seen = [(at, step_of(status, percent)) for at, status, percent in page.evaluate("bench.seen")]
        values += [
            min(at for at, shown in seen if shown >= step) - moment
            for moment, step in commits.found
            if step > (_ORDER.index("queued"), 0)
        ]
    say(spread(values))
    return values


def step_of(status: str, percent: int) -> Step:
    """How far a pair with this status and percent is."""
    # Of songs made before, a cancelled one may be the newest.
    return _ORDER.index(status) if status in _ORDER else -1, percent if status == "processing" else 0


class Commits:
    """The commits that moved the newest pair on, as (milliseconds since 1970, step), while the block runs."""

    def __init__(self, database: Path | str) -> None:
        self._database = database
        self._over = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="commits", daemon=True)
        self.found: list[tuple[float, Step]] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(_PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        connection = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, isolation_level=None)
        # What is there already is no news.
        last = _newest(connection)
        version = _version(connection)
        before = time.time()
        self._ready.set()
        while not self._over.is_set():
            queried_at = time.time()
            if (now := _version(connection)) != version:
                version = now
                newest = _newest(connection)
                if newest and newest != last:
                    last = newest
                    self.found.append((before * 1000, newest[1]))
            before = queried_at
            time.sleep(0.001)
        connection.close()


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA data_version").fetchone()[0]


def _newest(connection: sqlite3.Connection) -> tuple[str, Step] | None:
    row = connection.execute(NEWEST).fetchone()
    return (row[0], step_of(row[1], round(row[2] * 100))) if row else None

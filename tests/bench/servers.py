"""Worker's commit → visible in an open tab, in the production shape.

As `tests.bench.commits`, but with PostgreSQL, Redis and S3 behind two web processes and a proxy, and three workers.
The newest row is asked for about every millisecond, so the resolution is one query (under 2 ms), always too long.
"""

import time
from collections.abc import Iterator
from functools import cached_property

import psycopg
from playwright.sync_api import Browser

from deploy.local import servers
from deploy.local.run import Shape, shape
from tests.bench.commits import NAME, NEWEST, Commits, delays, step_of
from tests.bench.figures import Figure, percentile
from tests.bench.say import say
from tests.bench.stage import TABS, Stage, sign_up

WHERE = "on Redis with two web processes"


class ServersStage(Stage):
    """The production shape, started when first needed; the browser is the one there is."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser = browser

    @cached_property
    def app(self) -> Shape:  # pyright: ignore[reportIncompatibleVariableOverride]
        """Everything that `make run-servers` starts."""
        say("starting PostgreSQL, Redis, S3, a proxy, two web processes, three workers")
        return self._ends.enter_context(shape(self.folder, servers.free_port()))


class _Commits(Commits):
    """The commits as PostgreSQL shows them."""

    def _watch(self) -> None:
        with psycopg.connect(str(self._database), autocommit=True) as connection:
            last = self._newest(connection)
            before = time.time()
            self._ready.set()
            while not self._over.is_set():
                queried_at = time.time()
                newest = self._newest(connection)
                if newest and newest != last:
                    last = newest
                    self.found.append((before * 1000, newest[1]))
                before = queried_at
                time.sleep(0.001)

    def _newest(self, connection: psycopg.Connection) -> tuple[str, tuple[int, int]] | None:
        row = connection.execute(NEWEST).fetchone()
        return (row[0], step_of(row[1], round(row[2] * 100))) if row else None


def measure(stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles over every commit of two pairs: alone, and among 200 tabs of others."""
    with ServersStage(stage.browser) as shaped:
        database = shaped.app.environment["DATABASE_URL"]
        alone = delays(shaped, sign_up(shaped.app.url), lambda: _Commits(database))
        yield Figure(f"{NAME}: p95 alone, {WHERE}", percentile(alone, 0.95), "ms", 50)
        with shaped.crowd():
            crowded = delays(shaped, sign_up(shaped.app.url), lambda: _Commits(database))
        yield Figure(f"{NAME}: p95 with {TABS} tabs, {WHERE}", percentile(crowded, 0.95), "ms", 100)

"""The production shape with a stub engine, for measures under load: a proxy, two web processes, three workers.

As `make run-servers`, but the engine is quick and makes no music, and the proxy serves no pages, which nobody here draws.
"""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from deploy.local import servers
from melodymaker.db.models import Song
from melodymaker.types import Status
from tests.bench import memory
from tests.bench.crowd import Crowd
from tests.bench.say import say
from tests.chaos.load import Load
from tests.chaos.site import Site, embedded_site, servers_site
from tests.waiting import until

PEOPLE = 20
WORKERS = 3
_FIRST_SONG_SECONDS = 120
_seeds = itertools.count()


@dataclass
class BusySite:
    """What runs behind the proxy at `url`."""

    site: Site
    url: str

    def crowd(self, size: int) -> Crowd:
        """The block has so many tabs open, of all people."""
        return Crowd(self.url, list(self.site.sessions.values()), size)

    def load(self, pauses: tuple[float, float], people: int = PEOPLE) -> Load:
        """People who ask for songs through the proxy and cancel nothing."""
        keys = dict(list(self.site.keys.items())[:people])
        return Load([self.url], keys, seed=next(_seeds), pauses=pauses, cancels=0)

    def pids(self, kind: str) -> list[int]:
        """All processes of the `webs` or the `workers`."""
        return [pid for part in getattr(self.site, kind) for pid in memory.tree(part.pid)]

    def ready_song(self) -> tuple[str, str]:
        """A finished song, as soon as there is one, and the session of its owner."""
        database = self.site.database()

        def first() -> tuple[str, str] | None:
            with Session(database) as session:
                return session.exec(select(Song.id, Song.user_id).where(Song.status == Status.READY).limit(1)).first()

        song_id, user_id = until(first, _FIRST_SONG_SECONDS, every=0.1) or ("", "")
        database.dispose()
        return song_id, self.site.sessions[user_id]


@contextmanager
def busy_site() -> Iterator[BusySite]:
    """All of it, until the block ends."""
    say("starting PostgreSQL, Redis, S3, a proxy, two web processes, three workers")
    port = servers.free_port()
    url = f"http://localhost:{port}"
    with (
        tempfile.TemporaryDirectory(prefix="melodymaker-bench-", ignore_cleanup_errors=True) as name,
        servers_site(Path(name), 1, workers=WORKERS, people=PEOPLE, url=url) as site,
    ):
        pages = Path(name, "build", "client")
        pages.mkdir(parents=True)
        (pages.parent / "headers.caddy").touch()
        webs = [int(address.rpartition(":")[2]) for address in site.urls]
        with servers.proxy(port, webs, pages, Path(name)):
            yield BusySite(site, url)


@contextmanager
def small_site() -> Iterator[BusySite]:
    """One process that does all of it, for tests of the measures."""
    with (
        tempfile.TemporaryDirectory(prefix="melodymaker-bench-", ignore_cleanup_errors=True) as name,
        embedded_site(Path(name), 1) as site,
    ):
        yield BusySite(site, site.urls[0])

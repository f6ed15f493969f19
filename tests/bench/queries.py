"""Feed and claim, on both databases, with 1,000 and with 100,000 songs of one user.

The rows are real: generations with two songs each, written by COPY-like bulk inserts. A query is timed where the page's
handler calls it, rows ready to draw included; 200 times after 20 to warm up. The feed's place in the list is
random. The search is for three words that a tenth of all songs hold. For the claim, a transaction of two updates, 500
requests of 100 users wait, and each is put back, outside the measured time, before the next.
"""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from deploy import servers
from melodymaker import db, ports, wiring
from melodymaker.generation.service import Claim, claim_next, release
from melodymaker.library.queries import Choice, Place, songs_of
from melodymaker.models import Generation, Song, User, now
from melodymaker.songs.queries import Cursor, pairs_of
from melodymaker.types import Status, UserId
from tests.bench.figures import Figure, percentile
from tests.bench.say import say
from tests.bench.stage import Stage
from tests.doubles import RecordingLive

NAME = "feed, search, profile query"
SIZES = (1_000, 100_000)
_USERS, _WAITING = 100, 500
_TIMES, _WARM_UP = 200, 20
_CHUNK = 20_000


def measure(_stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles of each query on each database at each size."""
    for kind in ("SQLite", "PostgreSQL"):
        for size in SIZES:
            with _database(kind) as url:
                owner = _fill(url, size)
                say(f"{kind} holds {size:,} songs")
                moment, span = now(), timedelta(seconds=size / 2)
                for what, ask in _questions(owner, lambda at=moment, over=span: at - random.random() * over):
                    figure = f"{NAME}: {what} p95 on {kind} at {size:,} songs"
                    yield Figure(figure, _p95(ask), "ms", 5)


def _questions(owner: UserId, anywhere: Callable) -> tuple[tuple[str, Callable[[], object]], ...]:
    return (
        ("pairs", lambda: pairs_of(owner, after=Cursor(anywhere(), "~"))),
        ("songs", lambda: songs_of(owner, after=Place(anywhere(), "~"))),
        ("failed songs", lambda: songs_of(owner, Choice(status=Status.FAILED))),
        ("search", lambda: songs_of(owner, Choice(words=f"song gener {random.randrange(10)}"))),
        ("claim", lambda: claim_next("bench")),
    )


def _p95(ask: Callable[[], object]) -> float:
    values = []
    for _ in range(_WARM_UP + _TIMES):
        start = time.perf_counter()
        answer = ask()
        values.append((time.perf_counter() - start) * 1000)
        if isinstance(answer, Claim):
            release(answer)
    return percentile(values[_WARM_UP:], 0.95)


@contextmanager
def _database(kind: str) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="melodymaker-bench-"))
    try:
        if kind == "SQLite":
            yield from _used(f"sqlite:///{folder / 'bench.sqlite'}")
        else:
            with servers.postgres(folder / "data") as url:
                yield from _used(url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _used(url: str) -> Iterator[str]:
    wiring.migrate(url)
    db.use(db.connect(url))
    # Claims announce themselves; nobody listens here.
    ports.use(ports.Ports(None, None, RecordingLive(), None, None))  # pyright: ignore[reportArgumentType]
    try:
        yield url
    finally:
        ports.use(None)
        db.use(None)


def _fill(url: str, songs: int) -> UserId:
    """Write the songs of one user and the waiting requests of others; the user's id."""
    start = now()
    users = [
        {"id": f"user{n}", "email": f"{n}@example.com", "name": str(n), "password_hash": "-"} for n in range(_USERS + 1)
    ]
    done = [_generation(n, "user0", start - timedelta(seconds=n), Status.READY) for n in range(songs // 2)]
    waiting = [
        _generation(songs + n, f"user{1 + n % _USERS}", start - timedelta(seconds=n), Status.QUEUED)
        for n in range(_WAITING)
    ]
    takes = [_song(row, take) for row in (*done, *waiting) for take in "AB"]
    with db.transaction() as session:
        connection = session.connection()
        for table, rows in ((User, users), (Generation, [*done, *waiting]), (Song, takes)):
            for first in range(0, len(rows), _CHUNK):
                connection.execute(sa.insert(table), rows[first : first + _CHUNK])
    engine = db.connect(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    engine.dispose()
    return UserId("user0")


def _generation(number: int, user_id: str, moment: object, status: Status) -> dict[str, object]:
    row = Generation(
        id=f"generation{number}", user_id=user_id, description=f"a tune {number}", seed=1, guidance_low=7.5,
        guidance_high=15, status=status, created_at=moment, due_at=moment,
    )  # fmt: skip
    return row.model_dump()


def _song(generation: dict[str, object], take: str) -> dict[str, object]:
    row = Song(
        id=f"{take}{generation['id']}", generation_id=generation["id"], user_id=generation["user_id"], take=take,
        title=f"Song {generation['id']}", status=generation["status"], created_at=generation["created_at"],
        style="folk, warm, piano", lyrics="la " * 100, peaks="A" * 160, duration=60.0, bpm=90, key="C major",
    )  # fmt: skip
    return row.model_dump()

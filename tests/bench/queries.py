"""Feed, library and claim, on both databases, with 1,000 to 1,000,000 songs of one user, then of 10,000 people.

The rows are those of `make seed`, and up to a million likes. A query is timed where the page's handler calls it, rows
ready to draw included; 200 times after 20 to warm up. The place in the list is random where the list is paged. The
search is for two words, or their beginnings, that one song in 132 holds. For the claim, a transaction of two updates, 500 requests
of 100 users wait, and each is put back, outside the measured time, before the next.

More than 100,000 songs are copies of so many. A million take many minutes, so that size is left to `make bench-large`, which
sets `SONGS`.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from deploy.local import servers
from melodymaker import bootstrap, db, ports
from melodymaker.adapters.rate_limits import RateLimits
from melodymaker.db.models import Category, CreditEntry, Favorite, Generation, Like, Song, SongCategory, User, now
from melodymaker.db.pagination import Cursor
from melodymaker.generation.claims import Claim, claim_next
from melodymaker.generation.outcomes import release
from melodymaker.generation.quota import check_quota
from melodymaker.i18n import ENGLISH, speaking
from melodymaker.library.history import history_of
from melodymaker.library.queries import Choice, Part, categories_of, count_songs, songs_of
from melodymaker.metrics.exposition import exposition
from melodymaker.playlists.queries import playlists_of
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.songs.queries import pairs_of
from melodymaker.types import SongId, Status, UserId
from tasks import seed
from tests.bench import discover, social, world
from tests.bench.copies import multiply
from tests.bench.figures import Figure, percentile
from tests.bench.say import say
from tests.bench.stage import Stage
from tests.doubles import RecordingLive

NAME = "feed, search, profile query"
SIZES = tuple(int(size) for size in os.environ.get("SONGS", "1000,100000").split(","))
BUDGETS = {"SQLite": 5, "PostgreSQL": 8}
"""Milliseconds."""
_USERS = 100
_WAITING = 500
_TIMES = 200
_WARM_UP = 20
_CATEGORIES = 40
_LIKED = 100_000
_WRITTEN = 100_000
_CHUNK = 20_000


def measure(_stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles of each query on each database at each size."""
    for kind, budget in BUDGETS.items():
        for size in SIZES:
            times = max(1, size // _WRITTEN)
            one, many = f"{kind} at {size:,} songs", f"{kind} at {size:,} songs of {social.PEOPLE:,} people"
            with _database(kind):
                owner = _fill(size // times)
                multiply(times)
                world.settle()
                yield from _figures(one, _questions(owner, size), budget)
                if times == 1:
                    world.spread(owner)
                    yield from _figures(many, discover.questions(owner), budget)
            if times > 1:
                with _database(kind):
                    owner = _fill(size // times)
                    world.spread(owner)
                    multiply(times, but=owner)
                    world.settle()
                    yield from _figures(many, discover.questions(owner), budget)


def _figures(where: str, questions: Iterator[tuple[str, Callable[[], object]]], budget: float) -> Iterator[Figure]:
    say(where)
    for what, ask in questions:
        yield Figure(f"{NAME}: {what} p95 on {where}", _p95(ask), "ms", budget)


def _questions(owner: UserId, size: int) -> Iterator[tuple[str, Callable[[], object]]]:
    start = now()
    span = timedelta(hours=size / 2)

    def anywhere() -> datetime:
        return start - random.random() * span

    places = {
        "newest": anywhere,
        "oldest": anywhere,
        "title": lambda: f"{random.choice('bcglnpsw')}l",
        "played": lambda: random.randint(1, 3),
        "longest": lambda: random.uniform(30, 240),
    }
    yield "create page", lambda: pairs_of(owner, after=Cursor(anywhere(), "~"))
    for sort, somewhere in places.items():
        yield f"library, {sort}", lambda: songs_of(owner, Choice(sort=sort), Part(after=Cursor(somewhere(), "~")))  # noqa: B023
    for name, choice in {
        "failed": Choice(status=Status.FAILED),
        "published": Choice(kind="published"),
        "instrumental": Choice(kind="instrumental"),
        "of a category": Choice(category="genre 7"),
    }.items():
        yield f"library, {name}", lambda: songs_of(owner, choice)  # noqa: B023
    yield "categories", lambda: categories_of(owner)
    yield "favorites", lambda: songs_of(owner, Choice(tab="favorites"))
    yield "library, counted", lambda: count_songs(owner, Choice())
    yield "library, ready, counted", lambda: count_songs(owner, Choice(status=Status.READY))
    yield "library, published, counted", lambda: count_songs(owner, Choice(kind="published"))
    yield "history", lambda: history_of(owner, Cursor(anywhere(), "~"))
    yield "playlists", lambda: playlists_of(owner)
    yield "search", lambda: songs_of(owner, Choice(text=random.choice(("blue horizon", "slow tra", "neon river"))))
    yield "search, nothing that is there", lambda: songs_of(owner, Choice(text="nowheretobefound"))
    yield "quota", lambda: _ask_quota(owner)
    yield from social.questions(owner)
    yield "a scrape of the metrics", exposition
    yield "claim", lambda: claim_next("bench")


def _ask_quota(owner: UserId) -> None:
    with db.transaction() as session:
        check_quota(session, owner)


def _p95(ask: Callable[[], object]) -> float:
    values = []
    # As a page's handler has it.
    with speaking(ENGLISH):
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
    bootstrap.migrate(url)
    db.use(db.connect(url))
    # Claims announce themselves; nobody listens here.
    quota = ports.Quota(songs_per_day=500, bytes_per_user=20 * 10**9)
    ports.use(ports.Ports(None, None, RecordingLive(), None, RateLimits(), None, quota=quota))  # pyright: ignore[reportArgumentType]
    try:
        yield url
    finally:
        ports.use(None)
        db.use(None)


def _fill(songs: int) -> UserId:
    """Write the songs of one user, with categories, favorites and a playlist, and the waiting requests of others."""
    users = [
        {"id": f"user{n}", "email": f"{n}@example.com", "name": str(n), "handle": f"user{n}", "password_hash": "-"}
        for n in range(_USERS + 1)
    ]
    waiting = [_waiting(n, f"user{1 + n % _USERS}") for n in range(_WAITING)]
    with db.transaction() as session:
        session.connection().execute(sa.insert(User), users)
        session.connection().execute(sa.insert(Generation), waiting)
        session.add_all(_hold(str(row["user_id"]), str(row["id"])) for row in waiting)
    owner = UserId("user0")
    seed.fill(owner, songs, world.models())
    _link(songs)
    playlist_id = create_playlist(owner, "Bench")
    social.fill(owner)
    add_songs(owner, playlist_id, [SongId(row.id) for row in songs_of(owner, Choice(status=Status.READY))[0]])
    return owner


def _link(songs: int) -> None:
    """Sort every song into one of 40 categories, make each tenth a favorite, and have a million likes at most."""
    with db.transaction() as session:
        connection = session.connection()
        names = [{"id": f"category{n}", "name": f"genre {n}"} for n in range(_CATEGORIES)]
        connection.execute(sa.insert(Category), names)
        ids = connection.execute(sa.select(col(Song.id)).where(col(Song.user_id) == "user0")).scalars().all()
        for first in range(0, songs, _CHUNK):
            some = ids[first : first + _CHUNK]
            links = [{"song_id": key, "category_id": f"category{n % _CATEGORIES}"} for n, key in enumerate(some)]
            connection.execute(sa.insert(SongCategory), links)
            at = [{"song_id": key, "user_id": "user0", "at": now()} for key in some[::10]]
            connection.execute(sa.insert(Favorite), at)
            likes = [{"song_id": key, "user_id": f"user{n}", "at": now()} for key in some for n in range(10)]
            if first + len(some) <= _LIKED:
                connection.execute(sa.insert(Like), likes)
        connection.execute(sa.text("ANALYZE"))


def _hold(user_id: str, generation_id: str) -> CreditEntry:
    key = f"hold {generation_id}"
    return CreditEntry(key=key, user_id=user_id, kind="hold", amount=-2, balance=0, generation_id=generation_id)


def _waiting(number: int, user_id: str) -> dict[str, object]:
    row = Generation(
        id=f"waiting{number}",
        user_id=user_id,
        description=f"a tune {number}",
        seed=1,
        guidance_low=7.5,
        guidance_high=15,
        status=Status.QUEUED,
    )
    return row.model_dump()

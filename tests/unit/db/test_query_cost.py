"""What lists cost does not grow with what there is: the steps of SQLite's machine, counted, for few songs and for many.

Steps are counted, not seconds: they are the same on a busy computer. The databases have no statistics, as those of
sites that have just begun.
"""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.db.models import Category, Follow, Generation, Playlist, Song, SongCategory, User, now
from melodymaker.db.search_text import searchable
from melodymaker.discover.search import Query, people_found, playlists_found, songs_found
from melodymaker.discover.shelves import FOLLOWING, Shelf, songs_on
from melodymaker.library.queries import Choice, count_songs, songs_of
from melodymaker.types import Status, UserId

FEW, MANY = 400, 1_600
OWNER, VIEWER = UserId("person0"), UserId("viewer")
_EVERY = 10


def _person(key: str, number: int) -> dict[str, object]:
    row = User(id=key, email=f"{key}@example.com", name=key, handle=key, password_hash="-", followers=number)
    return {**row.model_dump(), "search_text": searchable("Ana", key)}


def _song(number: int) -> dict[str, object]:
    at = now() - timedelta(minutes=number)
    row = Song(
        id=f"song{number}",
        generation_id=f"request{number}",
        user_id=OWNER if number % 2 else f"person{number % FEW}",
        take="A",
        title="Rain",
        status=Status.READY,
        created_at=at,
        published_at=at,
        trend=-float(number),
        instrumental=number % _EVERY == 1,
    )
    text = searchable("love" if number % 2 else "hate", *(["rain"] if number < MANY else []))
    return {**row.model_dump(exclude={"listed_at"}), "search_text": text}


def _playlist(number: int) -> dict[str, object]:
    at = now() - timedelta(minutes=number)
    row = Playlist(id=f"list{number}", user_id=OWNER, title="Rain", public=True, updated_at=at)
    return {**row.model_dump(), "search_text": "rain"}


def _fill(first: int, end: int) -> None:
    numbers = range(first, end)
    people = [_person(f"person{number}", number) for number in numbers]
    requests = [
        Generation(id=f"request{number}", user_id=OWNER, seed=1, status=Status.READY).model_dump() for number in numbers
    ]
    rows = {
        User: people if first else [*people, _person(VIEWER, -1)],
        Generation: requests,
        Song: [_song(number) for number in numbers],
        SongCategory: [{"song_id": f"song{n}", "category_id": f"category{n // 2 % _EVERY}"} for n in numbers],
        Playlist: [_playlist(number) for number in numbers],
        Follow: [{"follower_id": VIEWER, "followed_id": f"person{n}", "at": now()} for n in numbers],
    }
    with db.transaction() as session:
        if not first:
            categories = [{"id": f"category{number}", "name": f"genre {number}"} for number in range(_EVERY)]
            session.connection().execute(sa.insert(Category), categories)
        for table, values in rows.items():
            session.connection().execute(sa.insert(table), values)


PAGES: dict[str, Callable[[], tuple]] = {
    "library": partial(songs_of, OWNER),
    "library, counted": lambda: (count_songs(OWNER, Choice()),),
    "library, those that are ready, counted": lambda: (count_songs(OWNER, Choice(status=Status.READY)),),
    "library, a category": partial(songs_of, OWNER, Choice(category="genre 2")),
    "library, a category, oldest": partial(songs_of, OWNER, Choice(category="genre 2", sort="oldest")),
    "library, instrumental": partial(songs_of, OWNER, Choice(kind="instrumental")),
    "library, a common word": partial(songs_of, OWNER, Choice(text="love")),
    "trending": partial(songs_on, VIEWER, Shelf("trending")),
    "shelf of somebody who follows all": partial(songs_on, VIEWER, Shelf(FOLLOWING)),
    "search, a common word": partial(songs_found, VIEWER, Query("love")),
    "search, a common word and a filter": partial(songs_found, VIEWER, Query("lo", kind="sung")),
    "people, a common name": partial(people_found, VIEWER, "ana"),
    "people": partial(people_found, VIEWER, ""),
    "playlists, a common word": partial(playlists_found, VIEWER, "rain"),
    "playlists": partial(playlists_found, VIEWER, ""),
}


@pytest.fixture(scope="module")
def steps(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int]]:
    """How many hundreds of steps each page takes, with few songs and with many."""
    path = tmp_path_factory.mktemp("cost") / "cost.sqlite"
    shutil.copyfile(template_database, path)
    hundreds = count()
    engine = db.connect(f"sqlite:///{path}")

    def count_steps(connection: sqlite3.Connection, _record: object) -> None:
        # Returning anything but 0 would stop the query.
        connection.set_progress_handler(lambda: next(hundreds) and 0, 100)

    def taken() -> dict[str, int]:
        counts = {}
        for name, ask in PAGES.items():
            assert ask()[0], f"{name} is empty"
            before = next(hundreds)
            ask()
            counts[name] = next(hundreds) - before
        return counts

    sa.event.listen(engine, "connect", count_steps)
    db.use(engine)
    try:
        _fill(0, FEW)
        few = taken()
        _fill(FEW, MANY)
        many = taken()
    finally:
        db.use(None)
    return {name: (few[name], many[name]) for name in PAGES}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_as_many_steps_among_many_songs_as_among_few(steps: dict[str, tuple[int, int]], page: str) -> None:
    few, many = steps[page]
    assert many <= few * 1.3 + 3

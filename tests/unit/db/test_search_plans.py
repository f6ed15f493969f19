"""How words are found: by the index of the published songs' words, or along the order for a word that many hold."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from melodymaker import db
from melodymaker.db import search
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.db.search_text import searchable
from melodymaker.discover.search import Query, songs_found
from melodymaker.library.queries import Choice, songs_of
from melodymaker.types import Status, UserId

OWNER = UserId("owner")
_SONGS = 3_000
_LISTED = 3  # one in so many is published
_RARE = 600  # one in so many holds the rare word
_UNUSUAL = 36  # one in so many holds a word that is in 16 of the 200 published songs that come first
_SORTED = "Sort Key: (COALESCE(songs.trend, songs.trend)) DESC"
_TEXT = " ".join(f"word{number}" for number in range(60))


def _song(number: int) -> dict[str, object]:
    at = now() - timedelta(minutes=number)
    row = Song(
        id=f"song{number}",
        generation_id=f"request{number}",
        user_id=OWNER,
        take="A",
        title="Rain",
        status=Status.READY,
        created_at=at,
        published_at=None if number % _LISTED else at,
        trend=-float(number),
    )
    words = ["love" if number // _LISTED % 2 else "hate", *(["quixotic"] if number % _RARE == 0 else [])]
    words += ["odd"] if number % _UNUSUAL == 0 else []
    return {**row.model_dump(exclude={"listed_at"}), "search_text": searchable(*words, _TEXT)}


@pytest.fixture
def plan(postgres: str) -> Iterator[Callable[[Callable[[], object]], str]]:
    """Gives the plan of the last statement that a function runs, on a PostgreSQL that knows what its tables hold.

    With `before`, it is that of the statement before it, with what was really done.
    """
    # A table this small would be read as a whole; this asks how a large one is.
    db.use(engine := db.connect(f"{postgres}&options=-c%20enable_seqscan%3Doff"))
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    with db.transaction() as session:
        connection = session.connection()
        connection.execute(
            sa.insert(User), User(id=OWNER, email="o@example.com", name="O", password_hash="-").model_dump()
        )
        requests = [Generation(id=f"request{number}", user_id=OWNER, seed=1) for number in range(_SONGS)]
        connection.execute(sa.insert(Generation), [each.model_dump() for each in requests])
        connection.execute(sa.insert(Song), [_song(number) for number in range(_SONGS)])
        for index in ("ix_songs_search", "ix_songs_listed_search"):
            connection.execute(sa.text(f"SELECT gin_clean_pending_list('{index}')"))
        connection.execute(sa.text("ANALYZE songs"))

    def explained(ask: Callable[[], object], *, before: bool = False) -> str:
        ask()
        statement, values = asked[-2 if before else -1]
        with db.read() as session:
            rows = session.connection().exec_driver_sql(f"EXPLAIN {'ANALYZE ' * before}{statement}", values)
            return "\n".join(rows.scalars())

    yield explained
    db.use(None)


@pytest.mark.parametrize("words", ["quixotic", "quix word1"])
def test_rare_words_are_looked_up_among_the_published_songs_alone(plan: Callable, words: str) -> None:
    found = plan(partial(songs_found, None, Query(words)))
    assert "on ix_songs_listed_search" in found
    assert "BitmapAnd" not in found


def test_a_word_that_many_hold_is_found_along_the_order(plan: Callable) -> None:
    found = plan(partial(songs_found, None, Query("lov")))
    assert "ix_songs_listed_trending" in found
    assert "_search" not in found
    assert "_search" not in plan(partial(songs_of, OWNER, Choice(text="lov")))


def test_where_a_word_is_common_nobody_asks_how_long_the_list_is(plan: Callable) -> None:
    assert "never executed" in plan(partial(songs_found, None, Query("lov")), before=True)
    assert "never executed" not in plan(partial(songs_found, None, Query("quixotic")), before=True)


def test_ones_own_songs_are_looked_up_among_all(plan: Callable) -> None:
    assert "on ix_songs_search " in plan(partial(songs_of, OWNER, Choice(text="quixotic")))


def test_the_more_songs_there_are_the_rarer_are_the_words_that_are_looked_up(
    plan: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_ENOUGH_ON_POSTGRESQL", 200)
    # 1,000 songs are published, one in twelve of which holds the word: 7 is less than 36. By which index they are found is
    # PostgreSQL's to choose; that they are sorted is not.
    assert _SORTED in plan(partial(songs_found, None, Query("odd")))
    with db.transaction() as session:
        more = sa.text("UPDATE pg_class SET reltuples = 100000 WHERE relname = 'ix_songs_listed_trending'")
        session.connection().execute(more)
    found = plan(partial(songs_found, None, Query("odd")))
    assert _SORTED not in found
    assert "ix_songs_listed_trending" in found

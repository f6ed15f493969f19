"""Searched text: the same with and without accents, in any case, in scripts without spaces."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db import engine, search
from melodymaker.db.models import Song
from melodymaker.db.pagination import Order
from melodymaker.db.search import matching, with_words
from melodymaker.db.search_text import search_terms, searchable
from melodymaker.discover.search import Query, songs_found
from melodymaker.library.queries import Choice, Part, songs_of
from tests.conftest import Person
from tests.factories import make_song


def test_searchable_folds_case_accents_and_wide_letters() -> None:
    assert searchable("Żółć", "STRASSE Straße", "Ｆｕｌｌ Ⅷ") == "zolc strasse strasse full viii"


def test_text_without_spaces_is_split_into_pairs_of_neighbours() -> None:
    assert searchable("東京") == "u06771u04eac u04eac"
    assert search_terms("東京") == [["u06771u04eac"]]
    assert search_terms("東") == [["u06771"]]


def test_search_terms_are_words_and_nothing_else() -> None:
    assert search_terms('  rock\'n  "roll" -x ') == [["rock"], ["n"], ["roll"], ["x"]]
    assert search_terms("!? ()") == []
    assert len(search_terms("a " * 500)) == 12


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe", True),
        ("CAFÉ", True),
        ("café du", True),
        ("mond", True),
        ("lodz", True),
        ("東京", True),
        ("の夜", True),
        ("夜", True),
        ("京夜", False),
        ("กรุงเทพ", True),
        ("เทพ", True),
        ("मौसम", True),
        ("мосКва", True),
        ("cafes", False),
        ("afe", False),
    ],
)
def test_a_song_is_found_by_any_way_to_write_it(owner: Person, typed: str, found: bool) -> None:
    song_id = make_song(owner.id, "Café du Monde 東京の夜", style="Łódź, กรุงเทพ, मौसम", lyrics="Москва")
    make_song(owner.id, "Something else")
    with db.read() as session:
        condition = matching(session.connection().dialect, Song, typed)
        assert condition is not None
        assert list(session.exec(select(Song.id).where(condition))) == ([song_id] if found else [])
        # Among so few songs SQLite reads their texts, and as many as it likes in the order; it finds the same.
        keys, _ = with_words(session, sa.select(col(Song.id)), Song, typed, Order(col(Song.trend), col(Song.id)))
        assert list(session.connection().execute(keys).scalars()) == ([song_id] if found else [])


@pytest.mark.parametrize(
    ("often", "closer", "common", "most"),
    [(0.1, 2, 500, 500), (2, 2, 500, 500), (2, 2, 1, 500), (2, 2, 1, 1), (2, 0.1, 1, 1)],
    ids=["read", "looked up", "listed", "listed anew", "read after a closer look"],
)
def test_each_way_to_find_words_finds_the_same(
    owner: Person, monkeypatch: pytest.MonkeyPatch, often: float, closer: float, common: int, most: int
) -> None:
    monkeypatch.setattr(search, "_OFTEN_ON_SQLITE", (2, often))
    monkeypatch.setattr(search, "_SAMPLE_ON_POSTGRESQL", 2)
    monkeypatch.setattr(search, "_ENOUGH_ON_POSTGRESQL", 1 if often < 1 else 3)
    monkeypatch.setattr(search, "_CLOSER_ON_SQLITE", (2, closer))
    monkeypatch.setattr(search, "_COMMON", common)
    monkeypatch.setattr(search, "_MOST_LISTED", most)
    for number in range(6):
        make_song(owner.id, f"{'Rain' if number % 2 else 'Rainbow'} {number} 夜の雨", trend=float(number), public=True)
    make_song(owner.id, "Sun", lyrics="", trend=9.0, public=True)
    for typed, numbers in (("rain", "543210"), ("rainb", "420"), ("rain 3", "3"), ("の雨", "543210"), ("now", "")):
        assert [row.title.split()[1] for row in songs_found(None, Query(typed))[0]] == list(numbers)
        choice = Choice(text=typed, sort="oldest")
        own, cursor = songs_of(owner.id, choice, Part(size=2))
        while cursor:
            rows, cursor = songs_of(owner.id, choice, Part(size=2, after=cursor))
            own += rows
        assert [row.title.split()[1] for row in own] == list(reversed(numbers))


def test_the_index_is_asked_once_and_only_where_words_are_rare(
    owner: Person, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_OFTEN_ON_SQLITE", (60, 1 / 40))
    monkeypatch.setattr(search, "_SAMPLE_ON_POSTGRESQL", 60)
    for number in range(100):
        make_song(owner.id, "Rain" if number else "Sun")
    statements = []

    def note(*event: Any) -> None:
        statements.append(event[2])

    sa.event.listen(engine._engine, "before_cursor_execute", note)
    for typed, found, times in (("rain", 24, 0), ("sun", 1, 1), ("snow", 0, 1)):
        statements.clear()
        assert len(songs_of(owner.id, Choice(text=typed))[0]) == found
        asked = "songs_fts" if database.startswith("sqlite") else "ORDER BY coalesce("
        assert sum(asked in statement for statement in statements) == times


def test_the_search_follows_a_changed_title(owner: Person) -> None:
    song_id = make_song(owner.id, "Before")
    with db.transaction() as session:
        session.get_one(Song, song_id).title = "After"
    with db.read() as session:
        for typed, count in (("before", 0), ("after", 1)):
            condition = matching(session.connection().dialect, Song, typed)
            assert condition is not None
            assert len(session.exec(select(Song.id).where(condition)).all()) == count

"""How a song trends."""

from datetime import UTC, datetime, timedelta

import pytest

from melodymaker.db.models import Song
from melodymaker.likes.service import set_like
from melodymaker.songs import trending
from melodymaker.songs.listens import count_listen
from melodymaker.songs.trending import HALF_LIFE, LIKE, LISTEN, PUBLISHED, count_act, score, take_back_act
from tests.conftest import Person
from tests.factories import make_song, stored_song

THEN = datetime(2026, 11, 1, tzinfo=UTC)


def _song(trend: float = 0.0) -> Song:
    return Song(generation_id="", user_id="", take="A", title="", published_at=THEN, trend=trend)


def test_acts_of_the_same_time_add_up() -> None:
    song = _song()
    for _ in range(8):
        count_act(song, LISTEN, THEN)
    assert song.trend == pytest.approx(score(8, THEN))


def test_an_act_weighs_half_as_much_after_the_half_life() -> None:
    old, new = _song(), _song()
    for _ in range(4):
        count_act(old, LISTEN, THEN)
    count_act(new, LISTEN, THEN + 2 * HALF_LIFE)
    assert old.trend == pytest.approx(new.trend)
    count_act(new, LISTEN, THEN + 2 * HALF_LIFE)
    assert new.trend > old.trend


def test_an_act_that_is_taken_back_leaves_what_was_before() -> None:
    song = _song()
    count_act(song, PUBLISHED, THEN)
    count_act(song, LISTEN, THEN + timedelta(hours=5))
    before = song.trend
    count_act(song, LIKE, THEN + timedelta(hours=9))
    take_back_act(song, LIKE, THEN + timedelta(hours=9))
    assert song.trend == pytest.approx(before)
    for _ in range(5):
        take_back_act(song, LIKE, THEN + timedelta(days=300))
    assert song.trend == pytest.approx(score(PUBLISHED, THEN))


def test_the_owners_own_acts_do_not_count(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, public=True)
    count_listen(owner.id, song_id)
    set_like(owner.id, song_id, on=True)
    assert stored_song(song_id).trend == 0
    count_listen(outsider.id, song_id)
    listened = stored_song(song_id).trend
    set_like(outsider.id, song_id, on=True)
    assert stored_song(song_id).trend > listened > 0
    set_like(outsider.id, song_id, on=False)
    assert stored_song(song_id).trend == pytest.approx(listened, abs=0.01)


def test_publishing_begins_the_score_and_never_lowers_it() -> None:
    song = _song()
    trending.begin(song)
    assert song.trend == score(PUBLISHED, THEN)
    song.trend += 3
    trending.begin(song)
    assert song.trend == score(PUBLISHED, THEN) + 3

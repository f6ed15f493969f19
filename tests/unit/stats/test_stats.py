"""One's own figures: what is counted, on which day, and for whom."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.comments.service import delete_comment, restore_comment, write_comment
from melodymaker.db.models import Generation, Song, SongDay, now
from melodymaker.errors import NotFound
from melodymaker.i18n import Language, speaking
from melodymaker.likes.service import set_like
from melodymaker.songs.days import count_on_day
from melodymaker.songs.listens import count_listen
from melodymaker.stats.queries import song_stats_of, stats_of
from melodymaker.types import SongId, Status
from tests.conftest import Person
from tests.factories import make_song, put_in_category


def _on(song_id: SongId, days_ago: int, **counts: int) -> None:
    with db.transaction() as session:
        count_on_day(session, session.get_one(Song, song_id), now() - timedelta(days=days_ago), **counts)


def test_what_happens_to_a_song_is_counted_on_its_day(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    count_listen(outsider.id, song)
    count_listen(owner.id, song)
    set_like(outsider.id, song, on=True)
    comment = write_comment(outsider.id, song, "Lovely")
    stats = stats_of(owner.id, 7)
    assert (stats.plays, stats.likes, stats.comments, stats.downloads) == (2, 1, 1, 0)
    set_like(outsider.id, song, on=False)
    delete_comment(outsider.id, comment)
    assert (stats_of(owner.id, 7).likes, stats_of(owner.id, 7).comments) == (0, 0)
    restore_comment(outsider.id, comment)
    today = stats_of(owner.id, 7).days[-1]
    assert (today.day, today.plays, today.comments) == (now().date().isoformat(), 2, 1)
    assert stats_of(owner.id, 7).most == 2
    with db.read() as session:
        assert len(session.exec(select(SongDay)).all()) == 1


def test_a_period_holds_each_of_its_days_and_none_before(owner: Person) -> None:
    song = make_song(owner.id)
    for days_ago in (0, 6, 7, 29, 30, 364, 365):
        _on(song, days_ago, plays=1)
    assert [stats_of(owner.id, period).plays for period in (7, 30, 365)] == [2, 4, 6]
    assert [len(stats_of(owner.id, period).days) for period in (7, 30, 365)] == [7, 30, 53]
    assert [day.plays for day in stats_of(owner.id, 7).days] == [1, 0, 0, 0, 0, 0, 1]
    assert stats_of(owner.id, 12345).plays == 4


@pytest.mark.parametrize(("language", "names"), [("en", ["28 Feb", "1 Mar"]), ("de", ["28. Feb.", "1. März"])])
def test_days_are_named_as_people_say_them(owner: Person, language: str, names: list[str]) -> None:
    with speaking(Language(language)):
        days = stats_of(owner.id, 7, date(2026, 3, 1)).days
    assert [day.name for day in days[-2:]] == names
    assert [day.day for day in days[-2:]] == ["2026-02-28", "2026-03-01"]


def test_figures_are_ones_own_and_one_songs_its_owners(owner: Person, outsider: Person) -> None:
    first, second = make_song(owner.id, "First", public=True), make_song(owner.id, "Second")
    _on(first, 1, plays=3, downloads=1)
    _on(second, 1, plays=4)
    assert stats_of(owner.id, 30).plays == 7
    assert stats_of(outsider.id, 30).plays == 0
    stats = song_stats_of(owner.id, first, 30)
    assert (stats.title, stats.plays, stats.downloads) == ("First (A)", 3, 1)
    for actor, song in ((outsider.id, first), (owner.id, SongId("nothing"))):
        with pytest.raises(NotFound):
            song_stats_of(actor, song, 30)


def test_songs_are_counted_by_status_and_genre_and_requests_by_their_end(owner: Person) -> None:
    put_in_category(make_song(owner.id), "jazz")
    put_in_category(make_song(owner.id), "jazz")
    make_song(owner.id, status=Status.FAILED)
    make_song(owner.id, created_at=now() - timedelta(days=40))
    with db.transaction() as session:
        failed = Generation(user_id=owner.id, seed=1, status=Status.FAILED)
        session.add_all([failed, Generation(user_id=owner.id, seed=1, status=Status.CANCELLED)])
    stats = stats_of(owner.id, 30)
    assert [(row.name, row.songs) for row in stats.statuses] == [("Ready", 2), ("Failed", 1)]
    assert [(row.name, row.songs) for row in stats.genres] == [("jazz", 2)]
    assert stats.success == "80 %"
    assert stats_of(owner.id, 365).statuses[0].songs == 3

"""When everybody may hear a song, as the database itself says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import Song, SongCategory, now
from melodymaker.library.queries import Choice, songs_of
from melodymaker.types import Status
from tests.conftest import Person
from tests.factories import make_song, put_in_category, stored_song


def _change(**values: object) -> Callable[[Song], None]:
    def change(song: Song) -> None:
        for name, value in values.items():
            setattr(song, name, value)

    return change


@pytest.mark.parametrize(
    "change",
    [
        _change(published_at=None),
        _change(deleted_at=now()),
        _change(hidden_at=now()),
        _change(owner_suspended=True),
        _change(status=Status.FAILED),
    ],
)
def test_a_song_is_listed_only_while_all_conditions_hold(owner: Person, change: Callable[[Song], None]) -> None:
    song_id = make_song(owner.id, public=True)
    put_in_category(song_id, "jazz")
    before = stored_song(song_id)
    assert before.listed_at == before.published_at
    assert _listed_in_category() == [before.listed_at]
    with db.transaction() as session:
        change(session.get_one(Song, song_id))
    assert stored_song(song_id).listed_at is None
    assert _listed_in_category() == [None]
    with db.transaction() as session:
        _change(published_at=now(), deleted_at=None, hidden_at=None, owner_suspended=False, status=Status.READY)(
            session.get_one(Song, song_id)
        )
    assert _listed_in_category() == [stored_song(song_id).listed_at] != [None]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_has_the_words_of_the_listed_songs_apart(owner: Person) -> None:
    assert _words() == []
    song_id = make_song(owner.id, "Rain", public=True)
    other_id = make_song(owner.id, "Sun")
    assert _words() == [stored_song(song_id).search_text]
    with db.transaction() as session:
        session.get_one(Song, song_id).title = "Snow"
        session.get_one(Song, other_id).title = "Moon"
    assert _words() == [stored_song(song_id).search_text]
    with db.transaction() as session:
        _change(published_at=None, title="Hail")(session.get_one(Song, song_id))
        _change(published_at=now(), title="Stars")(session.get_one(Song, other_id))
    assert _words() == [stored_song(other_id).search_text]
    for change in ({"owner_suspended": True}, {"owner_suspended": False}, {"status": Status.FAILED}):
        with db.transaction() as session:
            _change(**change)(session.get_one(Song, other_id))
    assert _words() == []
    with db.transaction() as session:
        session.get_one(Song, other_id).status = Status.READY
    with db.transaction() as session:
        session.delete(session.get_one(Song, other_id))
    assert _words() == []


def test_a_category_knows_whose_its_songs_are_and_since_when(owner: Person, outsider: Person) -> None:
    song_id = make_song(owner.id, created_at=now() - timedelta(days=1))
    put_in_category(song_id, "jazz")
    for user_id in (owner.id, outsider.id):
        with db.transaction() as session:
            session.get_one(Song, song_id).user_id = user_id
        with db.read() as session:
            link = session.exec(select(SongCategory)).one()
        assert (link.user_id, link.created_at) == (user_id, stored_song(song_id).created_at)
        assert [row.id for row in songs_of(user_id, Choice(category="jazz"))[0]] == [song_id]


def _listed_in_category() -> list:
    with db.read() as session:
        return list(session.exec(select(col(SongCategory.listed_at))))


def _words() -> list[str]:
    with db.read() as session:
        return list(session.connection().execute(sa.text("SELECT text FROM listed_songs_fts")).scalars())

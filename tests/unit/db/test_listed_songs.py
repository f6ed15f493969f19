"""When everybody may hear a song, as the database itself says."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import Song, SongCategory, now
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


def _listed_in_category() -> list:
    with db.read() as session:
        return list(session.exec(select(col(SongCategory.listed_at))))

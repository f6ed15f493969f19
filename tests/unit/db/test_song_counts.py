"""How many songs a library holds, as the database itself counts them: exact however songs come and go."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import Song, SongCount, User
from melodymaker.library.queries import Choice, count_songs
from melodymaker.songs.service import delete_song, purge_songs, restore_song
from melodymaker.types import SongId, Status, UserId
from tests.conftest import Adapters, Person
from tests.factories import make_song

LIBRARY = Choice()
READY = Choice(status=Status.READY)


def _stored() -> dict[str, int]:
    with db.read() as session:
        return {row.user_id: row.kept for row in session.exec(select(SongCount))}


def _give(song_id: SongId, owner: UserId) -> None:
    with db.transaction() as session:
        session.get_one(Song, song_id).user_id = owner


def test_songs_that_come_and_go_are_counted(owner: Person, outsider: Person, adapters: Adapters) -> None:
    assert count_songs(owner.id, LIBRARY) == 0
    first, second = make_song(owner.id), make_song(owner.id)
    make_song(outsider.id)
    steps = [
        (lambda: delete_song(owner.id, first), 1),
        (lambda: restore_song(owner.id, first), 2),
        (lambda: delete_song(owner.id, second), 1),
        (lambda: purge_songs(owner.id), 1),
        (lambda: _give(first, outsider.id), 0),
    ]
    assert count_songs(owner.id, LIBRARY) == 2
    for step, count in steps:
        step()
        assert count_songs(owner.id, LIBRARY) == count
    assert _stored() == {owner.id: 0, outsider.id: 2}


def test_a_song_deleted_for_good_while_it_is_kept_counts_no_more(owner: Person) -> None:
    make_song(owner.id)
    with db.transaction() as session:
        session.exec(sa.delete(Song).where(col(Song.user_id) == owner.id))
    assert _stored() == {owner.id: 0}


def test_a_change_that_is_taken_back_counts_nothing(owner: Person) -> None:
    song_id = make_song(owner.id)
    with pytest.raises(ZeroDivisionError), db.transaction() as session:
        session.exec(sa.delete(Song).where(col(Song.id) == song_id))
        raise ZeroDivisionError
    assert count_songs(owner.id, LIBRARY) == 1


def test_the_count_of_somebody_who_goes_goes_too(owner: Person) -> None:
    make_song(owner.id)
    with db.transaction() as session:
        session.exec(sa.delete(User).where(col(User.id) == owner.id))
    assert _stored() == {}


def test_those_that_are_ready_are_counted_apart(owner: Person) -> None:
    for status in (Status.READY, Status.READY, Status.FAILED, Status.QUEUED, Status.CANCELLED):
        make_song(owner.id, status=status)
    delete_song(owner.id, make_song(owner.id))
    assert (count_songs(owner.id, LIBRARY), count_songs(owner.id, READY)) == (5, 2)


def test_changes_at_the_same_time_are_all_counted(owner: Person) -> None:
    kept = [make_song(owner.id) for _ in range(8)]

    def change(song_id: SongId) -> None:
        make_song(owner.id)
        delete_song(owner.id, song_id)
        restore_song(owner.id, song_id)
        delete_song(owner.id, song_id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(change, kept))
    assert count_songs(owner.id, LIBRARY) == 8

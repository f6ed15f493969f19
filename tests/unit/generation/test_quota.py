"""How many songs one user may make in a day, and how many bytes they may take up."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, func, select

from melodymaker import db
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.errors import MelodyError, NotFound, StorageUsedUp, TooManySongs
from melodymaker.generation import quota
from melodymaker.generation.requests import submit_request
from melodymaker.remixes.service import repeat_request
from melodymaker.songs import service
from melodymaker.types import GenerationId, SongId, SongRequest, Status, UserId
from tasks import songs
from tests.conftest import Adapters, Person
from tests.factories import make_song

HOUR = timedelta(hours=1)


def _submit(person: Person) -> GenerationId:
    return submit_request(person.id, SongRequest(description="a tune"))


def _set_songs(**values: object) -> None:
    with db.transaction() as session:
        session.exec(sa.update(Song).values(**values))


def _count(table: type[SQLModel]) -> int:
    with db.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def _stored(user_id: UserId) -> int:
    with db.read() as session:
        return session.exec(select(User.stored_bytes).where(User.id == user_id)).one()


def _make_pair(person: Person) -> list[SongId]:
    _submit(person)
    songs.make_next_songs()
    with db.read() as session:
        newest = select(Song.id).where(Song.user_id == person.id).order_by(col(Song.created_at).desc())
        return [SongId(key) for key in session.exec(newest.limit(2))]


def test_check_quota_without_limits_accepts_everything(owner: Person) -> None:
    for _ in range(5):
        _submit(owner)
    assert _count(Song) == 10


def test_check_quota_refuses_songs_over_the_daily_limit(owner: Person, outsider: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=4)
    first = _submit(owner)
    _submit(owner)
    for attempt in (lambda: _submit(owner), lambda: repeat_request(owner.id, first)):
        with pytest.raises(TooManySongs) as caught:
            attempt()
        assert caught.value.message == (
            "You have made 4 songs in the last 24 hours, which is the most. Try again in 24 hours."
        )
    _submit(outsider)


def test_an_odd_daily_limit_is_not_exceeded(owner: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=3)
    _submit(owner)
    with pytest.raises(TooManySongs, match="You have made 2 songs"):
        _submit(owner)


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (21 * HOUR + HOUR / 2, "in 3 hours"),
        (23 * HOUR, "in 60 minutes"),
        (24 * HOUR - timedelta(seconds=70), "in 2 minutes"),
        (24 * HOUR - timedelta(seconds=5), "in a minute"),
        (-5 * HOUR, "in 24 hours"),  # the clock was set back
    ],
)
def test_too_many_songs_names_the_time_to_wait(owner: Person, adapters: Adapters, age: timedelta, text: str) -> None:
    adapters.limit(songs_per_day=2)
    _submit(owner)
    _set_songs(created_at=now() - age)
    with pytest.raises(TooManySongs, match=f"Try again {text}\\."):
        _submit(owner)


def test_songs_of_the_day_before_do_not_count(owner: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=2)
    _submit(owner)
    _set_songs(created_at=now() - 24 * HOUR)
    _submit(owner)
    assert _count(Song) == 4


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (Status.QUEUED, True),
        (Status.PROCESSING, True),
        (Status.READY, True),
        (Status.NO_CREDITS, True),
        (Status.FAILED, False),
        (Status.CANCELLED, False),
    ],
)
def test_failed_and_cancelled_songs_do_not_count(
    owner: Person, adapters: Adapters, status: Status, counts: bool
) -> None:
    adapters.limit(songs_per_day=2)
    make_song(owner.id, status=status)
    if counts:
        with pytest.raises(TooManySongs):
            _submit(owner)
    else:
        _submit(owner)


def test_a_deleted_song_counts(owner: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=2)
    service.delete_song(owner.id, make_song(owner.id))
    with pytest.raises(TooManySongs):
        _submit(owner)


def _at_once(count: int, attempt: Callable[[], object]) -> list[MelodyError]:
    """The errors of so many calls at the same time."""
    together = threading.Barrier(count)
    faults = []

    def run() -> None:
        together.wait()
        try:
            attempt()
        except MelodyError as error:
            faults.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_concurrent_requests_do_not_exceed_the_limit(owner: Person, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=4)
    first = _submit(owner)
    faults = _at_once(3, lambda: _submit(owner)) + _at_once(3, lambda: repeat_request(owner.id, first))
    assert [type(fault) for fault in faults] == [TooManySongs] * 5
    with db.read() as session:
        assert session.exec(select(sa.func.count()).select_from(Generation)).one() == 2


def test_stored_bytes_are_counted_until_the_song_is_purged(owner: Person, adapters: Adapters) -> None:
    first, second = _make_pair(owner)
    size = sum(path.stat().st_size for path in adapters.files())
    assert _stored(owner.id) == size > 0
    with db.read() as session:
        assert set(session.exec(select(Song.bytes))) == {size // 2}
    adapters.limit(bytes_per_user=size)
    with pytest.raises(StorageUsedUp) as caught:
        _submit(owner)
    assert caught.value.message.startswith("Your songs take up 112 bytes, which is the most. Delete some,")
    service.delete_song(owner.id, first)
    with pytest.raises(StorageUsedUp):
        _submit(owner)
    with db.transaction() as session:
        old = now() - service.PURGE_AFTER - HOUR
        session.exec(sa.update(Song).where(col(Song.id) == first).values(deleted_at=old))
    assert service.purge_deleted() == 1
    assert _stored(owner.id) == size // 2
    _submit(owner)
    assert service.purge_deleted() == 0
    assert _stored(owner.id) == size // 2
    assert second


def test_stored_bytes_are_counted_for_each_user(owner: Person, outsider: Person, adapters: Adapters) -> None:
    _make_pair(owner)
    adapters.limit(bytes_per_user=1)
    assert _stored(outsider.id) == 0
    _make_pair(outsider)
    assert _stored(owner.id) == _stored(outsider.id) > 0


def test_failed_songs_count_no_bytes(owner: Person, adapters: Adapters) -> None:
    adapters.generator.failures = [RuntimeError("broken")]
    _submit(owner)
    songs.make_next_songs()
    assert _stored(owner.id) == 0


def test_stored_bytes_never_become_negative(owner: Person) -> None:
    with db.transaction() as session:
        quota.count_bytes(session, {owner.id: -5})
    assert _stored(owner.id) == 0


def test_check_quota_for_an_unknown_user_raises_not_found(owner: Person) -> None:
    with pytest.raises(NotFound):
        submit_request(UserId("nobody"), SongRequest(description="a"))

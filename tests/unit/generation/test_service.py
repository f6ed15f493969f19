"""Claims, leases, fences, retries: the queue of record."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import GenerationCancelled, StorageFailed
from melodymaker.generation import service
from melodymaker.songs.service import SongRequest, cancel_request, submit_request
from melodymaker.types import Change, GenerationId, Kind, Stage, Status, user_topic
from tests.conftest import Adapters, Person
from tests.doubles import PatientWatcher, ScriptedGenerator


def _submit(person: Person, words: str = "a tune") -> GenerationId:
    return submit_request(person.id, SongRequest(description=words))


def _row(generation_id: str) -> Generation:
    with db.read() as session:
        return session.exec(select(Generation).where(Generation.id == generation_id)).one()


def _song_statuses(generation_id: str) -> set[str]:
    with db.read() as session:
        return set(session.exec(select(Song.status).where(Song.generation_id == generation_id)))


def _expire_lease() -> None:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(lease_until=now() - timedelta(seconds=1)))


def _make_due() -> None:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(due_at=now()))


def _claim() -> service.Claim:
    claim = service.claim_next("worker")
    assert claim is not None
    return claim


def _finish(claim: service.Claim, adapters: Adapters) -> None:
    job = _job(claim)
    pair = ScriptedGenerator.generate(adapters.generator, job, PatientWatcher())
    service.settle(claim, pair, job.files)


def _job(claim: service.Claim):
    from tasks.songs import _job as job_of
    from tasks.songs import _new_files

    return job_of(claim, (_new_files(), _new_files()))


def test_a_claim_marks_the_row_and_both_songs(owner: Person) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    row = _row(generation_id)
    assert (row.status, row.attempts, row.fence) == (Status.PROCESSING, 1, claim.fence)
    assert _song_statuses(generation_id) == {Status.PROCESSING}
    assert row.lease_until is not None
    assert row.lease_until > now()


def test_nothing_due_is_no_claim(owner: Person) -> None:
    assert service.claim_next("worker") is None


def test_one_user_has_one_running(owner: Person) -> None:
    _submit(owner, "first")
    _submit(owner, "second")
    assert _claim().generation.description == "first"
    assert service.claim_next("worker") is None


def test_the_database_itself_refuses_a_second_running(owner: Person) -> None:
    _submit(owner, "first")
    _submit(owner, "second")
    with pytest.raises(sa.exc.IntegrityError), db.transaction() as session:
        session.exec(sa.update(Generation).values(status=Status.PROCESSING))


def test_users_take_turns(owner: Person, outsider: Person, adapters: Adapters) -> None:
    for words in ("one", "two", "three"):
        _submit(owner, words)
    _submit(outsider, "mine")
    order = []
    while claim := service.claim_next("worker"):
        order.append(claim.generation.description)
        _finish(claim, adapters)
    assert order == ["one", "mine", "two", "three"]


def test_a_latecomer_does_not_wait_behind_a_long_queue(owner: Person, outsider: Person, adapters: Adapters) -> None:
    for number in range(5):
        _submit(owner, str(number))
    for _ in range(2):
        _finish(_claim(), adapters)
    _submit(outsider, "late")
    _submit(outsider, "later")
    order = []
    while claim := service.claim_next("worker"):
        order.append(claim.generation.description)
        _finish(claim, adapters)
    assert order == ["late", "2", "later", "3", "4"]


def test_settling_fills_the_songs(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    _finish(_claim(), adapters)
    assert _row(generation_id).status == Status.READY
    with db.read() as session:
        songs = session.exec(select(Song).order_by(Song.take)).all()
    assert [song.guidance for song in songs] == [7.5, 15.0]
    assert {song.title for song in songs} == {"A Scripted Song"}
    assert all(len(song.peaks) == 160 for song in songs)
    assert {song.loudness for song in songs} == {-12.5}
    assert {song.timings for song in songs} == {'[[1.5, "A line"], [3.0, "Another"]]'}
    assert len({song.stream for song in songs} | {song.master for song in songs}) == 4


@pytest.mark.parametrize("content", [None, b""])
def test_songs_without_their_files_are_not_finished(owner: Person, adapters: Adapters, content: bytes | None) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    job = _job(claim)
    pair = ScriptedGenerator.generate(adapters.generator, job, PatientWatcher())
    path = adapters.storage._path(job.files[1].stream)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(StorageFailed):
        service.settle(claim, pair, job.files)
    assert _row(generation_id).status == Status.PROCESSING


def test_a_worker_that_lost_its_claim_changes_nothing(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    late = _claim()
    _expire_lease()
    assert service.sweep() == 1
    fresh = _claim()
    assert not service.keep(late)
    with pytest.raises(GenerationCancelled):
        service.report(late, Stage.COVER, 0.9)
    with pytest.raises(GenerationCancelled):
        _finish(late, adapters)
    assert service.fail(late, "no", retry=False) is None
    service.release(late)
    assert _row(generation_id).status == Status.PROCESSING
    assert service.keep(fresh)


def test_a_kept_lease_is_not_swept(owner: Person) -> None:
    _submit(owner)
    claim = _claim()
    _expire_lease()
    assert service.keep(claim)
    assert service.sweep() == 0


def test_a_failure_is_tried_three_times_with_growing_waits(owner: Person) -> None:
    generation_id = _submit(owner)
    waits = []
    for _ in range(3):
        waits.append(service.fail(_claim(), "It broke.", retry=True))
        assert service.claim_next("worker") is None  # not before its wait is over
        _make_due()
    assert waits == [*service.BACKOFF, None]
    row = _row(generation_id)
    assert (row.status, row.reason) == (Status.FAILED, "It broke.")
    assert _song_statuses(generation_id) == {Status.FAILED}


def test_a_hopeless_failure_is_not_tried_again(owner: Person) -> None:
    generation_id = _submit(owner)
    assert service.fail(_claim(), "Never.", retry=False) is None
    assert _row(generation_id).status == Status.FAILED


def test_three_dead_workers_end_a_generation(owner: Person) -> None:
    generation_id = _submit(owner)
    for _ in range(3):
        _claim()
        _expire_lease()
        service.sweep()
    row = _row(generation_id)
    assert (row.status, row.reason) == (Status.FAILED, service.GAVE_UP)


def test_a_stopping_worker_gives_back_without_a_lost_try(owner: Person) -> None:
    generation_id = _submit(owner)
    service.release(_claim())
    row = _row(generation_id)
    assert (row.status, row.attempts) == (Status.QUEUED, 0)
    assert _song_statuses(generation_id) == {Status.QUEUED}


def test_a_cancelled_one_stays_cancelled(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    cancel_request(owner.id, generation_id)
    assert not service.keep(claim)
    with pytest.raises(GenerationCancelled):
        _finish(claim, adapters)
    assert _row(generation_id).status == Status.CANCELLED
    assert _song_statuses(generation_id) == {Status.CANCELLED}


def test_every_change_is_announced_to_its_user(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    service.report(claim, Stage.COMPOSING, 0.5)
    _finish(claim, adapters)
    kinds = [Kind.GENERATION, Kind.GENERATION, Kind.PROGRESS, Kind.GENERATION]
    assert adapters.live.published == [(Change(kind, generation_id), (user_topic(owner.id),)) for kind in kinds]


def test_progress_stays_between_nothing_and_all(owner: Person) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    service.report(claim, Stage.COMPOSING, 7.0)
    assert _row(generation_id).progress == 1.0


@pytest.mark.parametrize(("level", "letter"), [(-1, "A"), (0.0, "A"), (1.0, "_"), (9.0, "_"), (0.5, "g")])
def test_peaks_are_one_letter_each(level: float, letter: str) -> None:
    assert service.encode_peaks([level]) == letter

"""Claims, leases, fences, retries: the queue of record."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import GenerationCancelled, StorageFailed
from melodymaker.generation.claims import Claim, claim_next, renew_lease, report_progress
from melodymaker.generation.finished_songs import encode_peaks, ids_of_categories
from melodymaker.generation.outcomes import GAVE_UP, cancel_request, complete, fail, release, requeue_expired
from melodymaker.generation.requests import submit_request
from melodymaker.generation.timing import BACKOFF
from melodymaker.library.queries import Choice, songs_of
from melodymaker.types import Change, GenerationId, Kind, SongRequest, Stage, Status, user_topic
from tasks import songs
from tests.conftest import Adapters, Person
from tests.doubles import RecordingListener, ScriptedGenerator


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


def _claim() -> Claim:
    claim = claim_next("worker")
    assert claim is not None
    return claim


def _finish(claim: Claim, adapters: Adapters) -> None:
    job = _job(claim)
    pair = ScriptedGenerator.generate(adapters.generator, job, RecordingListener())
    complete(claim, pair, job.files)


def _job(claim: Claim) -> ports.Job:
    files = (songs._new_files(), songs._new_files())
    return ports.Job(claim.generation.request, files)


def test_a_claim_marks_the_row_and_both_songs(owner: Person) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    row = _row(generation_id)
    assert (row.status, row.attempts, row.fence) == (Status.PROCESSING, 1, claim.fence)
    assert _song_statuses(generation_id) == {Status.PROCESSING}
    assert row.lease_until is not None
    assert row.lease_until > now()


def test_claim_next_without_due_requests_returns_none(owner: Person) -> None:
    assert claim_next("worker") is None


def test_claim_next_runs_one_request_a_user(owner: Person) -> None:
    _submit(owner, "first")
    _submit(owner, "second")
    assert _claim().generation.description == "first"
    assert claim_next("worker") is None


def test_the_unique_index_refuses_a_second_running_request(owner: Person) -> None:
    _submit(owner, "first")
    _submit(owner, "second")
    with pytest.raises(sa.exc.IntegrityError), db.transaction() as session:
        session.exec(sa.update(Generation).values(status=Status.PROCESSING))


def test_claim_next_alternates_between_users(owner: Person, outsider: Person, adapters: Adapters) -> None:
    for words in ("one", "two", "three"):
        _submit(owner, words)
    _submit(outsider, "mine")
    order = []
    while claim := claim_next("worker"):
        order.append(claim.generation.description)
        _finish(claim, adapters)
    assert order == ["one", "mine", "two", "three"]


def test_a_new_user_does_not_wait_behind_a_long_queue(owner: Person, outsider: Person, adapters: Adapters) -> None:
    for number in range(5):
        _submit(owner, str(number))
    for _ in range(2):
        _finish(_claim(), adapters)
    _submit(outsider, "late")
    _submit(outsider, "later")
    order = []
    while claim := claim_next("worker"):
        order.append(claim.generation.description)
        _finish(claim, adapters)
    assert order == ["late", "2", "later", "3", "4"]


def test_complete_fills_the_songs(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    _finish(_claim(), adapters)
    assert _row(generation_id).status == Status.READY
    with db.read() as session:
        made = session.exec(select(Song).order_by(Song.take)).all()
    assert [song.guidance for song in made] == [7.5, 15.0]
    assert {song.title for song in made} == {"A Scripted Song"}
    assert all(len(song.peaks) == 160 for song in made)
    assert {song.loudness for song in made} == {-12.5}
    assert {song.timings for song in made} == {'[[1.5, "A line"], [3.0, "Another"]]'}
    assert len({song.stream for song in made} | {song.master for song in made}) == 4


def test_songs_that_turned_out_without_lyrics_are_instrumentals(owner: Person, adapters: Adapters) -> None:
    """As the words of the request asked for, though its switch was off; the library finds them as such."""
    for lyrics in ("", "[Verse 1]\nla"):
        _submit(owner, "an instrumental waltz")
        claim = _claim()
        job = _job(claim)
        pair = ScriptedGenerator.generate(adapters.generator, job, RecordingListener())
        complete(claim, replace(pair, lyrics=lyrics), job.files)
    found, _ = songs_of(owner.id, Choice(kind="instrumental"))
    assert [song.has_lyrics for song in found] == [False, False]


def test_an_engines_texts_are_cleaned_before_they_are_stored(owner: Person, adapters: Adapters) -> None:
    _submit(owner)
    claim = _claim()
    job = _job(claim)
    pair = ScriptedGenerator.generate(adapters.generator, job, RecordingListener())
    takes = (replace(pair.takes[0], style="folk\x00\u202e"), replace(pair.takes[1], style=" folk "))
    complete(claim, replace(pair, title=f"Two\nlines{'!' * 200}", lyrics="la\r\nla\x07\u200b", takes=takes), job.files)
    with db.read() as session:
        found = session.exec(select(Song)).all()
    assert {song.title for song in found} == {f"Two lines{'!' * 200}"[:120]}
    assert {(song.style, song.lyrics) for song in found} == {("folk", "la\nla")}


@pytest.mark.parametrize("content", [None, b""])
def test_complete_refuses_songs_without_files(owner: Person, adapters: Adapters, content: bytes | None) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    job = _job(claim)
    pair = ScriptedGenerator.generate(adapters.generator, job, RecordingListener())
    path = adapters.storage._path(job.files[1].stream)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(StorageFailed):
        complete(claim, pair, job.files)
    assert _row(generation_id).status == Status.PROCESSING


def test_a_worker_that_lost_its_claim_changes_nothing(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    late = _claim()
    _expire_lease()
    assert requeue_expired() == 1
    fresh = _claim()
    assert not renew_lease(late)
    with pytest.raises(GenerationCancelled):
        report_progress(late, Stage.COVER, 0.9)
    with pytest.raises(GenerationCancelled):
        _finish(late, adapters)
    assert fail(late, "no", retry=False) is None
    release(late)
    assert _row(generation_id).status == Status.PROCESSING
    assert renew_lease(fresh)


def test_a_renewed_lease_is_not_requeued(owner: Person) -> None:
    _submit(owner)
    claim = _claim()
    _expire_lease()
    assert renew_lease(claim)
    assert requeue_expired() == 0


def test_a_failure_is_tried_three_times_with_growing_waits(owner: Person) -> None:
    generation_id = _submit(owner)
    waits = []
    for _ in range(3):
        waits.append(fail(_claim(), "It broke.", retry=True))
        assert claim_next("worker") is None  # not before its wait is over
        _make_due()
    assert waits == [*BACKOFF, None]
    row = _row(generation_id)
    assert (row.status, row.reason) == (Status.FAILED, "It broke.")
    assert _song_statuses(generation_id) == {Status.FAILED}


def test_a_failure_without_retry_is_not_tried_again(owner: Person) -> None:
    generation_id = _submit(owner)
    assert fail(_claim(), "Never.", retry=False) is None
    assert _row(generation_id).status == Status.FAILED


def test_three_dead_workers_end_a_generation(owner: Person) -> None:
    generation_id = _submit(owner)
    for _ in range(3):
        _claim()
        _expire_lease()
        requeue_expired()
    row = _row(generation_id)
    assert (row.status, row.reason) == (Status.FAILED, GAVE_UP)


def test_release_costs_no_try(owner: Person) -> None:
    generation_id = _submit(owner)
    release(_claim())
    row = _row(generation_id)
    assert (row.status, row.attempts) == (Status.QUEUED, 0)
    assert _song_statuses(generation_id) == {Status.QUEUED}


def test_a_cancelled_request_stays_cancelled(owner: Person, adapters: Adapters) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    cancel_request(owner.id, generation_id)
    assert not renew_lease(claim)
    with pytest.raises(GenerationCancelled):
        _finish(claim, adapters)
    assert _row(generation_id).status == Status.CANCELLED
    assert _song_statuses(generation_id) == {Status.CANCELLED}


def test_every_change_is_announced_to_its_user(owner: Person, adapters: Adapters) -> None:
    adapters.live.published.clear()
    generation_id = _submit(owner)
    claim = _claim()
    report_progress(claim, Stage.COMPOSING, 0.5)
    _finish(claim, adapters)
    kinds = [Kind.GENERATION, Kind.GENERATION, Kind.PROGRESS, Kind.NOTIFICATION, Kind.GENERATION]
    ids = [owner.id if kind == Kind.NOTIFICATION else generation_id for kind in kinds]
    changes = [Change(kind, one) for kind, one in zip(kinds, ids, strict=True)]
    assert adapters.live.published == [(change, (user_topic(owner.id),)) for change in changes]


def test_progress_is_clamped_to_0_and_1(owner: Person) -> None:
    generation_id = _submit(owner)
    claim = _claim()
    report_progress(claim, Stage.COMPOSING, 7.0)
    assert _row(generation_id).progress == 1.0


@pytest.mark.parametrize(("level", "letter"), [(-1, "A"), (0.0, "A"), (1.0, "_"), (9.0, "_"), (0.5, "g")])
def test_peaks_are_stored_as_one_letter_each(level: float, letter: str) -> None:
    assert encode_peaks([level]) == letter


def test_new_categories_of_several_workers_at_once_are_made_once(adapters: Adapters) -> None:
    together = threading.Barrier(4)

    def make(names: tuple[str, ...]) -> dict[str, str]:
        together.wait()
        with db.transaction() as session:
            return ids_of_categories(session, names)

    orders = (("folk", "calm", "warm"), ("warm", "calm", "folk")) * 2
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(make, orders))
    assert found[0].keys() == {"folk", "calm", "warm"}
    assert all(ids == found[0] for ids in found)

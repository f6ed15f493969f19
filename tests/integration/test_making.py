"""From a claim to finished songs, with a scripted engine: every way it can end."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import EngineUnreachable, GenerationCancelled, GenerationFailed
from melodymaker.generation.claims import Claim, claim_next, save_engine_job
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import submit_request
from melodymaker.generation.timing import BACKOFF, LONGEST_UNREACHABLE, MAX_ATTEMPTS, UNREACHABLE_WAIT
from melodymaker.types import GenerationId, Mode, SongRequest, Status
from tasks import housekeeping, songs
from tests.conftest import Adapters, Person


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(songs, "HEARTBEAT", 0.02)
    songs.stopping.clear()
    yield
    songs.stopping.clear()


def _row(generation_id: GenerationId) -> Generation:
    with db.read() as session:
        return session.exec(select(Generation).where(Generation.id == generation_id)).one()


def _make_next() -> None:
    songs.make_next_songs()


def test_one_task_makes_one_pair(owner: Person, adapters: Adapters) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a tune", duration=30, bpm=100, key="D minor"))
    _make_next()
    assert _row(generation_id).status == Status.READY
    assert len(adapters.files()) == 8
    request = adapters.generator.jobs[0].request
    assert (request.description, request.duration, request.bpm) == ("a tune", 30, 100)
    assert (request.key, request.lyrics, request.guidance) == ("D minor", "", (7.5, 15.0))


def test_given_lyrics_reach_the_engine_unchanged(owner: Person, adapters: Adapters) -> None:
    words = "[Verse 1]\n  Zażółć  (gęślą)\n\n[Chorus]\nla"
    submit_request(owner.id, SongRequest(mode=Mode.CUSTOM, style="folk", lyrics=words))
    _make_next()
    with db.read() as session:
        assert set(session.exec(select(Song.lyrics))) == {words}


def test_the_lines_of_a_worker_name_the_request_that_asked_and_its_songs(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    with structlog.contextvars.bound_contextvars(request_id="edge-42"):
        generation_id = submit_request(owner.id, SongRequest(description="a tune"))
    bound = []
    making = adapters.generator.generate
    beat = songs.claims.renew_lease

    def generate(*args: object) -> object:
        bound.append(structlog.contextvars.get_contextvars())
        return making(*args)

    def renew(claim: Claim) -> bool:
        bound.append(structlog.contextvars.get_contextvars())
        return beat(claim)

    monkeypatch.setattr(adapters.generator, "generate", generate)
    monkeypatch.setattr(songs.claims, "renew_lease", renew)
    monkeypatch.setattr(songs, "HEARTBEAT", 0.0)
    _make_next()
    with db.read() as session:
        ids = session.exec(select(Song.id).order_by(Song.take)).all()
    assert bound
    assert bound == [{"request_id": "edge-42", "generation_id": generation_id, "song_ids": ids, "attempt": 1}] * len(
        bound
    )


def test_a_task_without_work_does_nothing(adapters: Adapters) -> None:
    _make_next()
    assert not adapters.generator.jobs


def test_after_one_pair_the_next_is_enqueued(owner: Person, adapters: Adapters) -> None:
    for _ in range(2):
        submit_request(owner.id, SongRequest(description="a"))
    adapters.queue.delays.clear()
    _make_next()
    assert adapters.queue.delays == [0]
    _make_next()
    assert adapters.queue.delays == [0]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (GenerationFailed("The strings broke."), "The strings broke."),
        (RuntimeError("secret"), GenerationFailed.message),
    ],
)
def test_a_failure_leaves_no_file_and_is_retried_later(
    owner: Person, adapters: Adapters, caplog: pytest.LogCaptureFixture, error: Exception, reason: str
) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    for attempt in range(3):
        adapters.generator.failures.append(error)
        adapters.queue.delays.clear()
        with db.transaction() as session:
            session.get(Generation, generation_id).due_at = _row(generation_id).created_at
        _make_next()
        assert adapters.queue.delays == [wait.total_seconds() for wait in BACKOFF[attempt : attempt + 1]]
    assert (_row(generation_id).status, _row(generation_id).reason) == (Status.FAILED, reason)
    assert not adapters.files()


def test_cancelling_stops_the_engine_and_leaves_no_file(owner: Person, adapters: Adapters) -> None:
    adapters.generator.wait_for_cancel = True
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    working = threading.Thread(target=_make_next)
    working.start()
    assert adapters.generator.started.wait(5)
    cancel_request(owner.id, generation_id)
    working.join(5)
    assert not working.is_alive()
    assert _row(generation_id).status == Status.CANCELLED
    assert not adapters.files()


def test_a_stopping_worker_releases_its_claim(owner: Person, adapters: Adapters) -> None:
    adapters.generator.wait_for_cancel = True
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    working = threading.Thread(target=_make_next)
    working.start()
    assert adapters.generator.started.wait(5)
    songs.stopping.set()
    working.join(5)
    assert (_row(generation_id).status, _row(generation_id).attempts) == (Status.QUEUED, 0)
    _make_next()
    assert _row(generation_id).status == Status.QUEUED  # a stopping worker takes nothing new


def test_a_worker_that_lost_its_claim_deletes_its_files(owner: Person, adapters: Adapters) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    claim = claim_next("late")
    assert claim is not None
    late = Claim(claim.generation, claim.fence - 1)
    songs.make(late)
    assert not adapters.files()
    assert _row(generation_id).status == Status.PROCESSING


def _expire_lease(claimed: str) -> None:
    """The lease of this generation runs out, as if its worker had been killed."""
    with db.transaction() as session:
        session.get(Generation, claimed).lease_until = now() - timedelta(seconds=1)


def test_an_external_job_is_taken_over_with_its_files(owner: Person, adapters: Adapters) -> None:
    adapters.generator.outside = "job-0001"
    adapters.generator.wait_for_cancel = True
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    working = threading.Thread(target=_make_next)
    working.start()
    assert adapters.generator.started.wait(5)
    songs.stopping.set()
    working.join(5)
    songs.stopping.clear()
    assert (_row(generation_id).status, _row(generation_id).engine_job) == (Status.QUEUED, "job-0001")
    adapters.generator.wait_for_cancel = False
    _make_next()
    first, second = adapters.generator.jobs
    assert (first.resumes, second.resumes) == ("", "job-0001")
    assert first.files == second.files
    assert not adapters.generator.abandoned
    assert (_row(generation_id).status, _row(generation_id).engine_job) == (Status.READY, "")
    assert len(adapters.files()) == 8


def test_a_killed_workers_external_job_is_taken_over(owner: Person, adapters: Adapters) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    claim = claim_next("killed")
    assert claim is not None
    files = (songs._new_files(), songs._new_files())
    save_engine_job(claim, "job-0001", files)
    _expire_lease(generation_id)
    housekeeping.requeue()
    _make_next()
    (job,) = adapters.generator.jobs
    assert (job.resumes, job.files) == ("job-0001", files)
    with pytest.raises(GenerationCancelled):
        save_engine_job(claim, "job-0002", files)


def test_cancelling_stops_the_external_job_and_removes_its_files(owner: Person, adapters: Adapters) -> None:
    adapters.generator.outside = "job-0001"
    adapters.generator.wait_for_cancel = True
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    working = threading.Thread(target=_make_next)
    working.start()
    assert adapters.generator.started.wait(5)
    cancel_request(owner.id, generation_id)
    working.join(5)
    assert adapters.generator.abandoned == ["job-0001"]
    assert _row(generation_id).engine_job == ""


def test_housekeeping_stops_an_external_job_cancelled_between_workers(owner: Person, adapters: Adapters) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    claim = claim_next("killed")
    assert claim is not None
    files = (songs._new_files(), songs._new_files())
    save_engine_job(claim, "job-0001", files)
    adapters.storage.put(files[0].master, adapters.generator._file)
    cancel_request(owner.id, generation_id)
    adapters.generator.unreachable = True
    housekeeping.requeue()
    assert _row(generation_id).engine_job == "job-0001"  # the engine did not get it, so it is sent again later
    adapters.generator.unreachable = False
    housekeeping.requeue()
    assert adapters.generator.abandoned == ["job-0001"]
    assert _row(generation_id).engine_job == ""
    assert not adapters.files()


def test_an_unanswered_try_is_resumed_and_a_failed_one_starts_over(owner: Person, adapters: Adapters) -> None:
    adapters.generator.outside = "job-0001"
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    for error, kept in ((EngineUnreachable(), "job-0001"), (GenerationFailed(), "")):
        adapters.generator.failures.append(error)
        with db.transaction() as session:
            session.get(Generation, generation_id).due_at = now()
        _make_next()
        assert _row(generation_id).engine_job == kept
    assert [job.resumes for job in adapters.generator.jobs] == ["", "job-0001"]


def test_an_unreachable_engine_is_retried_for_an_hour(owner: Person, adapters: Adapters) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    for _ in range(MAX_ATTEMPTS + 1):
        adapters.generator.failures.append(EngineUnreachable())
        with db.transaction() as session:
            session.get(Generation, generation_id).due_at = now()
        _make_next()
        assert (_row(generation_id).status, _row(generation_id).attempts) == (Status.QUEUED, 0)
        assert adapters.queue.delays[-1] == UNREACHABLE_WAIT.total_seconds()
    adapters.generator.failures.append(EngineUnreachable())
    with db.transaction() as session:
        row = session.get(Generation, generation_id)
        row.due_at = now()
        row.created_at = now() - LONGEST_UNREACHABLE
    _make_next()
    assert (_row(generation_id).status, _row(generation_id).reason) == (Status.FAILED, EngineUnreachable.message)


def test_pairs_in_progress_never_exceed_the_engines_limit(owner: Person, outsider: Person, adapters: Adapters) -> None:
    adapters.generator.wait_for_cancel = True
    for person in (owner, outsider):
        submit_request(person.id, SongRequest(description="a"))
    working = threading.Thread(target=_make_next)
    working.start()
    assert adapters.generator.started.wait(5)
    _make_next()  # returns at once: there is no room
    assert len(adapters.generator.jobs) == 1
    songs.stopping.set()
    working.join(5)


def test_housekeeping_enqueues_overdue_requests(owner: Person, adapters: Adapters) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    adapters.queue.delays.clear()  # the message is lost
    housekeeping.requeue()
    assert adapters.queue.delays == [0]


def _reports_of_a_quick_engine(owner: Person, adapters: Adapters) -> int:
    """How many of two times a thousand reports are stored, and told to tabs."""
    submit_request(owner.id, SongRequest(description="a"))
    claim = claim_next("worker")
    assert claim is not None
    adapters.live.published.clear()
    report = songs._ClaimListener(claim, (songs._new_files(), songs._new_files())).report
    for stage in (songs.Stage.COMPOSING, songs.Stage.FINISHING):
        for thousandth in range(1000):
            report(stage, thousandth / 1000)
    return len(adapters.live.published)


def test_progress_is_stored_in_steps(owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(songs, "REPORT_PAUSE", 0)
    assert 90 <= _reports_of_a_quick_engine(owner, adapters) <= 104


def test_steps_that_come_at_once_are_not_stored_but_a_new_stage_is(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(songs, "REPORT_PAUSE", 3600)
    assert _reports_of_a_quick_engine(owner, adapters) == 2

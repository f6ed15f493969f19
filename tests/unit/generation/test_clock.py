"""A clock that was set back: times further ahead than any wait are treated as now."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, now
from melodymaker.errors import EngineUnreachable
from melodymaker.generation import queries
from melodymaker.generation.claims import claim_next, save_engine_job
from melodymaker.generation.outcomes import cancel_request, fail, requeue_expired
from melodymaker.generation.requests import submit_request
from melodymaker.generation.timing import (
    BACKOFF,
    LEASE,
    LONGEST_LEASE,
    LONGEST_UNREACHABLE,
    LONGEST_WAIT,
    UNREACHABLE_WAIT,
)
from melodymaker.types import GenerationId, SongRequest, Status
from tasks import housekeeping, songs
from tests.conftest import Adapters, Person

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def _row() -> Generation:
    with db.read() as session:
        return session.exec(select(Generation)).one()


def _set(**values: object) -> None:
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(**values))


@pytest.fixture
def request_id(owner: Person) -> GenerationId:
    return submit_request(owner.id, SongRequest(description="a tune"))


@pytest.mark.parametrize("ahead", [LONGEST_WAIT + 5 * SECOND, HOUR, 1_000 * HOUR])
def test_a_request_that_is_due_after_the_longest_wait_is_due_now(
    request_id: GenerationId, adapters: Adapters, ahead: timedelta
) -> None:
    _set(due_at=now() + ahead, created_at=now() + ahead)
    assert queries.any_due()
    adapters.queue.delays.clear()
    housekeeping.requeue()
    assert adapters.queue.delays == [0]
    assert claim_next("worker") is not None


@pytest.mark.parametrize("wait", [*BACKOFF, UNREACHABLE_WAIT])
def test_a_request_that_is_due_soon_is_not_claimed_early(request_id: GenerationId, wait: timedelta) -> None:
    _set(due_at=now() + wait)
    assert not queries.any_due()
    assert claim_next("worker") is None


@pytest.mark.parametrize("ahead", [LONGEST_LEASE + 5 * SECOND, HOUR, 1_000 * HOUR])
def test_a_lease_from_before_the_clock_was_set_back_is_expired(request_id: GenerationId, ahead: timedelta) -> None:
    assert claim_next("dead") is not None
    _set(lease_until=now() + ahead)
    assert requeue_expired() == 1
    assert _row().status == Status.QUEUED
    assert claim_next("worker") is not None


def test_a_lease_of_a_clock_slightly_ahead_is_valid(request_id: GenerationId) -> None:
    assert claim_next("worker") is not None
    _set(lease_until=now() + LEASE + 5 * SECOND)
    assert requeue_expired() == 0


def test_unreachable_time_counts_from_now_for_requests_from_the_future(request_id: GenerationId) -> None:
    claim = claim_next("worker")
    assert claim is not None
    claim.generation.created_at = now() + HOUR
    assert fail(claim, "silent", retry=True, job_goes_on=True) == UNREACHABLE_WAIT
    assert _row().created_at <= now()
    _set(created_at=now() - LONGEST_UNREACHABLE, due_at=now())
    late = claim_next("worker")
    assert late is not None
    assert fail(late, "silent", retry=True, job_goes_on=True) is None


@pytest.mark.parametrize(("ahead", "kept"), [(HOUR, True), (1_000 * HOUR, False)])
def test_an_external_job_that_ended_far_in_the_future_is_given_up(
    owner: Person, adapters: Adapters, request_id: GenerationId, ahead: timedelta, kept: bool
) -> None:
    claim = claim_next("dead")
    assert claim is not None
    save_engine_job(claim, "job-0001", (songs._new_files(), songs._new_files()))
    cancel_request(owner.id, request_id)
    _set(finished_at=now() + ahead)
    adapters.generator.unreachable = True
    songs.abandon_jobs()
    assert bool(_row().engine_job) == kept


def test_an_engine_is_polled_again_after_the_clock_was_set_back(adapters: Adapters, request_id: GenerationId) -> None:
    adapters.generator.failures.append(EngineUnreachable())
    songs.make_next_songs()
    _set(due_at=now() + HOUR)
    songs.make_next_songs()
    assert _row().status == Status.READY

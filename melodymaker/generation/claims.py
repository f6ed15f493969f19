"""A worker's claim on a generation: take the next one, renew the lease, report progress.

A claim carries a fencing token. Every write names it, so a worker that lost its claim (its lease
ran out, or the user cancelled) changes nothing from then on. What ends a claim is in outcomes.py.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import GenerationCancelled
from melodymaker.generation.announcements import announce, announce_progress
from melodymaker.generation.timing import LEASE, is_due
from melodymaker.types import Stage, Status

NO_ENGINE_JOB = {"engine_job": "", "engine_files": ""}
# Made once: a new alias adapts each of its columns anew, which takes longer than the database does.
_WAITING = aliased(Generation)
_OTHER = aliased(Generation)
_RUNNING = (
    select(_OTHER.id)
    .where(_OTHER.user_id == _WAITING.user_id, _OTHER.status == Status.PROCESSING)
    .correlate(_WAITING)
    .exists()
)
_IN_TURN = (
    select(_WAITING.id)
    .where(_WAITING.status == Status.QUEUED, ~_RUNNING)
    .order_by(col(_WAITING.turn), col(_WAITING.created_at))
    .limit(1)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True)
class Claim:
    """A worker's right to make this generation, for as long as the fence is the row's."""

    generation: Generation
    fence: int


def claim_next(worker: str) -> Claim | None:
    """Take the next generation that is due, or None when there is none.

    One UPDATE decides: the request whose turn it is (see requests.py), but a user with one running waits.
    """
    while True:
        try:
            with db.transaction() as session:
                row = session.exec(_claim_statement(worker, now())).scalar_one_or_none()
                if row is None:
                    return None
                mark_songs(session, row.id, Status.PROCESSING)
                session.expunge(row)
        except IntegrityError:
            continue  # another worker took this user's other request in the same instant
        announce(row)
        return Claim(row, row.fence)


def _claim_statement(worker: str, at: datetime) -> sa.Update:
    candidate = _IN_TURN.where(is_due(col(_WAITING.due_at), at)).scalar_subquery()
    return (
        sa.update(Generation)
        .where(col(Generation.id) == candidate, col(Generation.status) == Status.QUEUED)
        .values(
            status=Status.PROCESSING,
            stage=Stage.WRITING,
            progress=0.0,
            worker=worker,
            fence=Generation.fence + 1,
            attempts=Generation.attempts + 1,
            started_at=at,
            lease_until=at + LEASE,
        )
        .returning(Generation)
        .execution_options(synchronize_session=False)
    )


def renew_lease(claim: Claim) -> bool:
    """Extend the lease; False when the claim is lost."""
    with db.transaction() as session:
        return update_claimed(session, claim, lease_until=now() + LEASE)


def report_progress(claim: Claim, stage: Stage, progress: float) -> None:
    """Store how far the work is, and announce it; raises GenerationCancelled when the claim is lost."""
    with db.transaction() as session:
        if not update_claimed(session, claim, stage=stage, progress=min(max(progress, 0.0), 1.0)):
            raise GenerationCancelled
    announce_progress(claim.generation)


def save_engine_job(claim: Claim, job_id: str, files: Sequence[ports.TakeFiles]) -> None:
    """Store which job of an external engine makes this pair, and its files, for a worker that takes the claim over.

    Raises GenerationCancelled when the claim is lost.
    """
    stored = json.dumps([asdict(take) for take in files])
    with db.transaction() as session:
        if not update_claimed(session, claim, engine_job=job_id, engine_files=stored):
            raise GenerationCancelled


def clear_engine_job(generation: Generation) -> None:
    """Remove the name of the external engine's job, which needs nothing more."""
    statement = sa.update(Generation).where(
        col(Generation.id) == generation.id, col(Generation.engine_job) == generation.engine_job
    )
    with db.transaction() as session:
        session.exec(statement.values(**NO_ENGINE_JOB))


def update_claimed(session: Session, claim: Claim, **values: object) -> bool:
    """Write these values to the claimed row; False, changing nothing, when the claim is lost."""
    held = (
        sa.update(Generation)
        .where(
            col(Generation.id) == claim.generation.id,
            col(Generation.fence) == claim.fence,
            col(Generation.status) == Status.PROCESSING,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return session.exec(held).rowcount == 1


def mark_songs(session: Session, generation_id: str, status: Status) -> None:
    """Give both songs of the generation this status."""
    session.exec(sa.update(Song).where(col(Song.generation_id) == generation_id).values(status=status))

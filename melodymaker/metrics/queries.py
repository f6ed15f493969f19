"""What the metrics read from the database: each by an index, in a few milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db
from melodymaker.db.models import CreditEntry, Generation, MetricCounter, now
from melodymaker.types import PENDING, Seconds, Status


@dataclass(frozen=True)
class Figures:
    """How many requests wait and for how long the oldest has, how many are made, credits held, and the counts."""

    waiting: int
    oldest: Seconds
    running: int
    credits_held: int
    counts: Sequence[tuple[str, str, str, float]]


def figures() -> Figures:
    """The figures of this moment, the same whichever process asks."""
    with db.read() as session:
        waiting, since = session.execute(_waiting()).one()
        return Figures(
            waiting=waiting,
            oldest=Seconds(max((now() - since).total_seconds(), 0.0) if since else 0.0),
            running=session.exec(_count_running()).one(),
            credits_held=_credits_held(session),
            counts=_counts(session),
        )


def _waiting() -> sa.Select:
    # Both stand in the index of those that wait.
    return sa.select(sa.func.count(), sa.func.min(col(Generation.created_at))).where(
        col(Generation.status) == Status.QUEUED
    )


def _count_running():  # noqa: ANN202 - SQLModel's own type is private
    return select(sa.func.count()).select_from(Generation).where(Generation.status == Status.PROCESSING)


def _credits_held(session: Session) -> int:
    """What is put aside for requests that have not ended: what their entries come to."""
    # One status at a time: of a list of them SQLite, which knows how few there are, expects half of all rows.
    pending = sa.union_all(*(sa.select(col(Generation.id)).where(col(Generation.status) == one) for one in PENDING))
    amount = select(sa.func.coalesce(sa.func.sum(-col(CreditEntry.amount)), 0))
    return int(session.exec(amount.where(col(CreditEntry.generation_id).in_(pending))).one())


def _counts(session: Session) -> Sequence[tuple[str, str, str, float]]:
    rows = session.exec(select(MetricCounter).order_by(MetricCounter.name, MetricCounter.label)).all()
    return [(row.name, row.label, row.part, row.value) for row in rows]

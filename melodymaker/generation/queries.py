"""Reads of the queue of record, for the workers."""

import json
from collections.abc import Sequence

from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, now
from melodymaker.generation.service import is_due
from melodymaker.types import Status


def any_due() -> bool:
    """Whether a generation waits that could be claimed by now."""
    with db.read() as session:
        due = select(Generation.id).where(Generation.status == Status.QUEUED, is_due(col(Generation.due_at), now()))
        return session.exec(due.limit(1)).first() is not None


def jobs_left_over() -> Sequence[Generation]:
    """Generations that have ended, without songs, while their jobs outside may still be going on; at most 50."""
    ended = select(Generation).where(
        col(Generation.engine_job) != "", col(Generation.status).in_((Status.CANCELLED, Status.FAILED))
    )
    with db.read() as session:
        return session.exec(ended.limit(50)).all()


def noted_files(generation: Generation) -> tuple[ports.TakeFiles, ports.TakeFiles] | None:
    """The files that the generation's job outside fills, or None without one."""
    if not generation.engine_job:
        return None
    first, second = json.loads(generation.engine_files)
    return ports.TakeFiles(**first), ports.TakeFiles(**second)

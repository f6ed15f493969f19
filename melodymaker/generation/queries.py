"""Reads of the queue of record, for the workers."""

import json
from collections.abc import Sequence

from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Song, now
from melodymaker.generation.timing import is_due
from melodymaker.types import Status


def any_due() -> bool:
    """Whether a generation waits that could be claimed by now."""
    with db.read() as session:
        due = select(Generation.id).where(Generation.status == Status.QUEUED, is_due(col(Generation.due_at), now()))
        return session.exec(due.limit(1)).first() is not None


def abandoned_jobs() -> Sequence[Generation]:
    """Generations that ended without songs, while their external jobs may still be going on; at most 50."""
    ended = select(Generation).where(
        col(Generation.engine_job) != "", col(Generation.status).in_((Status.CANCELLED, Status.FAILED))
    )
    with db.read() as session:
        return session.exec(ended.limit(50)).all()


def song_ids(generation: Generation) -> Sequence[str]:
    """The ids of its songs, take A first."""
    with db.read() as session:
        return session.exec(select(Song.id).where(Song.generation_id == generation.id).order_by(Song.take)).all()


def saved_files(generation: Generation) -> tuple[ports.TakeFiles, ports.TakeFiles] | None:
    """The files that the generation's external job fills, or None when there is no such job."""
    if not generation.engine_job:
        return None
    first, second = json.loads(generation.engine_files)
    return ports.TakeFiles(**first), ports.TakeFiles(**second)

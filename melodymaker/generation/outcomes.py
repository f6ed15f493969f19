"""The ways a generation leaves its queue or its worker: complete, fail, cancel, requeue.

Every change of a generation's status out of `queued` or `processing` is made here, except a worker's claim, so that
what hangs on the outcome (the quota, charges and refunds) has one place.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.credits.ledger import give_back, hold, settle
from melodymaker.db.models import Generation, Song, get_or_none, now
from melodymaker.errors import AlreadyOver, GenerationCancelled, NotEnoughCredits, NotFound, StorageFailed
from melodymaker.generation import finished_songs
from melodymaker.generation.announcements import announce
from melodymaker.generation.claims import NO_ENGINE_JOB, Claim, mark_songs, update_claimed
from melodymaker.generation.permissions import get_own_generation
from melodymaker.generation.quota import SONGS_A_REQUEST, count_bytes
from melodymaker.generation.timing import BACKOFF, LONGEST_UNREACHABLE, MAX_ATTEMPTS, UNREACHABLE_WAIT, has_expired
from melodymaker.i18n import later
from melodymaker.metrics.counters import count_ended, count_failure
from melodymaker.notifications.service import notify
from melodymaker.types import PENDING, GenerationId, Notice, SongId, Status, UserId
from melodymaker.webhooks.deliveries import record_outcome

log = logging.getLogger(__name__)

GAVE_UP = later("The music engine stopped three times over this request. Nothing was charged.")

TOO_FEW = later("This person has too few credits left for the request.")


def complete(claim: Claim, pair: ports.Pair, files: Sequence[ports.TakeFiles]) -> None:
    """Make both songs ready.

    Raises GenerationCancelled, changing nothing, when the claim is lost, and StorageFailed when a file is not there.
    """
    sizes = [_stored_size(names) for names in files]
    with db.transaction() as session:
        if not _end(session, claim, Status.READY, progress=1.0, **NO_ENGINE_JOB):
            raise GenerationCancelled
        songs = session.exec(select(Song).where(Song.generation_id == claim.generation.id).order_by(Song.take)).all()
        names_of_all = {name for take in pair.takes for name in take.categories}
        categories = finished_songs.ids_of_categories(session, names_of_all)
        for song, take, names, size in zip(songs, pair.takes, files, sizes, strict=True):
            finished_songs.fill_song(song, claim.generation.title, pair, take)
            finished_songs.set_files(song, names, size)
            finished_songs.link_categories(session, song, take.categories, categories)
        settle(session, GenerationId(claim.generation.id), len(songs))
        count_bytes(session, {claim.generation.user_id: sum(sizes)})
        notify(session, UserId(claim.generation.user_id), Notice.READY, song_id=SongId(songs[0].id))
    announce(claim.generation)


def fail(claim: Claim, reason: str, *, retry: bool, job_goes_on: bool = False) -> timedelta | None:
    """Put the generation back for another try, or end it with the reason.

    The next try continues the external engine's job, if that may still be going on, else starts over.
    Returns how long to wait before the next try, or None when there is none.
    """
    generation = claim.generation
    failed_at = now()
    changes: dict[str, object] = {}
    if job_goes_on:
        # An engine that does not answer costs no attempt: it is waited for while its job may be worth waiting for.
        wait = UNREACHABLE_WAIT if retry and failed_at - generation.created_at < LONGEST_UNREACHABLE else None
        changes["attempts"] = generation.attempts - 1
        if generation.created_at > failed_at:  # the clock was set back: the hour counts from here
            changes["created_at"] = failed_at
    else:
        wait = BACKOFF[generation.attempts - 1] if retry and generation.attempts < MAX_ATTEMPTS else None
    with db.transaction() as session:
        if not job_goes_on:
            update_claimed(session, claim, **NO_ENGINE_JOB)
        if wait is not None:
            changed = _requeue(session, claim, due_at=failed_at + wait, **changes)
        else:
            changed = _end(session, claim, Status.FAILED, reason=reason)
            if changed:
                give_back(session, GenerationId(generation.id))
    if changed:
        announce(generation)
    return wait if changed else None


def cancel_request(actor: UserId, generation_id: GenerationId) -> None:
    """Cancel a waiting or running request of the actor's; raises NotFound and AlreadyOver."""
    with db.transaction() as session:
        generation = get_own_generation(session, actor, generation_id, lock=True)
        if generation.status not in PENDING:
            raise AlreadyOver
        generation.status = Status.CANCELLED
        generation.finished_at = now()
        generation.lease_until = None
        mark_songs(session, generation.id, Status.CANCELLED)
        give_back(session, generation_id)
        count_ended(session, Status.CANCELLED)
    announce(generation)
    ports.in_use().queue.enqueue()  # this user's next request may start now


def retry_failed(session: Session, generation_id: GenerationId) -> Generation:
    """Put a failed generation back into the queue, for an admin, whose right the caller has checked.

    The caller tells open tabs and wakes a worker after the commit. Raises NotFound, and AlreadyOver for one that has
    not failed. What it costs is held once more: NotEnoughCredits where the user has too few.
    """
    generation = get_or_none(session, Generation, generation_id, lock=True)
    if generation is None:
        raise NotFound
    if generation.status != Status.FAILED:
        raise AlreadyOver
    if not hold(session, UserId(generation.user_id), generation_id, SONGS_A_REQUEST):
        raise NotEnoughCredits(TOO_FEW)
    generation.status = Status.QUEUED
    generation.stage = ""
    generation.progress = 0.0
    generation.reason = ""
    generation.attempts = 0
    generation.due_at = now()
    generation.finished_at = None
    mark_songs(session, generation.id, Status.QUEUED)
    return generation


def release(claim: Claim) -> None:
    """Give the claim back as if it had never been taken, because this worker stops; an external job goes on."""
    with db.transaction() as session:
        changed = _requeue(session, claim, due_at=now(), attempts=Generation.attempts - 1)
    if changed:
        announce(claim.generation)


def requeue_expired() -> int:
    """Put back, or end, each generation whose worker's lease has run out; returns how many there were."""
    with db.transaction() as session:
        held = select(Generation).where(
            Generation.status == Status.PROCESSING, has_expired(col(Generation.lease_until), now())
        )
        expired = session.exec(held.with_for_update(skip_locked=True)).all()
        for generation in expired:
            claim = Claim(generation, generation.fence)
            if generation.attempts < MAX_ATTEMPTS:
                _requeue(session, claim, due_at=now())
            else:
                _end(session, claim, Status.FAILED, reason=GAVE_UP)
                give_back(session, GenerationId(generation.id))
            session.expunge(generation)
    for generation in expired:
        count_failure("worker_lost")
        log.warning(
            "a worker was lost: the songs that it made are %s",
            "given up" if generation.attempts >= MAX_ATTEMPTS else "queued again",
            extra={"generation_id": generation.id, "attempt": generation.attempts},
        )
        announce(generation)
    return len(expired)


def _requeue(session: Session, claim: Claim, **values: object) -> bool:
    values |= {"status": Status.QUEUED, "stage": "", "progress": 0.0, "lease_until": None}
    changed = update_claimed(session, claim, **values)
    if changed:
        mark_songs(session, claim.generation.id, Status.QUEUED)
    return changed


def _end(session: Session, claim: Claim, status: Status, **values: object) -> bool:
    changed = update_claimed(session, claim, status=status, finished_at=now(), lease_until=None, **values)
    if changed:
        mark_songs(session, claim.generation.id, status)
        record_outcome(session, claim.generation.user_id, claim.generation.id, status)
        count_ended(session, status)
    return changed


def _stored_size(files: ports.TakeFiles) -> int:
    try:
        sizes = [ports.in_use().storage.size(name) for name in files.names()]
    except NotFound as error:
        raise StorageFailed from error
    if not all(sizes):
        raise StorageFailed
    return sum(sizes)

"""Making songs: claim one generation, have the engine make it, complete it."""

import contextvars
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import structlog
from opentelemetry.trace import SpanKind

from melodymaker import ports
from melodymaker.db.models import now
from melodymaker.errors import (
    EngineUnreachable,
    GenerationCancelled,
    GenerationFailed,
    MelodyError,
    NoRoom,
    StorageFailed,
    is_disk_full,
)
from melodymaker.generation import claims, disk_space, outcomes, queries
from melodymaker.generation.claims import Claim
from melodymaker.metrics import counters
from melodymaker.remixes import sources
from melodymaker.types import FileName, Seconds, Stage, Status
from melodymaker.web import traces
from tasks.stages import StageClock

log = logging.getLogger(__name__)

HEARTBEAT: Seconds = Seconds(1.0)
# Each report is a write, and is sent to every open tab of the owner.
REPORT_STEP = 0.02
REPORT_PAUSE: Seconds = Seconds(0.5)
# By then the URLs that an external job uploads to have expired.
UPLOADS_EXPIRE_AFTER = timedelta(hours=6)
WORKER = f"{socket.gethostname()}:{os.getpid()}"

_KINDS = {
    EngineUnreachable: "engine_unreachable",
    GenerationFailed: "engine",
    StorageFailed: "storage",
    NoRoom: "disk_full",
}

stopping = threading.Event()


def make_next_songs() -> None:
    """Make the next pair that is due, then enqueue this task again if more wait.

    One pair a task, so that a long queue does not hold up the housekeeping; and no more at once than the engine
    takes. Without room on the disk nothing is begun: the housekeeping enqueues this task again each minute.
    """
    if not disk_space.has_room():
        log.warning("the disk is nearly full: requests wait until there is room")
        return
    if stopping.is_set() or not _pairs_in_progress.begin(ports.in_use().generator.capabilities.at_once):
        return
    try:
        claim = claims.claim_next(f"{WORKER}:{threading.get_ident()}")
        if claim is None:
            return
        make(claim)
    finally:
        _pairs_in_progress.end()
    if queries.any_due():
        ports.in_use().queue.enqueue()


class _PairsInProgress:
    """Counts the pairs that this process is making."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def begin(self, limit: int) -> bool:
        """Count one more, unless that exceeds the limit; returns whether it was counted."""
        with self._lock:
            if self._count >= limit:
                return False
            self._count += 1
            return True

    def end(self) -> None:
        """Count one less."""
        with self._lock:
            self._count -= 1


_pairs_in_progress = _PairsInProgress()


def make(claim: Claim) -> None:
    """Make the claimed pair; whatever happens, the row says so and no file is left over."""
    generation = claim.generation
    # What asked for it may be another process's request, and long over: its id is in the row.
    with structlog.contextvars.bound_contextvars(
        **({"request_id": generation.request_id} if generation.request_id else {}),
        generation_id=generation.id,
        song_ids=queries.song_ids(generation),
        attempt=generation.attempts,
    ):
        if parent := generation.trace_parent:
            traces.add_past("wait for a worker", generation.due_at, generation.started_at or now(), parent)
        with traces.span("make songs", SpanKind.CONSUMER, parent):
            _make(claim)


def _make(claim: Claim) -> None:
    log.info("songs are begun")
    files = queries.saved_files(claim.generation) or (_new_files(), _new_files())
    listener = _ClaimListener(claim, files)
    try:
        with _heartbeat(claim) as listener.lost, closing(listener.clock):
            source, language = sources.source_file(claim.generation)
            job = ports.Job(claim.generation.request, files, claim.generation.engine_job, source, language)
            pair = ports.in_use().generator.generate(job, listener)
            outcomes.complete(claim, pair, files)
        traces.describe(status=Status.READY)
        counters.count_made(listener.clock.seconds(), listener.clock.all_seconds())
        log.info("songs are ready", extra={"seconds": round(listener.clock.all_seconds(), 1)})
    except GenerationCancelled:
        traces.describe(status=Status.CANCELLED)
        log.info("songs are no longer made: they were cancelled, or this worker stops")
        if not listener.external_job:
            _try_to_discard(files)
        outcomes.release(claim)  # only if this worker is stopping does it still hold the claim
        if listener.external_job:
            abandon_jobs()
    except EngineUnreachable as error:
        _retry_or_fail(claim, error, reason=_kind(error), job_goes_on=True)
    except Exception as error:  # noqa: BLE001 - it is logged, and the row says that it failed
        # The files go first: when they fill the disk, the row can be written only without them.
        _try_to_discard(files)
        _retry_or_fail(claim, _as_failure(claim, error), reason=_kind(error))
    finally:
        for stage in listener.clock.spans:
            traces.add_past(stage.stage, stage.start, stage.end)


def abandon_jobs() -> None:
    """Stop the external jobs that nobody waits for any more, and remove what they made."""
    for generation in queries.abandoned_jobs():
        try:
            ports.in_use().generator.abandon(generation.engine_job)
        except EngineUnreachable:
            # A time further ahead than that was written before the clock was set back, and says nothing.
            if generation.finished_at and abs(now() - generation.finished_at) < UPLOADS_EXPIRE_AFTER:
                return  # the housekeeping tries again
        _discard(queries.saved_files(generation) or ())
        claims.clear_engine_job(generation)


def _kind(error: Exception) -> str:
    """The reason in a word, of which there are few, for what is counted."""
    if is_disk_full(error):
        return "disk_full"
    return next((word for kind, word in _KINDS.items() if isinstance(error, kind)), "unexpected")


def _as_failure(claim: Claim, error: Exception) -> GenerationFailed:
    """The error with a message for the user; one that has none is logged."""
    if isinstance(error, GenerationFailed):
        return error
    if isinstance(error, MelodyError):
        return GenerationFailed(error.message)
    if is_disk_full(error):
        return GenerationFailed(disk_space.NO_ROOM)
    log.error("generation %s failed", claim.generation.id, exc_info=error)
    return GenerationFailed()


def _retry_or_fail(claim: Claim, error: GenerationFailed, *, reason: str, job_goes_on: bool = False) -> None:
    counters.count_failure(reason)
    traces.fail(reason)
    try:
        wait = outcomes.fail(claim, error.message, retry=error.retry, job_goes_on=job_goes_on)
        again = f"tried again in {wait.total_seconds():.0f} s" if wait else "not tried again"
        log.warning("songs failed, which is %s: %s", again, error.message)
    except NoRoom:
        # requeue_expired puts the generation back once there is room: nobody renews its lease.
        log.warning("that generation %s failed cannot be written: %s", claim.generation.id, error.message)
        return
    if wait is not None:
        ports.in_use().queue.enqueue(Seconds(wait.total_seconds()))


class _ClaimListener:
    """Stores progress that is worth a write (a new stage, or a step further after a pause), and the external job."""

    def __init__(self, claim: Claim, files: tuple[ports.TakeFiles, ports.TakeFiles]) -> None:
        self._claim = claim
        self._files = files
        self._stage: Stage | None = None
        self._progress = 0.0
        self._reported = float("-inf")
        self.external_job = claim.generation.engine_job
        self.lost = threading.Event()
        self.clock = StageClock()

    def report(self, stage: Stage, progress: float) -> None:
        """Store how far the work is, if that is worth it."""
        self.clock.enter(stage)
        at = time.monotonic()
        is_further = progress >= self._progress + REPORT_STEP and at >= self._reported + REPORT_PAUSE
        if stage != self._stage or is_further:
            self._stage = stage
            self._progress = progress
            self._reported = at
            claims.report_progress(self._claim, stage, progress)

    def cancelled(self) -> bool:
        """Whether the claim is lost, or this worker is stopping."""
        return self.lost.is_set() or stopping.is_set()

    def save_job(self, job_id: str) -> None:
        """Store the id of the external job, unless it is known."""
        if job_id != self.external_job:
            claims.save_engine_job(self._claim, job_id, self._files)
            self.external_job = job_id


@contextmanager
def _heartbeat(claim: Claim) -> Iterator[threading.Event]:
    """Renews the lease until the block ends; the event it gives is set when the claim is lost."""
    lost = threading.Event()
    done = threading.Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT):
            try:
                held = claims.renew_lease(claim)
            except Exception:
                log.exception("heartbeat of generation %s failed", claim.generation.id)
                continue  # the lease outlasts several beats
            if not held:
                lost.set()
                return

    beat_about = contextvars.copy_context().run  # its lines say which songs it is about, too
    thread = threading.Thread(target=beat_about, args=(beat,), name=f"heartbeat-{claim.generation.id}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        done.set()
        thread.join()


def _new_files() -> ports.TakeFiles:
    return ports.TakeFiles(*(FileName(f"{uuid.uuid4().hex}.{ending}") for ending in ("flac", "mp3", "webp", "webp")))


def _discard(files: tuple[ports.TakeFiles, ...]) -> None:
    ports.in_use().storage.delete([name for take in files for name in take.names()])


def _try_to_discard(files: tuple[ports.TakeFiles, ...]) -> None:
    """Remove the files, if that can be done: that they stay must not keep the row from being written."""
    try:
        _discard(files)
    except Exception:
        log.exception("files of a generation could not be removed")

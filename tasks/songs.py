"""Making songs: claim one generation, have the engine make it, settle it."""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from melodymaker import ports
from melodymaker.db.models import now
from melodymaker.errors import (
    EngineUnreachable,
    GenerationCancelled,
    GenerationFailed,
    MelodyError,
    NoRoom,
    is_disk_full,
)
from melodymaker.generation import disk_space, queries, service
from melodymaker.generation.service import Claim
from melodymaker.types import FileName, Seconds, Stage

log = logging.getLogger(__name__)

HEARTBEAT: Seconds = Seconds(1.0)
REPORT_STEP = 0.02
# By then the addresses that a job outside uploads to have expired.
OUTLIVED = timedelta(hours=6)
WORKER = f"{socket.gethostname()}:{os.getpid()}"

stopping = threading.Event()


def make_next_songs() -> None:
    """Make the next pair that is due, then ring again if more wait.

    One pair a ring, so that a long queue does not hold up the housekeeping; and no more at once than the engine
    takes, whose end rings again. Without room on the disk nothing is begun: the sweep rings again each minute.
    """
    if not disk_space.has_room():
        log.warning("the disk is nearly full: requests wait until there is room")
        return
    if stopping.is_set() or not _room.enter(ports.in_use().generator.capabilities.at_once):
        return
    try:
        claim = service.claim_next(f"{WORKER}:{threading.get_ident()}")
        if claim is None:
            return
        make(claim)
    finally:
        _room.leave()
    if queries.any_due():
        ports.in_use().queue.ring()


class _Room:
    """Counts the pairs under way in this process."""

    def __init__(self) -> None:
        self._lock, self._inside = threading.Lock(), 0

    def enter(self, most: int) -> bool:
        """Whether there was room for one more."""
        with self._lock:
            entered = self._inside < most
            self._inside += entered
            return entered

    def leave(self) -> None:
        """Make room again."""
        with self._lock:
            self._inside -= 1


_room = _Room()


def make(claim: Claim) -> None:
    """Make the claimed pair; whatever happens, the row says so and no file is left over."""
    files = queries.noted_files(claim.generation) or (_new_files(), _new_files())
    watcher = _Watcher(claim, files)
    try:
        with _heartbeat(claim) as watcher.lost:
            pair = ports.in_use().generator.generate(_job(claim, files), watcher)
            service.settle(claim, pair, files)
    except GenerationCancelled:
        if not watcher.job_outside:
            _try_to_discard(files)
        service.release(claim)  # only if this worker is stopping does it still hold the claim
        if watcher.job_outside:
            abandon_jobs()
    except EngineUnreachable as error:
        _give_back(claim, error, job_goes_on=True)
    except Exception as error:  # noqa: BLE001 - it is logged, and the row says that it failed
        # The files go first: when they fill the disk, the row can be written only without them.
        _try_to_discard(files)
        _give_back(claim, _as_failure(claim, error))


def abandon_jobs() -> None:
    """Stop the jobs outside that nobody waits for any more, and remove what they made."""
    for generation in queries.jobs_left_over():
        try:
            ports.in_use().generator.abandon(generation.engine_job)
        except EngineUnreachable:
            # A time further ahead than that was written before the clock was set back, and says nothing.
            if generation.finished_at and abs(now() - generation.finished_at) < OUTLIVED:
                return  # the next sweep tries again
        _discard(queries.noted_files(generation) or ())
        service.forget_job(generation)


def _as_failure(claim: Claim, error: Exception) -> GenerationFailed:
    """The error with words for the user; one that has none is logged."""
    if isinstance(error, GenerationFailed):
        return error
    if isinstance(error, MelodyError):
        return GenerationFailed(error.message)
    if is_disk_full(error):
        return GenerationFailed(disk_space.NO_ROOM)
    log.error("generation %s failed", claim.generation.id, exc_info=error)
    return GenerationFailed()


def _give_back(claim: Claim, error: GenerationFailed, *, job_goes_on: bool = False) -> None:
    try:
        wait = service.fail(claim, error.message, retry=error.retry, job_goes_on=job_goes_on)
    except NoRoom:
        # The sweep puts the generation back once there is room: nobody renews its lease.
        log.warning("that generation %s failed cannot be written: %s", claim.generation.id, error.message)
        return
    if wait is not None:
        ports.in_use().queue.ring(Seconds(wait.total_seconds()))


class _Watcher:
    """Passes on progress that is worth a write (a new stage, or a step further), and the name of a job outside."""

    def __init__(self, claim: Claim, files: tuple[ports.TakeFiles, ports.TakeFiles]) -> None:
        self._claim, self._files = claim, files
        self._stage: Stage | None = None
        self._progress = 0.0
        self.job_outside = claim.generation.engine_job
        self.lost = threading.Event()

    def report(self, stage: Stage, progress: float) -> None:
        """Store how far the work is, if that is worth it."""
        if stage != self._stage or progress >= self._progress + REPORT_STEP:
            self._stage, self._progress = stage, progress
            service.report(self._claim, stage, progress)

    def cancelled(self) -> bool:
        """Whether the claim is lost, or this worker is stopping."""
        return self.lost.is_set() or stopping.is_set()

    def note(self, job_id: str) -> None:
        """Store the name of the job outside, unless it is known."""
        if job_id != self.job_outside:
            service.note_job(self._claim, job_id, self._files)
            self.job_outside = job_id


@contextmanager
def _heartbeat(claim: Claim) -> Iterator[threading.Event]:
    """Keeps the claim alive; the event it gives is set when the claim is lost."""
    lost, done = threading.Event(), threading.Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT):
            try:
                held = service.keep(claim)
            except Exception:
                log.exception("heartbeat of generation %s failed", claim.generation.id)
                continue  # the lease outlasts several beats
            if not held:
                lost.set()
                return

    thread = threading.Thread(target=beat, name=f"heartbeat-{claim.generation.id}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        done.set()
        thread.join()


def _job(claim: Claim, files: tuple[ports.TakeFiles, ports.TakeFiles]) -> ports.Job:
    asked = claim.generation
    return ports.Job(
        description=asked.description,
        style=asked.style,
        lyrics=asked.lyrics or None,
        instrumental=asked.instrumental,
        duration=Seconds(asked.duration) if asked.duration else None,
        bpm=asked.bpm,
        key=asked.key or None,
        seed=asked.seed,
        guidance=(asked.guidance_low, asked.guidance_high),
        files=files,
        resumes=asked.engine_job,
    )


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

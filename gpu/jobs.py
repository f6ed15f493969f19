"""The jobs: what the routes need of them, and the kind that runs in this process."""

import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from gpu.contract import (
    ENDED,
    DraftRequest,
    DraftResult,
    ErrorCode,
    Job,
    JobStatus,
    Kind,
    SongRequest,
    SongResult,
    Stage,
)
from gpu.errors import Cancelled, ServiceError
from gpu.progress import Progress

log = logging.getLogger(__name__)

Request = SongRequest | DraftRequest
Make = Callable[[Request, Progress], SongResult | DraftResult]

WAITING = 8
KEEP_SECONDS = 6 * 3600
_AT_ONCE = 2


class Jobs(Protocol):
    """Where jobs run and are remembered for some hours."""

    def submit(self, request: Request) -> Job:
        """Start a job, or return the one that has the request's id; raises ServiceError when too many wait."""
        ...

    def get(self, job_id: str) -> Job:
        """The job as it stands; raises ServiceError when there is none."""
        ...

    def cancel(self, job_id: str) -> Job:
        """Cancel the job, if it has not ended; raises ServiceError when there is none."""
        ...

    def check(self) -> None:
        """Raise ServiceError unless a job would be taken and run."""
        ...


def new_job(request: Request) -> Job:
    """A job for the request, waiting."""
    job_id = request.id or uuid.uuid4().hex
    return Job(id=job_id, kind=Kind(request.kind), status=JobStatus.QUEUED, created_at=datetime.now(UTC))


def run(job: Job, request: Request, make: Make, cancelled: Callable[[], bool], save: Callable[[Job], None]) -> Job:
    """Run a job to its end, saving each of its states; whatever happens, the last one is final."""
    state = [job]

    def change(**news: object) -> None:
        state[0] = state[0].model_copy(update=news)
        save(state[0])

    def report(stage: Stage, done: float) -> None:
        change(status=JobStatus.RUNNING, stage=stage, progress=round(done, 4))

    log.info("job %s %s: begun", job.kind, job.id)
    try:
        result = make(request, Progress(report, cancelled))
    except Cancelled as called_off:
        change(status=JobStatus.CANCELLED, error=called_off.error)
    except ServiceError as failure:
        change(status=JobStatus.FAILED, error=failure.error)
    else:
        change(status=JobStatus.DONE, progress=1.0, result=result)
    log.info("job %s %s: %s", job.kind, job.id, state[0].status)
    return state[0]


def busy() -> ServiceError:
    """The refusal when the waiting list is full."""
    message = "Many songs are being made right now. Try again in a minute."
    return ServiceError(ErrorCode.BUSY, message, retry=True)


def unknown_job() -> ServiceError:
    """The refusal for an id that no job has, or not any more."""
    return ServiceError(ErrorCode.NOT_FOUND, "There is no such job, or not any more.", retry=True)


@dataclass
class _Entry:
    job: Job
    request: Request
    cancelled: threading.Event = field(default_factory=threading.Event)
    ended_at: float | None = None


_Queue = queue.SimpleQueue[_Entry | None]


class LocalJobs:
    """Jobs in threads of this process; they end with it, and a client that asks again under the same id restarts.

    Drafts have a thread of their own, so that they wait for no song.
    """

    def __init__(
        self,
        make: Make,
        waiting: int = WAITING,
        clock: Callable[[], float] = time.monotonic,
        at_once: int = _AT_ONCE,
    ) -> None:
        self._make = make
        self._waiting = waiting
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._songs: _Queue = queue.SimpleQueue()
        self._drafts: _Queue = queue.SimpleQueue()
        self._lock = threading.Lock()
        queues = [self._songs] * at_once + [self._drafts]
        self._threads = [threading.Thread(target=self._work, args=(own,), daemon=True) for own in queues]
        for thread in self._threads:
            thread.start()

    def submit(self, request: Request) -> Job:
        """Start a job, or return the one that has the request's id; raises ServiceError when too many wait."""
        with self._lock:
            self._forget()
            if request.id in self._entries:
                return self._entries[request.id].job
            self._check_room()
            entry = _Entry(new_job(request), request)
            self._entries[entry.job.id] = entry
        (self._drafts if isinstance(request, DraftRequest) else self._songs).put(entry)
        return entry.job

    def get(self, job_id: str) -> Job:
        """The job as it stands; raises ServiceError when there is none."""
        with self._lock:
            self._forget()
            if job_id not in self._entries:
                raise unknown_job()
            return self._entries[job_id].job

    def cancel(self, job_id: str) -> Job:
        """Cancel the job, if it has not ended; one that still waits ends here and now."""
        with self._lock:
            entry = self._entries.get(job_id)
        if entry is None:
            raise unknown_job()
        entry.cancelled.set()
        if entry.job.status is JobStatus.QUEUED:
            self._save(entry, entry.job.model_copy(update={"status": JobStatus.CANCELLED, "error": Cancelled().error}))
        return entry.job

    def check(self) -> None:
        """Raise ServiceError unless a job would be taken and run."""
        with self._lock:
            self._check_room()
        if not all(thread.is_alive() for thread in self._threads):
            message = "The service has lost one of its workers and must be restarted."
            raise ServiceError(ErrorCode.UNAVAILABLE, message, retry=True)

    def close(self) -> None:
        """Cancel everything and wait until nothing runs."""
        for entry in list(self._entries.values()):
            entry.cancelled.set()
        for _ in self._threads:
            self._songs.put(None)
        self._drafts.put(None)
        for thread in self._threads:
            thread.join()

    def _check_room(self) -> None:
        if sum(entry.job.status is JobStatus.QUEUED for entry in self._entries.values()) >= self._waiting:
            raise busy()

    def _work(self, entries: _Queue) -> None:
        while (entry := entries.get()) is not None:
            if entry.job.status not in ENDED:
                save = partial(self._save, entry)
                run(entry.job, entry.request, self._make, entry.cancelled.is_set, save)

    def _save(self, entry: _Entry, job: Job) -> None:
        with self._lock:
            # A job that was cancelled while it waited has ended, whatever a thread still says.
            if entry.job.status not in ENDED:
                entry.job = job
                entry.ended_at = self._clock() if job.status in ENDED else None

    def _forget(self) -> None:
        oldest = self._clock() - KEEP_SECONDS
        ended = [key for key, entry in self._entries.items() if entry.ended_at is not None and entry.ended_at < oldest]
        for key in ended:
            del self._entries[key]

"""Jobs on Modal: the gateway spawns them, a container with a GPU runs them, and a shared Dict holds their state."""

import logging
import time
from datetime import UTC, datetime
from typing import Any, Protocol

from gpu.contract import ENDED, JOB_REQUEST, ErrorCode, Job, JobStatus
from gpu.errors import Cancelled, ServiceError
from gpu.jobs import KEEP_SECONDS, WAITING, Make, Request, busy, new_job, run, unknown_job

log = logging.getLogger(__name__)

# Each look at the shared Dict is a trip over the network: not oftener than this.
_EVERY_SECONDS = 0.5
# A container that has reported nothing for so long is gone; Modal itself starts the work of one that it stopped again.
_LOST_SECONDS = 600
# One that waits or is silent for so long is asked after.
_ASK_SECONDS = 20
_LOST = ServiceError(ErrorCode.MODEL_FAILED, "The GPU went away in the middle of the song.", retry=True)


class States(Protocol):
    """What is used of `modal.Dict`; values are plain dicts, so that no side needs the other's classes."""

    def get(self, key: Any, default: Any = None) -> Any:
        """The value, or the default."""
        ...

    def put(self, key: Any, value: Any, *, skip_if_exists: bool = False) -> bool:
        """Set the value; False when it was there and is to stay."""
        ...

    def pop(self, key: Any, default: Any = None) -> Any:
        """Remove the value."""
        ...


class Calls(Protocol):
    """What is used of a function on Modal and of its calls."""

    def spawn(self, job_id: str, body: dict[str, Any]) -> str:
        """Call it with a job; gives the call's id."""
        ...

    def backlog(self) -> int:
        """How many calls wait for a container."""
        ...

    def failure(self, call_id: str) -> str | None:
        """Why the call has failed, such as a container that died as it started; None while it has not."""
        ...

    def cancel(self, call_id: str) -> None:
        """Take back a call that waits."""
        ...


class ModalJobs:
    """The gateway's side."""

    def __init__(self, states: States, calls: Calls) -> None:
        self._states = states
        self._calls = calls

    def submit(self, request: Request) -> Job:
        """Start a job, or return the one that has the request's id; raises ServiceError when too many wait."""
        if request.id and self._states.get(request.id):
            return self.get(request.id)
        self._check_room()
        job = new_job(request)
        # Of two that come at once with one id, the second finds the first's entry.
        if not self._states.put(job.id, _entry(job), skip_if_exists=True):
            return self.get(job.id)
        try:
            self._states.put(_call(job.id), self._calls.spawn(job.id, request.model_dump(mode="json")))
        except BaseException:
            self._states.pop(job.id, None)
            raise
        return job

    def get(self, job_id: str) -> Job:
        """The job as it stands; raises ServiceError when there is none."""
        entry = self._states.get(job_id)
        if entry is None:
            raise unknown_job()
        job = Job.model_validate(entry["job"])
        silence = time.time() - entry["seen"]
        if job.status in ENDED and silence > KEEP_SECONDS:
            self._states.pop(job_id, None)
            self._states.pop(_call(job_id), None)
            raise unknown_job()
        if job.status not in ENDED and silence > _ASK_SECONDS:
            job = self._asked_after(job, silence)
        return job

    def cancel(self, job_id: str) -> Job:
        """Cancel the job, if it has not ended; one that still waits ends here and now."""
        job = self.get(job_id)
        if job.status not in ENDED:
            # The flag first: a container that starts at this moment sees it at its first step.
            self._states.put(_flag(job_id), value=True)
        if job.status is JobStatus.QUEUED:
            job = job.model_copy(update={"status": JobStatus.CANCELLED, "error": Cancelled().error})
            self._states.put(job_id, _entry(job))
            if call_id := self._states.get(_call(job_id)):
                self._calls.cancel(call_id)
        return job

    def check(self) -> None:
        """Raise ServiceError when too many jobs wait, or when the last container died as it started, not long ago."""
        self._check_room()
        died = self._states.get(_DIED)
        if died and time.time() - died["at"] < _LOST_SECONDS:
            message = f"The last GPU container did not start: {died['reason']}"
            raise ServiceError(ErrorCode.UNAVAILABLE, message, retry=True)

    def _check_room(self) -> None:
        if self._calls.backlog() >= WAITING:
            raise busy()

    def _asked_after(self, job: Job, silence: float) -> Job:
        """A job of which nothing was heard for a while, ended if its call has failed or its container is gone."""
        call_id = self._states.get(_call(job.id))
        reason = self._calls.failure(call_id) if call_id else None
        if reason:
            error = ServiceError(ErrorCode.UNAVAILABLE, f"The GPU container stopped: {reason}", retry=True).error
            if job.status is JobStatus.QUEUED:
                self._states.put(_DIED, {"reason": reason, "at": time.time()})
        elif job.status is JobStatus.RUNNING and silence > _LOST_SECONDS:
            error = _LOST.error
        else:
            return job
        log.error("job %s ended: %s", job.id, error.message)
        job = job.model_copy(update={"status": JobStatus.FAILED, "error": error})
        self._states.put(job.id, _entry(job))
        return job


def run_job(states: States, job_id: str, body: dict[str, Any], make: Make) -> None:
    """The container's side: run a job to its end, unless it was cancelled before it began."""
    entry = states.get(job_id)
    job = Job.model_validate(entry["job"]) if entry else None
    if job is None or job.status in ENDED:
        return
    # A container that came so far has started.
    states.pop(_DIED, None)
    saved_at = [0.0]
    checked_at = [0.0]

    def save(state: Job) -> None:
        if state.status in ENDED or time.monotonic() - saved_at[0] >= _EVERY_SECONDS:
            states.put(job_id, _entry(state))
            saved_at[0] = time.monotonic()

    def cancelled() -> bool:
        if time.monotonic() - checked_at[0] < _EVERY_SECONDS:
            return False
        checked_at[0] = time.monotonic()
        return bool(states.get(_flag(job_id)))

    run(job, JOB_REQUEST.validate_python(body), make, cancelled, save)
    states.pop(_flag(job_id), None)


def _entry(job: Job) -> dict[str, Any]:
    return {"job": job.model_dump(mode="json"), "seen": datetime.now(UTC).timestamp()}


# No job's id holds a slash.
_DIED = "died/reason"


def _flag(job_id: str) -> str:
    return f"cancel/{job_id}"


def _call(job_id: str) -> str:
    return f"call/{job_id}"

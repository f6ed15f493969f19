"""ACE-Step at the GPU service, on Modal or on one's own card. The service uploads the files itself."""

import logging
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from melodymaker import ports
from melodymaker.adapters.gpu_service import Busy, GpuService, UnknownJob
from melodymaker.errors import EngineUnreachable, GenerationCancelled, GenerationFailed
from melodymaker.types import Seconds, Stage

log = logging.getLogger(__name__)

# A song may wait its turn at the service, so its addresses for uploads last longer than any wait.
UPLOADS_LAST = Seconds(6 * 3600)
LONGEST_WAIT = 2 * 3600
AT_ONCE = 4
_FIRST_POLL, _LAST_POLL, _SLOWER = 0.5, 2.0, 1.3
_TICK = 0.2
_LONGEST_DRAFT = 120
_BUSY = "The writer is busy at the moment. Please try again in a minute."
_NOTHING_SAID = "Say first what the song is about, or name a style."
_SIGNS = str.maketrans("b#", "♭♯")
_KNOWN_FOR, _ASK_AGAIN = 60.0, 5.0
_TOO_LONG = "The music engine took too long over this request."
_NOT_ANSWERING = ports.Capabilities(
    label="GPU service",
    sings=True,
    shortest=10,
    longest=240,
    typical_wait="longer than usual",
    notes=("The music engine does not answer at the moment. Requests wait for it.",),
    at_once=AT_ONCE,
)


class GpuGenerator:
    """Makes pairs at the GPU service; a worker that takes a request over goes on with the job begun for it."""

    name = "gpu"

    def __init__(self, storage: ports.Storage, service: GpuService) -> None:
        self._storage, self._service = storage, service
        self._known, self._known_at = _NOT_ANSWERING, 0.0
        self._asking = threading.Lock()

    @property
    def capabilities(self) -> ports.Capabilities:
        """What the service said last; asked again in the background once that is a minute old."""
        if time.monotonic() > self._known_at + _KNOWN_FOR and self._asking.acquire(blocking=False):
            self._known_at = time.monotonic()
            threading.Thread(target=self._ask_again, daemon=True).start()
        return self._known

    def learn(self) -> None:
        """Ask the service what it can do, and wait for the answer; raises as `GpuService.capabilities` does."""
        self._known = _capabilities(self._service.capabilities())
        self._known_at = time.monotonic()

    def generate(self, job: ports.Job, watcher: ports.Watcher) -> ports.Pair:
        """Have the service make the pair and put its eight files in the storage."""
        job_id = job.resumes or uuid.uuid4().hex
        # Noted before it begins: submitted again under the same id, it is still the same job.
        watcher.note(job_id)
        deadline = time.monotonic() + LONGEST_WAIT
        state = self._submitted(self._request(job, job_id), watcher)
        pause = _FIRST_POLL
        while state["status"] in {"queued", "running"}:
            if state["stage"]:
                watcher.report(Stage(state["stage"]), state["progress"])
            if time.monotonic() > deadline:
                self.abandon(job_id)
                raise GenerationFailed(_TOO_LONG)
            _wait(pause, watcher)
            pause = min(pause * _SLOWER, _LAST_POLL)
            try:
                state = self._service.job(job_id)
            except UnknownJob as error:  # the service was started anew, and has forgotten
                raise GenerationFailed from error
        return _pair(state)

    def draft(self, job: ports.DraftJob) -> ports.Draft:
        """Have the service's writer do its part alone."""
        if not (job.description.strip() or job.style.strip() or job.lyrics.strip()):
            raise GenerationFailed(_NOTHING_SAID, retry=False)
        job_id = uuid.uuid4().hex
        asked = {"id": job_id, "kind": "draft", **asdict(job)}
        until = time.monotonic() + _LONGEST_DRAFT
        try:
            state = self._service.submit(asked)
            while state["status"] in {"queued", "running"}:
                if time.monotonic() > until:
                    self.abandon(job_id)
                    raise GenerationFailed(_BUSY)
                time.sleep(_FIRST_POLL)
                state = self._service.job(job_id)
        except Busy as busy:
            raise GenerationFailed(_BUSY) from busy
        except UnknownJob as error:
            raise GenerationFailed from error
        said = _result(state)
        return ports.Draft(
            title=said["title"],
            style=said["style"],
            lyrics=said["lyrics"],
            bpm=said["bpm"],
            key=_key(said["key"]),
            duration=Seconds(said["duration"]),
        )

    def abandon(self, job_id: str) -> None:
        """Stop the job; raises EngineUnreachable when nobody hears it."""
        with suppress(UnknownJob):
            self._service.cancel(job_id)

    def check(self) -> None:
        """Raise unless the service would take a job."""
        self._service.check()

    def _submitted(self, request: dict[str, Any], watcher: ports.Watcher) -> dict[str, Any]:
        """The job, begun as soon as the service has room for it."""
        while True:
            try:
                return self._service.submit(request)
            except Busy as busy:
                _wait(busy.seconds, watcher)

    def _request(self, job: ports.Job, job_id: str) -> dict[str, Any]:
        uploads = [
            {kind: self._storage.put_url(name, UPLOADS_LAST) for kind, name in asdict(take).items()}
            for take in job.files
        ]
        asked = {
            "id": job_id,
            "instrumental": job.instrumental,
            "duration": job.duration,
            "bpm": job.bpm,
            "key": job.key,
            "seed": job.seed,
            "guidance": job.guidance,
            "uploads": uploads,
        }
        if job.lyrics is not None or not job.description:
            return asked | {"kind": "lyrics", "lyrics": job.lyrics or "", "style": job.style}
        if job.style:
            return asked | {"kind": "described_lyrics", "description": job.description, "style": job.style}
        return asked | {"kind": "description", "description": job.description}

    def _ask_again(self) -> None:
        try:
            self.learn()
        except (EngineUnreachable, GenerationFailed):
            self._known, self._known_at = _NOT_ANSWERING, time.monotonic() - _KNOWN_FOR + _ASK_AGAIN
        finally:
            self._asking.release()


def _wait(seconds: float, watcher: ports.Watcher) -> None:
    """Let the time pass; raises GenerationCancelled as soon as the watcher waits no more."""
    until = time.monotonic() + seconds
    while True:
        if watcher.cancelled():
            raise GenerationCancelled
        left = until - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(left, _TICK))


def _result(state: dict[str, Any]) -> dict[str, Any]:
    if state["status"] != "done":
        error = state["error"] or {}
        raise GenerationFailed(error.get("message"), retry=error.get("retry", True))
    return state["result"]


def _pair(state: dict[str, Any]) -> ports.Pair:
    result = _result(state)
    first, second = (_take(result, take) for take in result["takes"])
    return ports.Pair(result["title"], result["lyrics"], (first, second), model=result["provenance"]["model"])


def _take(song: dict[str, Any], take: dict[str, Any]) -> ports.Take:
    return ports.Take(
        style=song["style"],
        bpm=song["bpm"],
        key=_key(song["key"]),
        duration=Seconds(take["duration"]),
        seed=take["seed"],
        guidance=take["guidance"],
        categories=tuple(song["categories"]),
        peaks=tuple(take["peaks"]),
    )


def _key(said: str) -> str:
    """A key as the app writes it: the service's Eb minor is E♭ minor."""
    return said[:1] + said[1:2].translate(_SIGNS) + said[2:]


def _capabilities(said: dict[str, Any]) -> ports.Capabilities:
    return ports.Capabilities(
        label=said["label"],
        sings=said["sings"],
        shortest=said["shortest"],
        longest=said["longest"],
        typical_wait=said["typical_wait"],
        notes=tuple(said["notes"]),
        honours_guidance=said["honours_guidance"],
        languages=tuple(said["languages"]),
        remix=tuple(said["remix"]),
        at_once=AT_ONCE,
    )

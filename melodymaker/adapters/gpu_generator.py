"""ACE-Step at the GPU service, on Modal or on one's own card. The service uploads the files itself."""

import logging
import re
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gpu import contract
from melodymaker import ports
from melodymaker.adapters.gpu_service import Busy, GpuService, UnknownJob
from melodymaker.errors import EngineUnreachable, GenerationCancelled, GenerationFailed
from melodymaker.i18n import later
from melodymaker.types import REMIX_FIELDS, RemixKind, Seconds, SongRequest, Stage

log = logging.getLogger(__name__)

# ISO 639, as the service takes it.
_LANGUAGE = re.compile("[a-z]{2,3}")

# A song may wait its turn at the service, so its addresses for uploads last longer than any wait.
UPLOADS_LAST = Seconds(6 * 3600)
LONGEST_WAIT = 2 * 3600
# Seconds between two questions: the first, the longest, and the factor by which they grow.
_FIRST_POLL = 0.5
_LONGEST_POLL = 2.0
_POLL_GROWTH = 1.3
_TICK = 0.2
_LONGEST_DRAFT = 120
_NO_PARTS = later("This engine makes songs as a whole, and has no parts of them.")
_BUSY = later("The writer is busy at the moment. Please try again in a minute.")
_NO_TOPIC = later("Say first what the song is about, or name a style.")
_SIGNS = str.maketrans("b#", "♭♯")
# A variation is a cover in the song's own style.
_TASKS = {
    RemixKind.VARY: "cover",
    RemixKind.RESTYLE: "cover",
    RemixKind.EXTEND: "extend",
    RemixKind.REPLACE: "repaint",
}
_MAX_AGE = 60.0
_RETRY_AFTER = 5.0
_TOO_LONG = later("The music engine took too long over this request.")
_NOT_ANSWERING = ports.Capabilities(
    label=later("GPU service"),
    sings=True,
    shortest=10,
    longest=240,
    typical_wait=later("longer than usual"),
    notes=(later("The music engine does not answer at the moment. Requests wait for it."),),
    at_once=2,
    answers=False,
)


class GpuGenerator:
    """Makes pairs at the GPU service; a worker that takes a request over goes on with the job begun for it."""

    name = "gpu"

    def __init__(self, storage: ports.Storage, service: GpuService) -> None:
        self._storage = storage
        self._service = service
        self._capabilities = _NOT_ANSWERING
        self._read_at = 0.0
        self._reading = threading.Lock()

    @property
    def capabilities(self) -> ports.Capabilities:
        """What the service reported last; read again in the background once that is a minute old."""
        if time.monotonic() > self._read_at + _MAX_AGE and self._reading.acquire(blocking=False):
            self._read_at = time.monotonic()
            threading.Thread(target=self._read_again, daemon=True).start()
        return self._capabilities

    def read_capabilities(self) -> None:
        """Ask the service what it can do, and wait for the answer; raises as `GpuService.capabilities` does."""
        self._capabilities = _capabilities(self._service.capabilities())
        self._read_at = time.monotonic()

    def generate(self, job: ports.Job, listener: ports.ProgressListener) -> ports.Pair:
        """Have the service make the pair and put its eight files in the storage."""
        job_id = job.resumes or uuid.uuid4().hex
        # Saved before it begins: submitted again under the same id, it is still the same job.
        listener.save_job(job_id)
        deadline = time.monotonic() + LONGEST_WAIT
        state = self._submitted(self._request(job, job_id), listener)
        pause = _FIRST_POLL
        while state["status"] in {"queued", "running"}:
            if state["stage"]:
                listener.report(Stage(state["stage"]), state["progress"])
            if time.monotonic() > deadline:
                self.abandon(job_id)
                raise GenerationFailed(_TOO_LONG)
            _wait(pause, listener)
            pause = min(pause * _POLL_GROWTH, _LONGEST_POLL)
            try:
                state = self._service.job(job_id)
            except UnknownJob as error:  # the service was restarted, and has forgotten
                raise GenerationFailed from error
        return _pair(state)

    def draft(self, job: ports.DraftJob) -> ports.Draft:
        """Have the service's writer do its part alone."""
        texts = (job.request.description, job.request.style, job.request.lyrics)
        if not any(text.strip() for text in texts):
            raise GenerationFailed(_NO_TOPIC, retry=False)
        job_id = uuid.uuid4().hex
        values = _values(job.request, contract.DraftRequest)
        request = {"id": job_id, "kind": "draft", "line": job.line, **values}
        deadline = time.monotonic() + _LONGEST_DRAFT
        try:
            state = self._service.submit(request)
            while state["status"] in {"queued", "running"}:
                if time.monotonic() > deadline:
                    self.abandon(job_id)
                    raise GenerationFailed(_BUSY)
                time.sleep(_FIRST_POLL)
                state = self._service.job(job_id)
        except Busy as busy:
            raise GenerationFailed(_BUSY) from busy
        except UnknownJob as error:
            raise GenerationFailed from error
        draft = _result(state)
        return ports.Draft(
            title=draft["title"],
            style=draft["style"],
            lyrics=draft["lyrics"],
            bpm=draft["bpm"],
            key=_key(draft["key"]),
            duration=Seconds(draft["duration"]),
        )

    def close(self) -> None:
        """End the connections to the service."""
        self._service.close()

    def abandon(self, job_id: str) -> None:
        """Stop the job; raises EngineUnreachable when the service does not answer."""
        with suppress(UnknownJob):
            self._service.cancel(job_id)

    def not_understood(self, request: SongRequest) -> tuple[str, ...]:
        """Nothing that is known here: the models read all of it."""
        return ()

    def write_parts(self, source: ports.Source, folder: Path) -> None:
        """Not possible: the service makes a song as a whole."""
        raise GenerationFailed(_NO_PARTS, retry=False)

    def check(self) -> None:
        """Raise unless the service would take a job."""
        self._service.check()

    def _submitted(self, request: dict[str, Any], listener: ports.ProgressListener) -> dict[str, Any]:
        """The job, begun as soon as the service has room for it."""
        while True:
            try:
                return self._service.submit(request)
            except Busy as busy:
                _wait(busy.seconds, listener)

    def _request(self, job: ports.Job, job_id: str) -> dict[str, Any]:
        uploads = [
            {kind: self._storage.put_url(name, UPLOADS_LAST) for kind, name in asdict(take).items()}
            for take in job.files
        ]
        kind = _request_kind(job.request)
        request = {
            "id": job_id,
            "kind": kind.model_fields["kind"].default,
            "uploads": uploads,
            **_values(job.request, kind),
        }
        if job.source:
            request |= _remix(job.request) | {"source": self._storage.get_url(job.source, UPLOADS_LAST)}
        if job.request.lyrics and _LANGUAGE.fullmatch(job.language):
            request["language"] = job.language
        return request

    def _read_again(self) -> None:
        try:
            self.read_capabilities()
        except (EngineUnreachable, GenerationFailed):
            self._capabilities = _NOT_ANSWERING
            self._read_at = time.monotonic() - _MAX_AGE + _RETRY_AFTER
        finally:
            self._reading.release()


def _request_kind(request: SongRequest) -> type[contract.SongRequest]:
    """Which of the contract's requests asks for this."""
    if request.remix:
        return contract.RemixRequest
    if request.lyrics or not request.description:
        return contract.LyricsRequest
    return contract.DescribedLyricsRequest if request.style else contract.DescriptionRequest


def _values(request: SongRequest, kind: type[contract.SongRequest | contract.DraftRequest]) -> dict[str, Any]:
    """What of the request the contract has a field for; what is empty is left out, for the service to choose."""
    names = [name for name in kind.model_fields if hasattr(request, name) and name not in REMIX_FIELDS]
    values = {name: getattr(request, name) for name in names}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _remix(request: SongRequest) -> dict[str, Any]:
    """What of a remix the contract calls by other names."""
    values: dict[str, Any] = {
        "task": _TASKS[request.remix],
        "strength": request.difference,
        "start": request.remix_from,
        "end": request.remix_to,
    }
    return {name: value for name, value in values.items() if value is not None}


def _wait(seconds: float, listener: ports.ProgressListener) -> None:
    """Wait this long; raises GenerationCancelled as soon as the listener is cancelled."""
    deadline = time.monotonic() + seconds
    while True:
        if listener.cancelled():
            raise GenerationCancelled
        left = deadline - time.monotonic()
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
    return ports.Pair(
        result["title"], result["lyrics"], (first, second), result["provenance"]["model"], result["language"]
    )


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


def _key(text: str) -> str:
    """A key as the app writes it: the service's Eb minor is E♭ minor."""
    return text[:1] + text[1:2].translate(_SIGNS) + text[2:]


def _capabilities(reported: dict[str, Any]) -> ports.Capabilities:
    return ports.Capabilities(
        label=reported["label"],
        sings=reported["sings"],
        shortest=reported["shortest"],
        longest=reported["longest"],
        typical_wait=reported["typical_wait"],
        notes=tuple(reported["notes"]),
        honours_guidance=reported["honours_guidance"],
        languages=tuple(reported["languages"]),
        remix=tuple(kind for kind, task in _TASKS.items() if task in reported["remix"]),
        at_once=reported["at_once"],
    )

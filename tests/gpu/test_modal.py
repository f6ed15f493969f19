"""The Modal app without an account: it imports, its methods run locally, and its gateway serves the same routes."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import modal
import pytest

from gpu import app as modal_app
from gpu.contract import JOB_REQUEST, DraftResult, ErrorCode, Job, JobStatus
from gpu.errors import ServiceError
from gpu.jobs import KEEP_SECONDS, WAITING
from gpu.modal_jobs import ModalJobs, run_job
from gpu.progress import Progress
from gpu.settings import Settings
from tests.gpu.conftest import UploadTarget, finished, refusal, serving, submit, tiny_settings
from tests.gpu.test_routes import DRAFT, RESULT
from tests.waiting import until

# It goes without saying that there is no Volume here.
pytestmark = pytest.mark.filterwarnings("ignore:.*will not have access to the mounted Volume:UserWarning")

REQUEST = JOB_REQUEST.validate_python({**DRAFT, "id": "song-7-try-1"})


class LocalDict(dict):
    """What is used of `modal.Dict`, in this process."""

    def put(self, key: Any, value: Any, *, skip_if_exists: bool = False) -> bool:
        if skip_if_exists and key in self:
            return False
        self[key] = value
        return True


class RecordedCalls:
    """Calls of a function on Modal, in this process."""

    def __init__(self, start: Callable[[str, dict[str, Any]], None] = lambda *_: None, backlog: int = 0) -> None:
        self._start = start
        self._backlog = backlog
        self.spawned: list[str] = []
        self.cancelled: list[str] = []
        self.failures: dict[str, str] = {}

    def spawn(self, job_id: str, body: dict[str, Any]) -> str:
        self._start(job_id, body)
        self.spawned.append(job_id)
        return f"fc-{job_id}"

    def backlog(self) -> int:
        return self._backlog

    def failure(self, call_id: str) -> str | None:
        return self.failures.get(call_id)

    def cancel(self, call_id: str) -> None:
        self.cancelled.append(call_id)


@pytest.fixture
def states() -> LocalDict:
    return LocalDict()


@pytest.fixture
def local(model_dir: Path, states: LocalDict, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The app on tiny models, its jobs spawned as threads."""
    settings = tiny_settings(model_dir, music_model="xl-turbo")
    monkeypatch.setattr(modal_app, "settings", settings)
    monkeypatch.setattr(modal_app, "states", states)
    return settings


@pytest.fixture
def gateway(local: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Modal's gateway under uvicorn."""
    singer = modal_app.Singer()
    threads = []

    def spawn(job_id: str, body: dict[str, Any]) -> None:
        threads.append(threading.Thread(target=singer.run.local, args=(job_id, body)))
        threads[-1].start()

    calls = RecordedCalls(spawn)
    monkeypatch.setattr(modal_app, "_Calls", lambda: calls)
    with serving(modal_app.gateway.local()) as client:
        yield client
    for thread in threads:
        thread.join()


def test_the_gateway_makes_a_song(gateway: httpx.Client, folder: UploadTarget) -> None:
    # Modal checks the keys before the gateway is reached; the gateway itself knows none.
    gateway.headers.clear()
    request = {"kind": "lyrics", "lyrics": "la", "duration": 10, "seed": 1, "uploads": folder.uploads()}
    first, second = (submit(gateway, **request, id="song-7-try-1") for _ in range(2))
    assert first.id == second.id
    job = finished(gateway, first.id)
    assert job.status is JobStatus.DONE, job.error
    assert job.progress == 1
    assert [len(files) for files in folder.files()] == [4, 4]
    assert gateway.get("/capabilities").json()["model"] == "xl-turbo"
    assert gateway.get("/jobs/song-8-try-1").status_code == 404
    assert refusal(gateway.post("/jobs", json={**request, "seed": -1}))["field"] == "seed"


def test_a_running_job_is_cancelled_through_the_gateway(gateway: httpx.Client, folder: UploadTarget) -> None:
    request = {"kind": "description", "description": "rain", "duration": 60, "seed": 1, "uploads": folder.uploads()}
    job = submit(gateway, **request)
    until(lambda: gateway.get(f"/jobs/{job.id}").json()["status"] != "queued")
    gateway.delete(f"/jobs/{job.id}")
    assert finished(gateway, job.id).status is JobStatus.CANCELLED
    assert folder.files() == [{}, {}]


def test_sample_makes_a_song_without_storage(local: Settings) -> None:
    title, files = modal_app.Singer().sample.local("rain", 10)
    assert title
    assert {name: files[name][:4] for name in ("1-master.flac", "2-cover.webp")} == {
        "1-master.flac": b"fLaC",
        "2-cover.webp": b"RIFF",
    }
    assert len(files) == 8


def test_an_unknown_backlog_refuses_no_job(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def unreachable() -> None:
        message = "no account"
        raise modal.exception.AuthError(message)

    monkeypatch.setattr(modal_app, "_singer", unreachable)
    assert modal_app._Calls().backlog() == 0
    assert "number of waiting jobs" in caplog.text


def make(_request: Any, _progress: Progress) -> DraftResult:
    return RESULT


def test_the_same_id_is_spawned_once(states: LocalDict) -> None:
    calls = RecordedCalls()
    jobs = ModalJobs(states, calls)
    assert jobs.submit(REQUEST).id == jobs.submit(REQUEST).id == "song-7-try-1"
    assert calls.spawned == ["song-7-try-1"]


def test_a_job_that_could_not_be_spawned_is_not_remembered(states: LocalDict) -> None:
    def spawn(_job_id: str, _body: dict) -> None:
        message = "no network"
        raise ConnectionError(message)

    with pytest.raises(ConnectionError):
        ModalJobs(states, RecordedCalls(spawn)).submit(REQUEST)
    assert not states


def test_submit_and_health_are_refused_when_too_many_jobs_wait(states: LocalDict) -> None:
    jobs = ModalJobs(states, RecordedCalls(backlog=WAITING))
    for refuse in (lambda: jobs.submit(REQUEST), jobs.check):
        with pytest.raises(ServiceError) as refused:
            refuse()
        assert refused.value.error.code is ErrorCode.BUSY


def test_a_job_cancelled_before_it_started_never_runs(states: LocalDict) -> None:
    calls = RecordedCalls()
    jobs = ModalJobs(states, calls)
    jobs.submit(REQUEST)
    assert jobs.cancel("song-7-try-1").status is JobStatus.CANCELLED
    assert calls.cancelled == ["fc-song-7-try-1"]
    run_job(states, "song-7-try-1", REQUEST.model_dump(mode="json"), make)
    job = jobs.get("song-7-try-1")
    assert (job.status, job.result) == (JobStatus.CANCELLED, None)


def test_a_container_that_dies_as_it_starts_ends_the_job_with_a_reason(states: LocalDict) -> None:
    calls = RecordedCalls()
    jobs = ModalJobs(states, calls)
    jobs.submit(REQUEST)
    calls.failures["fc-song-7-try-1"] = "models/x lacks its weights"
    # Nobody asks for a job that was only just submitted.
    assert jobs.get("song-7-try-1").status is JobStatus.QUEUED
    assert jobs.check() is None
    states["song-7-try-1"]["seen"] -= 21
    job = jobs.get("song-7-try-1")
    assert job.status is JobStatus.FAILED
    assert job.error is not None
    assert (job.error.code, job.error.retry) == (ErrorCode.UNAVAILABLE, True)
    assert "models/x lacks its weights" in job.error.message
    with pytest.raises(ServiceError, match="models/x lacks its weights"):
        jobs.check()
    # It is well again after a while, or when the next starts.
    died = states.pop("died/reason")
    states["died/reason"] = {**died, "at": died["at"] - 601}
    assert jobs.check() is None
    states["died/reason"] = died
    second = REQUEST.model_copy(update={"id": "song-8-try-1"})
    jobs.submit(second)
    run_job(states, "song-8-try-1", second.model_dump(mode="json"), make)
    assert jobs.check() is None


def test_a_call_that_waits_for_its_container_is_left_alone(states: LocalDict) -> None:
    jobs = ModalJobs(states, RecordedCalls())
    jobs.submit(REQUEST)
    states["song-7-try-1"]["seen"] -= 500
    assert jobs.get("song-7-try-1").status is JobStatus.QUEUED


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (TimeoutError(), None),
        (modal.exception.OutputExpiredError(), None),
        (modal.exception.ConnectionError("no network"), None),
        (FileNotFoundError("trace\nmodels/x lacks its weights"), "models/x lacks its weights"),
        (modal.exception.FunctionTimeoutError("took too long"), "took too long"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_why_a_call_failed_is_read_from_its_outcome(
    monkeypatch: pytest.MonkeyPatch, outcome: Exception, reason: str | None
) -> None:
    class Call:
        def get(self, timeout: float) -> None:
            assert timeout == 0
            raise outcome

    monkeypatch.setattr(modal.FunctionCall, "from_id", lambda _call_id: Call())
    assert modal_app._Calls().failure("fc-1") == reason


def test_containers_have_the_memory_that_a_snapshot_of_the_models_takes() -> None:
    # 11.5 GB of music, 16 of the covers, 9 of the planner, and what loading takes.
    assert 40_000 < modal_app._MEMORY_MIB < 52_000


def test_a_snapshot_of_the_card_is_taken_after_a_song(local: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    monkeypatch.setattr(modal_app, "settings", replace(local, modal_gpu_snapshot=True))
    monkeypatch.setattr("gpu.pipeline.Studio.to", lambda _studio, device: done.append(device))
    monkeypatch.setattr("gpu.pipeline.Studio.compile", lambda _studio: done.append("compiled"))
    monkeypatch.setattr("gpu.pipeline.Studio.warm_up", lambda _studio: done.append("song"))
    modal_app.Singer().sample.local("rain", 10)
    assert done == ["cpu", "compiled", "song", "cpu"]


def test_a_restarted_container_makes_the_song_again(states: LocalDict) -> None:
    jobs = ModalJobs(states, RecordedCalls())
    running = jobs.submit(REQUEST).model_copy(update={"status": JobStatus.RUNNING, "progress": 0.5})
    states["song-7-try-1"]["job"] = running.model_dump(mode="json")
    run_job(states, "song-7-try-1", REQUEST.model_dump(mode="json"), make)
    assert jobs.get("song-7-try-1").result == RESULT
    run_job(states, "song-7-try-1", REQUEST.model_dump(mode="json"), lambda *_: pytest.fail("made twice"))


def test_a_job_whose_container_stopped_reporting_has_failed(states: LocalDict) -> None:
    jobs = ModalJobs(states, RecordedCalls())
    running = jobs.submit(REQUEST).model_copy(update={"status": JobStatus.RUNNING})
    states["song-7-try-1"] = {"job": running.model_dump(mode="json"), "seen": time.time() - 601}
    for _ in range(2):
        job = jobs.get("song-7-try-1")
        assert job.status is JobStatus.FAILED
        assert job.error is not None
        assert job.error.retry


def test_ended_jobs_are_forgotten_after_some_hours(states: LocalDict) -> None:
    jobs = ModalJobs(states, RecordedCalls())
    jobs.submit(REQUEST)
    run_job(states, "song-7-try-1", REQUEST.model_dump(mode="json"), make)
    assert isinstance(jobs.get("song-7-try-1"), Job)
    states["song-7-try-1"]["seen"] -= KEEP_SECONDS + 1
    with pytest.raises(ServiceError) as gone:
        jobs.get("song-7-try-1")
    assert gone.value.error.code is ErrorCode.NOT_FOUND
    assert not states

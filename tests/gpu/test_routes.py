"""What the service refuses, and how; and that a job submitted twice is made once."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gpu.api import capabilities_of, create_app
from gpu.contract import JOB_REQUEST, DraftResult, JobStatus
from gpu.errors import Cancelled
from gpu.jobs import KEEP_SECONDS, LocalJobs, Request
from gpu.progress import Progress
from gpu.settings import TINY, Settings
from tests.gpu.conftest import finished, refusal, serving, submit
from tests.gpu.process import HEADERS, KEYS
from tests.waiting import until

UPLOADS = [dict.fromkeys(("master", "stream", "cover", "thumb"), "https://store.example/x")] * 2
SONG = {"kind": "description", "description": "rain", "seed": 1, "uploads": UPLOADS}
DRAFT = {"kind": "draft", "description": "rain"}
RESULT = DraftResult(
    title="Rain", style="folk", language="en", bpm=90, key="C major", duration=60, categories=[], lyrics="la"
)


class BlockedWork:
    """Work that runs until it is released; counts how often it was started."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.end = threading.Event()
        self.count = 0

    def make(self, _request: Request, progress: Progress) -> DraftResult:
        self.count += 1
        self.begun.release()
        while not self.end.wait(0.01):
            progress.check()
        return RESULT


class Clock:
    """A time that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def work() -> BlockedWork:
    return BlockedWork()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(work: BlockedWork, clock: Clock) -> Iterator[httpx.Client]:
    """The routes over work that does not end by itself."""
    jobs = LocalJobs(work.make, waiting=2, clock=clock)
    with serving(create_app(jobs, capabilities_of(Settings()), KEYS)) as client:
        yield client
    jobs.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "opera"}, "kind"),
        ({"kind": None}, "kind"),
        ({"description": " "}, "description"),
        ({"description": "x" * 1001}, "description"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
        ({"duration": 9}, "duration"),
        ({"duration": 601}, "duration"),
        ({"bpm": 29}, "bpm"),
        ({"key": "H minor"}, "key"),
        ({"time_signature": 5}, "time_signature"),
        ({"guidance": [7.5, 15.5]}, "guidance.1"),
        ({"id": "short"}, "id"),
        ({"artist": "x" * 61}, "artist"),
        ({"surprise": 1}, "surprise"),
        ({"uploads": UPLOADS[:1]}, "uploads.1"),
        ({"uploads": [UPLOADS[0], {**UPLOADS[1], "cover": "file:///etc/passwd"}]}, "uploads.1.cover"),
        ({"uploads": [UPLOADS[0], {**UPLOADS[1], "cover": "https://me@store.example/x"}]}, "uploads.1.cover"),
        ({"kind": "lyrics", "description": ...}, "lyrics"),
        ({"kind": "lyrics", "description": ..., "lyrics": "x" * 5001}, "lyrics"),
        ({"kind": "remix", "description": ..., "lyrics": "la", "task": "cover", "source": "ftp://x/y"}, "source"),
        (
            {
                "kind": "remix",
                "description": ...,
                "lyrics": "la",
                "task": "repaint",
                "source": "http://x/y",
                "start": 3,
            },
            "end",
        ),
        ({"kind": "draft", "seed": ..., "uploads": ..., "lyrics": "one", "line": 1}, "line"),
        ({"kind": "draft", "seed": ..., "uploads": ..., "description": " "}, "description"),
    ],
)
def test_malformed_requests_are_refused_with_the_field(
    client: httpx.Client, work: BlockedWork, change: dict[str, Any], field: str
) -> None:
    wrong = {name: value for name, value in {**SONG, **change}.items() if value is not ...}
    answer = client.post("/jobs", json=wrong)
    assert answer.status_code == 422
    error = refusal(answer)
    assert (error["code"], error["field"], error["retry"]) == ("invalid", field, False)
    assert work.count == 0


def test_a_body_that_is_not_json_is_refused(client: httpx.Client) -> None:
    answer = client.post("/jobs", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert refusal(answer)["code"] == "invalid"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_body_above_the_limit_is_refused(client: httpx.Client, streamed: bool) -> None:
    body = b" " * (64 * 1024 + 1)
    answer = client.post("/jobs", content=iter([body]) if streamed else body)
    assert answer.status_code == 413
    assert refusal(answer)["code"] == "too_large"


def test_a_body_at_the_limit_is_read(client: httpx.Client) -> None:
    answer = client.post("/jobs", content=b" " * (64 * 1024), headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Modal-Key": KEYS[0]},
        {**HEADERS, "Modal-Secret": "wrong"},
        {**HEADERS, "Modal-Key": "wrong"},
        {"Modal-Key": "", "Modal-Secret": ""},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/jobs"), ("GET", "/jobs/12345678"), ("GET", "/health"), ("GET", "/docs"), ("GET", "/nowhere")],
)
def test_wrong_or_missing_keys_are_refused(
    client: httpx.Client, headers: dict[str, str], method: str, path: str
) -> None:
    answer = httpx.request(method, client.base_url.join(path), headers=headers, json=DRAFT)
    assert answer.status_code == 401
    assert refusal(answer)["code"] == "unauthorised"


def test_alive_needs_no_keys(client: httpx.Client) -> None:
    assert httpx.get(client.base_url.join("/alive")).status_code == 200


def test_unknown_jobs_and_routes_are_404(client: httpx.Client) -> None:
    for answer in (client.get("/jobs/12345678"), client.delete("/jobs/12345678"), client.get("/nowhere")):
        assert answer.status_code == 404
        assert refusal(answer)["code"] == "not_found"


def test_capabilities_and_health_are_reported(client: httpx.Client) -> None:
    reported = client.get("/capabilities").json()
    assert (reported["model"], reported["honours_guidance"], reported["longest"]) == ("xl-sft", True, 600)
    assert client.get("/health").json() == {"status": "ok", "model": "xl-sft"}


@pytest.mark.parametrize(
    ("settings", "wait"),
    [
        (Settings(), "about a minute"),
        (Settings(music_model="xl-turbo"), "half a minute"),
        (Settings(device="cpu"), "many minutes"),
        (Settings(device="cpu", sizes=TINY), "a few seconds"),
    ],
)
def test_typical_wait_depends_on_the_models_and_the_machine(settings: Settings, wait: str) -> None:
    assert capabilities_of(settings).typical_wait == wait


def test_every_route_is_documented(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/jobs",
        "/jobs/{job_id}",
        "/generate_with_description",
        "/generate_with_lyrics",
        "/generate_with_described_lyrics",
        "/capabilities",
        "/health",
        "/alive",
    }
    for route in paths.values():
        for method in route.values():
            assert method["description"]
            assert "ErrorBody" in str(method["responses"]["422"])


def test_the_same_id_again_is_the_same_job(client: httpx.Client, work: BlockedWork) -> None:
    first, second = (submit(client, **DRAFT, id="try-1-of-song-7") for _ in range(2))
    assert first.id == second.id == "try-1-of-song-7"
    work.end.set()
    assert finished(client, first.id).result == RESULT
    assert submit(client, **DRAFT, id=first.id).status is JobStatus.DONE
    assert work.count == 1


def test_submit_is_refused_while_too_many_jobs_wait(client: httpx.Client, work: BlockedWork) -> None:
    running = [submit(client, **SONG) for _ in range(2)]
    for _ in running:
        assert work.begun.acquire(timeout=10)
    # These two have begun, but until they tell of progress they count as waiting.
    answer = client.post("/jobs", json=DRAFT)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert refusal(answer)["code"] == "busy"
    assert refusal(answer)["retry"] is True
    # Health says the same: no job would be taken.
    assert client.get("/health").status_code == 429
    work.end.set()
    for job in running:
        finished(client, job.id)
    submit(client, **DRAFT)


def test_a_draft_waits_for_no_song() -> None:
    songs, drafts = BlockedWork(), BlockedWork()
    drafts.end.set()

    def make(request: Request, progress: Progress) -> DraftResult:
        return (drafts if request.kind == "draft" else songs).make(request, progress)

    jobs = LocalJobs(make, at_once=1)
    for _ in range(2):
        jobs.submit(JOB_REQUEST.validate_python(SONG))
    draft = jobs.submit(JOB_REQUEST.validate_python(DRAFT))
    until(lambda: jobs.get(draft.id).status is JobStatus.DONE)
    assert songs.count <= 1
    jobs.close()


def test_a_service_without_workers_is_not_well(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health").status_code == 200
    monkeypatch.setattr("threading.Thread.is_alive", lambda _thread: False)
    answer = client.get("/health")
    assert (answer.status_code, refusal(answer)["code"]) == (503, "unavailable")


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(client: httpx.Client, work: BlockedWork) -> None:
    job = submit(client, **DRAFT)
    answer = client.delete(f"/jobs/{job.id}").json()
    assert answer["status"] == "cancelled"
    assert answer["error"]["code"] == "cancelled"
    work.end.set()
    assert finished(client, job.id).status is JobStatus.CANCELLED
    assert finished(client, submit(client, **DRAFT).id).status is JobStatus.DONE
    # Cancelling what has ended changes nothing.
    done = submit(client, **DRAFT)
    finished(client, done.id)
    assert client.delete(f"/jobs/{done.id}").json()["status"] == "done"


def test_jobs_are_forgotten_some_hours_after_their_end(client: httpx.Client, work: BlockedWork, clock: Clock) -> None:
    work.end.set()
    job = submit(client, **DRAFT)
    finished(client, job.id)
    clock.now = KEEP_SECONDS - 1
    assert client.get(f"/jobs/{job.id}").status_code == 200
    clock.now = KEEP_SECONDS + 1
    assert client.get(f"/jobs/{job.id}").status_code == 404


def test_close_ends_running_jobs(work: BlockedWork) -> None:
    seen = []

    def make(request: Request, progress: Progress) -> DraftResult:
        try:
            return work.make(request, progress)
        except Cancelled:
            seen.append("cancelled")
            raise

    jobs = LocalJobs(make)
    jobs.submit(JOB_REQUEST.validate_python(DRAFT))
    assert work.begun.acquire(timeout=10)
    jobs.close()
    assert seen == ["cancelled"]

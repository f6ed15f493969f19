"""Jobs that are cancelled, and servers that are killed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from deploy.local.servers import free_port
from gpu.contract import JOB_REQUEST, DraftResult, JobStatus, SongResult, Stage
from gpu.errors import Cancelled
from gpu.pipeline import Studio
from gpu.progress import Progress
from tests.gpu.conftest import UploadTarget, finished, submit
from tests.gpu.process import running
from tests.waiting import until

SONG = {"kind": "lyrics", "lyrics": "la la", "style": "waltz", "duration": 10, "seed": 1}


@pytest.mark.parametrize("stage", Stage)
def test_a_job_cancelled_in_any_stage_stops_at_its_next_step(sft: Studio, folder: UploadTarget, stage: Stage) -> None:
    reports = []

    def report(reached: Stage, done: float) -> None:
        reports.append((reached, done))

    progress = Progress(report, lambda: any(reached is stage for reached, _ in reports))
    with pytest.raises(Cancelled):
        sft.make(JOB_REQUEST.validate_python({**SONG, "uploads": folder.uploads()}), progress)
    assert sum(reached is stage for reached, _ in reports) == 1
    assert folder.files() == [{}, {}]


def test_progress_reports_all_stages_in_order(turbo: Studio, folder: UploadTarget) -> None:
    reports: list[tuple[Stage, float]] = []
    progress = Progress(lambda stage, done: reports.append((stage, done)), lambda: False)
    result = turbo.make(JOB_REQUEST.validate_python({**SONG, "uploads": folder.uploads()}), progress)
    assert isinstance(result, SongResult)
    assert [take.guidance for take in result.takes] == [None, None]
    assert [take.seed for take in result.takes] == [1, 2]
    assert list(dict.fromkeys(stage for stage, _ in reports)) == list(Stage)
    assert all(before[1] <= after[1] for before, after in pairwise(reports))
    # Each of the eight steps is reported.
    assert sum(stage is Stage.COMPOSING for stage, _ in reports) >= 8


def test_the_gpu_is_free_for_others_while_a_song_is_uploaded(turbo: Studio, folder: UploadTarget) -> None:
    reached = threading.Event()
    release = threading.Event()

    def slow(*_: object) -> None:
        reached.set()
        release.wait(60)

    def progress() -> Progress:
        return Progress(lambda *_: None, lambda: False)

    song = JOB_REQUEST.validate_python({**SONG, "uploads": folder.uploads()})
    with ThreadPoolExecutor(1) as beside:
        handing_over = beside.submit(turbo.make, song, progress(), slow)
        assert reached.wait(60)
        draft = turbo.make(JOB_REQUEST.validate_python({"kind": "draft", "description": "rain"}), progress())
        assert isinstance(draft, DraftResult)
        assert not handing_over.done()
        release.set()
        assert isinstance(handing_over.result(60), SongResult)


def test_a_running_job_is_cancelled_and_leaves_nothing(service: httpx.Client, folder: UploadTarget) -> None:
    submitted = submit(service, kind="description", description="rain", duration=60, seed=1, uploads=folder.uploads())
    until(lambda: service.get(f"/jobs/{submitted.id}").json()["status"] != "queued")
    service.delete(f"/jobs/{submitted.id}")
    job = finished(service, submitted.id, seconds=10)
    assert job.status is JobStatus.CANCELLED
    assert job.progress < 0.8
    assert folder.files() == [{}, {}]


def test_a_killed_server_loses_and_duplicates_no_file(
    service: httpx.Client, folder: UploadTarget, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    request = {**SONG, "id": "song-7-try-1", "uploads": folder.uploads()}
    with running(free_port(), log, MUSIC_MODEL="xl-turbo") as killed:
        submit(killed.client, **request)
        until(lambda: killed.client.get("/jobs/song-7-try-1").json()["status"] != "queued")
        killed.child.kill()
        killed.child.wait(10)
    assert folder.files() == [{}, {}]
    # The job went with the server: that tells the client to submit it to the next, and a lost answer to do so twice.
    assert service.get("/jobs/song-7-try-1").status_code == 404
    assert {submit(service, **request).id for _ in range(2)} == {"song-7-try-1"}
    assert finished(service, "song-7-try-1").status is JobStatus.DONE
    assert [len(files) for files in folder.files()] == [4, 4]
    assert len([path for path in tmp_path.rglob("*.*") if path.suffix in {".flac", ".mp3", ".webp"}]) == 8
    # The addresses carry signatures, which are secret.
    assert "signature" not in log.read_text()

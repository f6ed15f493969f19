"""The service with tiny models of random weights, on loopback, and real storages for what it makes."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import torch
import uvicorn
from fastapi import FastAPI

from deploy.local import servers
from gpu import tiny
from gpu.api import capabilities_of, create_app
from gpu.contract import CONTENT_TYPES, ENDED, Job
from gpu.jobs import LocalJobs
from gpu.pipeline import Studio
from gpu.settings import TINY, Settings
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.s3_storage import S3Storage
from melodymaker.types import FileName, Seconds
from tests.gpu.folder_server import serve_folder
from tests.gpu.process import HEADERS, KEYS, await_answer
from tests.waiting import until

ENDINGS = {"audio/flac": "flac", "audio/mpeg": "mp3", "image/webp": "webp"}
HOUR = Seconds(3600)


def pytest_configure(config: pytest.Config) -> None:
    """Two threads for torch, and no warnings that only its libraries can fix."""
    torch.set_num_threads(1)
    for warning in (
        # diffusers' audio VAE uses a function that torch is about to rename.
        "ignore:.*weight_norm. is deprecated:FutureWarning",
        # torchao registers classes in the old way, and tells of kernels for other machines.
        "ignore:.*:FutureWarning:torchao",
        # diffusers' Euler scheduler hands tensors to NumPy in the old way.
        "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning",
    ):
        config.addinivalue_line("filterwarnings", warning)


def tiny_settings(folder: Path, **chosen: Any) -> Settings:
    """Settings for tiny models in the folder, which are built if they are not there."""
    settings = Settings(model_dir=folder, device="cpu", sizes=TINY, **chosen)
    tiny.build(settings)
    return settings


@pytest.fixture(scope="session")
def model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for tiny models, built when they are first asked for."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def turbo(model_dir: Path) -> Studio:
    """A studio whose music model ignores guidance."""
    return Studio(tiny_settings(model_dir, music_model="xl-turbo"))


@pytest.fixture(scope="session")
def sft(model_dir: Path) -> Studio:
    """A studio whose music model honours guidance."""
    return Studio(tiny_settings(model_dir, music_model="xl-sft"))


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """A client with the right keys of the app, which uvicorn serves on loopback until the block ends."""
    port = servers.free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=HEADERS, timeout=30) as client:
            await_answer(client)
            yield client
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def service(sft: Studio, model_dir: Path) -> Iterator[httpx.Client]:
    """The service on the model that honours guidance."""
    jobs = LocalJobs(sft.make)
    with serving(create_app(jobs, capabilities_of(tiny_settings(model_dir)), KEYS)) as client:
        yield client
    jobs.close()


@dataclass
class UploadTarget:
    """A storage, and a count of the names it gave out."""

    storage: LocalStorage | S3Storage
    read: Callable[[str], bytes | None]
    given: list[dict[str, str]] = field(default_factory=list)

    def uploads(self) -> list[dict[str, str]]:
        """Addresses for the files of two takes, as a request carries them."""
        both = []
        for _ in range(2):
            number = sum(len(take) for take in self.given)
            names = {
                name: f"{number + index:032x}.{ENDINGS[kind]}"
                for index, (name, kind) in enumerate(CONTENT_TYPES.items())
            }
            self.given.append(names)
            both.append({name: self.storage.put_url(FileName(file), HOUR) for name, file in names.items()})
        return both

    def files(self) -> list[dict[str, bytes]]:
        """What has arrived of all takes."""
        return [{name: body for name, file in take.items() if (body := self.read(file))} for take in self.given]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[servers.S3]:
    """An S3 API that refuses what is not signed as it should be."""
    with servers.moto() as server:
        yield server


@pytest.fixture
def s3(s3_server: servers.S3, request: pytest.FixtureRequest) -> UploadTarget:
    """A bucket of its own for each test."""
    settings = SimpleNamespace(
        s3_endpoint=s3_server.endpoint,
        s3_region=s3_server.region,
        s3_key_id=s3_server.key_id,
        s3_app_key=s3_server.app_key,
        s3_bucket=f"songs-{abs(hash(request.node.nodeid))}",
    )
    storage = S3Storage(cast("Any", settings))
    storage.set_up("http://localhost")

    def read(name: str) -> bytes | None:
        answer = httpx.get(storage.url(FileName(name), HOUR))
        return answer.content if answer.is_success else None

    return UploadTarget(storage, read)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[UploadTarget]:
    """A folder storage that takes uploads over HTTP."""
    with serve_folder(tmp_path / "media") as storage:
        yield UploadTarget(storage, lambda name: body(path) if (path := tmp_path / "media" / name[:2] / name) else None)


def body(path: Path) -> bytes | None:
    """A file's content; None when there is none."""
    return path.read_bytes() if path.is_file() else None


def finished(client: httpx.Client, job_id: str, seconds: float = 90) -> Job:
    """The job once it has ended."""

    def ended() -> Job | None:
        job = Job.model_validate(client.get(f"/jobs/{job_id}").raise_for_status().json())
        return job if job.status in ENDED else None

    return until(ended, seconds, every=0.1)


def submit(client: httpx.Client, **request: Any) -> Job:
    """The job that the service starts for a request."""
    answer = client.post("/jobs", json=request)
    assert answer.status_code == 202, answer.text
    return Job.model_validate(answer.json())


def refusal(answer: httpx.Response) -> dict[str, Any]:
    """The error in a refusal."""
    assert list(answer.json()) == ["error"], json.dumps(answer.json())
    return answer.json()["error"]

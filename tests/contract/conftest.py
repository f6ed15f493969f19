"""A scripted GPU service with the adapter that calls it, and a file to store."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from melodymaker.adapters import gpu_generator
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.local_storage import LocalStorage
from tests.scripted_service import ScriptedService, served


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    with served() as one:
        yield one


@pytest.fixture
def generator(service: ScriptedService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GpuGenerator]:
    monkeypatch.setattr(gpu_generator, "_FIRST_POLL", 0.01)
    storage = LocalStorage(tmp_path, b"secret", "http://localhost:3000")
    with closing(GpuService(service.url, "key", "secret", pause=0.001)) as client:
        yield GpuGenerator(storage, client)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song"
    path.write_bytes(b"sound")
    return path

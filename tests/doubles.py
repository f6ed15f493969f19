"""Stand-ins for what the tests do not want to wait for, each named for what it does."""

import threading
from collections.abc import Callable
from pathlib import Path

from melodymaker import ports
from melodymaker.errors import GenerationCancelled, GenerationFailed
from melodymaker.types import AT_ONCE, Seconds, Stage


class CountingQueue:
    """A doorbell that remembers how it was rung, and wakes nobody."""

    def __init__(self) -> None:
        self.rings: list[float] = []

    def ring(self, delay: Seconds = AT_ONCE) -> None:
        """Remember the ring."""
        self.rings.append(delay)

    def check(self) -> None:
        """Always well."""


class RecordingLive:
    """Remembers what was announced."""

    def __init__(self) -> None:
        self.published: list[tuple[str, str]] = []

    def publish(self, user_id: str, generation_id: str) -> None:
        """Remember the announcement."""
        self.published.append((user_id, generation_id))

    def subscribe(self, user_id: str):
        """Not for this one."""
        raise AssertionError(user_id)


class ScriptedGenerator:
    """Delivers small files at once; fails, or waits to be cancelled, when told to."""

    name = "scripted"
    capabilities = ports.Capabilities(label="Scripted", sings=True, shortest=20, longest=180, typical_wait="no time")

    def __init__(self, storage: ports.Storage, folder: Path) -> None:
        self._storage = storage
        self._file = folder / "scripted.bin"
        self._file.write_bytes(b"file of a song")
        self.jobs: list[ports.Job] = []
        self.failures: list[Exception] = []
        self.wait_for_cancel = False
        self.started = threading.Event()

    def generate(self, job: ports.Job, report: ports.Report, cancelled: Callable[[], bool]) -> ports.Pair:
        """Do as scripted."""
        self.jobs.append(job)
        self.started.set()
        report(Stage.WRITING, 0.1)
        if self.failures:
            raise self.failures.pop(0)
        while self.wait_for_cancel:
            if cancelled():
                raise GenerationCancelled
            threading.Event().wait(0.01)
        for take in job.files:
            for name in take.names():
                self._storage.put(name, self._file)
        report(Stage.FINISHING, 0.9)
        lyrics = job.lyrics or ("" if job.instrumental else "[Verse 1]\nOne line\n")
        return ports.Pair("A Scripted Song", lyrics, (self._take(job, 0), self._take(job, 1)))

    def check(self) -> None:
        """Always well."""

    def _take(self, job: ports.Job, index: int) -> ports.Take:
        return ports.Take(
            style="folk, warm",
            bpm=job.bpm or 90,
            key=job.key or "C major",
            duration=Seconds(60.0 + index),
            seed=job.seed + index,
            guidance=job.guidance[index],
            categories=("folk", "calm"),
            peaks=(0.0, 0.5, 1.0) * 53 + (0.25,),
            score_hash="0" * 64,
        )


__all__ = ["CountingQueue", "GenerationFailed", "RecordingLive", "ScriptedGenerator"]

"""Making songs: claim one generation, have the engine make it, settle it."""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from melodymaker import ports
from melodymaker.errors import GenerationCancelled, GenerationFailed
from melodymaker.generation import service
from melodymaker.generation.service import Claim
from melodymaker.types import FileName, Seconds, Stage
from tasks.queue import huey

log = logging.getLogger(__name__)

HEARTBEAT: Seconds = Seconds(1.0)
REPORT_STEP = 0.02
WORKER = f"{socket.gethostname()}:{os.getpid()}"

stopping = threading.Event()


@huey.task()
def make_next_songs() -> None:
    """Make the next pair that is due, then ring again if more wait.

    One pair a ring, so that a long queue does not hold up the housekeeping.
    """
    if stopping.is_set():
        return
    claim = service.claim_next(f"{WORKER}:{threading.get_ident()}")
    if claim is None:
        return
    make(claim)
    if service.any_due():
        ports.in_use().queue.ring()


def make(claim: Claim) -> None:
    """Make the claimed pair; whatever happens, the row says so and no file is left over."""
    files = (_new_files(), _new_files())
    try:
        with _heartbeat(claim) as lost:
            pair = ports.in_use().generator.generate(
                _job(claim, files), _Reporter(claim), lambda: lost.is_set() or stopping.is_set()
            )
            service.settle(claim, pair, files)
    except GenerationCancelled:
        service.release(claim)  # only if this worker is stopping does it still hold the claim
        _discard(files)
    except GenerationFailed as error:
        _give_back(claim, files, error)
    except Exception:
        log.exception("generation %s failed", claim.generation.id)
        _give_back(claim, files, GenerationFailed())


def _give_back(claim: Claim, files: tuple[ports.TakeFiles, ...], error: GenerationFailed) -> None:
    wait = service.fail(claim, error.message, retry=error.retry)
    _discard(files)
    if wait is not None:
        ports.in_use().queue.ring(Seconds(wait.total_seconds()))


class _Reporter:
    """Passes on progress that is worth a write: a new stage, or a step further."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._stage: Stage | None = None
        self._progress = 0.0

    def __call__(self, stage: Stage, progress: float) -> None:
        if stage != self._stage or progress >= self._progress + REPORT_STEP:
            self._stage, self._progress = stage, progress
            service.report(self._claim, stage, progress)


@contextmanager
def _heartbeat(claim: Claim) -> Iterator[threading.Event]:
    """Keeps the claim alive; the event it gives is set when the claim is lost."""
    lost, done = threading.Event(), threading.Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT):
            try:
                held = service.keep(claim)
            except Exception:
                log.exception("heartbeat of generation %s failed", claim.generation.id)
                continue  # the lease outlasts several beats
            if not held:
                lost.set()
                return

    thread = threading.Thread(target=beat, name=f"heartbeat-{claim.generation.id}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        done.set()
        thread.join()


def _job(claim: Claim, files: tuple[ports.TakeFiles, ports.TakeFiles]) -> ports.Job:
    asked = claim.generation
    return ports.Job(
        description=asked.description,
        style=asked.style,
        lyrics=asked.lyrics or None,
        instrumental=asked.instrumental,
        duration=Seconds(asked.duration) if asked.duration else None,
        bpm=asked.bpm,
        key=asked.key or None,
        seed=asked.seed,
        guidance=(asked.guidance_low, asked.guidance_high),
        files=files,
    )


def _new_files() -> ports.TakeFiles:
    return ports.TakeFiles(*(FileName(f"{uuid.uuid4().hex}.{ending}") for ending in ("flac", "mp3", "webp", "webp")))


def _discard(files: tuple[ports.TakeFiles, ...]) -> None:
    ports.in_use().storage.delete([name for take in files for name in take.names()])

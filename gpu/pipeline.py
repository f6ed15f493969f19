"""From a request to a pair of finished takes: writer → music, with the covers beside it → files → upload."""

import logging
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import torch
from PIL.Image import Image

from gpu import models
from gpu.audio import FADE_SECONDS, read_source
from gpu.card import Card, free_memory
from gpu.contract import (
    DescribedLyricsRequest,
    DraftRequest,
    DraftResult,
    ErrorCode,
    LyricsRequest,
    Provenance,
    RemixRequest,
    SongRequest,
    SongResult,
    Stage,
)
from gpu.cover import Painter
from gpu.errors import ServiceError, model_failed
from gpu.finishing import Deliver, Recording, Take, finish
from gpu.music.composer import Composer
from gpu.music.score import Array, Score, Source
from gpu.progress import Progress
from gpu.settings import Settings
from gpu.transfer import fetch, upload
from gpu.writing.brief import Brief, Plan
from gpu.writing.writer import load_writer

log = logging.getLogger(__name__)

_NO_MEMORY = "The GPU has too little memory free for this song."
_LONGEST_SECONDS = 600.0
_EXTENSION_SECONDS = 30.0


class Studio:
    """The models, and the one GPU that they share: a job holds it only while it writes, composes and paints."""

    def __init__(self, settings: Settings) -> None:
        """Load the models into main memory; raises FileNotFoundError when one was not downloaded."""
        self._music, writer, cover = models.chosen(settings)
        folders = [models.folder_of(settings.model_dir, model) for model in (self._music, writer, cover)]
        commits = [models.revision_of(folder) for folder in folders]
        self._provenance = Provenance(
            model=self._music.repo,
            revision=commits[0],
            steps=self._music.steps,
            shift=self._music.shift,
            scheduler="FlowMatchEulerDiscreteScheduler",
            writer=writer.repo,
            writer_revision=commits[1],
            cover=cover.repo,
            cover_revision=commits[2],
        )
        # ACE-Step overflows in fp16.
        dtype = torch.bfloat16
        self._card = Card()
        self._composer = Composer(folders[0], self._music, dtype, self._card)
        self._writer = load_writer(folders[1], settings.sizes, dtype, self._card)
        self._painter = Painter(folders[2], min(settings.sizes.cover, cover.size), dtype, self._card)
        self._gpu = threading.Lock()

    def to(self, device: str) -> None:
        """Move the models to a device."""
        self._card.to(device)

    def make(
        self, request: SongRequest | DraftRequest, progress: Progress, deliver: Deliver = upload
    ) -> SongResult | DraftResult:
        """Run the request; raises ServiceError with a message for the user, Cancelled soon after it is cancelled."""
        with _readable_errors():
            if isinstance(request, DraftRequest):
                return self._draft(request, progress)
            return finish(request, self.record(request, progress), progress, deliver)

    def record(self, request: SongRequest, progress: Progress) -> Recording:
        """Everything of a song that needs the GPU."""
        source = _source(request, self._composer.rate, progress) if isinstance(request, RemixRequest) else None
        if isinstance(request, LyricsRequest | RemixRequest):
            self._composer.check_lyrics(request.lyrics)
        with self._gpu, ThreadPoolExecutor(1) as beside:
            with progress.timed(Stage.WRITING):
                progress.tick(Stage.WRITING, 0.0)
                brief = _brief(request, source, self._composer.rate)
                plan = self._writer.write(brief, lambda done: progress.tick(Stage.WRITING, done))
            self._composer.check_lyrics(plan.lyrics)
            seeds = self._composer.seeds(request.seed)
            painting = beside.submit(self._paint, plan.cover, request.seed, progress)
            with progress.timed(Stage.COMPOSING):
                sounds = self._composer.compose(
                    _score(plan, request, source),
                    seeds,
                    request.guidance,
                    lambda done: progress.tick(Stage.COMPOSING, done),
                )
            progress.tick(Stage.COVER, 0.0)
            pictures = self._painted(painting, plan.cover, request.seed, progress)
        used = (None, None) if self._music.turbo else request.guidance
        first, second = map(Take, sounds, pictures, seeds, used)
        return Recording(plan, (first, second), self._composer.rate, self._music.label, self._provenance, source)

    def _draft(self, request: DraftRequest, progress: Progress) -> DraftResult:
        brief = Brief(
            description=request.description,
            style=request.style,
            lyrics=request.lyrics,
            instrumental=request.instrumental,
            language=request.language,
            seed=request.seed,
        )
        with self._gpu:
            progress.tick(Stage.WRITING, 0.0)
            plan = self._writer.write(brief, lambda done: progress.tick(Stage.WRITING, done))
            if request.line is not None:
                lyrics = self._writer.rewrite_line(brief, request.line, lambda _done: progress.check())
                plan = replace(plan, lyrics=lyrics)
        return DraftResult(**{name: getattr(plan, name) for name in DraftResult.model_fields})

    def _painted(self, painting: Future[list[Image]], prompt: str, seed: int, progress: Progress) -> list[Image]:
        """The covers; painted now if there was no memory for them beside the music."""
        try:
            return painting.result()
        except torch.OutOfMemoryError:
            # Again after the block, when what the exception's traceback holds is free.
            pass
        free_memory()
        return self._paint(prompt, seed, progress)

    def _paint(self, prompt: str, seed: int, progress: Progress) -> list[Image]:
        with progress.timed(Stage.COVER):
            return self._painter.paint(prompt, (seed, (seed + 1) % 2**31), progress.check)


def _source(request: RemixRequest, rate: int, progress: Progress) -> Source:
    """The sound that a remix starts from."""
    with tempfile.NamedTemporaryFile(prefix="melodymaker-") as file:
        fetch(request.source, Path(file.name), progress.check)
        sound = read_source(Path(file.name), rate)
    seconds = sound.shape[1] / rate
    if request.task == "repaint":
        return _to_repaint(request, sound, seconds)
    if request.task == "extend":
        return _to_extend(request, sound, seconds, rate)
    return Source(sound, "cover", request.strength)


def _to_repaint(request: RemixRequest, sound: Array, seconds: float) -> Source:
    if (request.start or 0.0) >= seconds:
        message = "The part to renew begins after the source's end."
        raise ServiceError(ErrorCode.INVALID, message, field="start")
    return Source(sound, "repaint", start=request.start or 0.0, end=min(seconds, request.end or seconds))


def _to_extend(request: RemixRequest, sound: Array, seconds: float, rate: int) -> Source:
    asked = min(seconds, request.start if request.start is not None else seconds)
    # Not from within the fade that this service ends its songs with.
    start = max(1.0, min(asked, seconds - min(FADE_SECONDS, seconds / 10)))
    if request.duration is not None and request.duration <= asked:
        message = f"The source lasts {asked:.0f} s already: ask for more, up to {_LONGEST_SECONDS:.0f} s."
        raise ServiceError(ErrorCode.INVALID, message, field="duration")
    end = request.duration or min(_LONGEST_SECONDS, asked + _EXTENSION_SECONDS)
    return Source(sound[:, : round(end * rate)], "extend", start=start, end=end)


def _brief(request: SongRequest, source: Source | None, rate: int) -> Brief:
    """What the writer gets; a remix lasts as long as its source, and an extension longer."""
    duration = request.duration
    if source is not None:
        duration = source.end if source.task == "extend" else source.sound.shape[1] / rate
    given = isinstance(request, LyricsRequest | RemixRequest)
    return Brief(
        description="" if given else request.description,
        style=request.style if given or isinstance(request, DescribedLyricsRequest) else "",
        lyrics=request.lyrics if given else "",
        instrumental=request.instrumental,
        language=request.language,
        duration=duration,
        bpm=request.bpm,
        key=request.key,
        seed=request.seed,
    )


def _score(plan: Plan, request: SongRequest, source: Source | None) -> Score:
    return Score(
        caption=plan.style,
        lyrics=plan.lyrics,
        language=plan.language,
        duration=plan.duration,
        bpm=plan.bpm,
        key=plan.key,
        time_signature=request.time_signature,
        source=source,
    )


@contextmanager
def _readable_errors() -> Iterator[None]:
    """Turn whatever goes wrong inside the models into a message for the user, and keep the rest for the log."""
    try:
        yield
    except ServiceError:
        raise
    except torch.OutOfMemoryError as error:
        log.exception("a job ran out of memory")
        raise ServiceError(ErrorCode.OUT_OF_MEMORY, _NO_MEMORY, retry=True) from error
    except Exception as error:
        log.exception("a job failed")
        raise model_failed() from error

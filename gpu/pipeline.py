"""From a request to a pair of finished takes: writer → planner → music, with the covers beside it → files → upload."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import torch
from PIL.Image import Image

from gpu import models
from gpu.card import free_memory
from gpu.contract import (
    DescribedLyricsRequest,
    DraftRequest,
    DraftResult,
    ErrorCode,
    LyricsRequest,
    RemixRequest,
    SongRequest,
    SongResult,
    Stage,
)
from gpu.errors import ServiceError, model_failed
from gpu.finishing import Deliver, Recording, Take, finish
from gpu.loading import Store, load
from gpu.music.score import Array, Score, Source
from gpu.music.screen import fault
from gpu.progress import Progress
from gpu.remixing import fetch_source
from gpu.settings import Settings
from gpu.transfer import upload
from gpu.turns import Turns
from gpu.writing.brief import Brief, Plan

log = logging.getLogger(__name__)

_NO_MEMORY = "The GPU has too little memory free for this song."
# How much of composing the planner takes.
_PLANNED_SHARE = 0.3
# Far from the seeds of other takes.
_ANOTHER = 1_000_003
_SEEDS = 2**31


class Studio:
    """The models, and the one card that they share.

    Where all parts stay on the card, a song is written while another is composed. Otherwise one job has the card, and
    drafts come before songs.
    """

    def __init__(self, settings: Settings, store: Store | None = None) -> None:
        """Load the models into main memory; raises FileNotFoundError when one was not downloaded."""
        self._settings = settings
        self._music = models.music_of(settings)
        loaded = load(settings, store)
        self._card = loaded.card
        self._composer = loaded.composer
        self._planner = loaded.planner
        self._painter = loaded.covers
        self._writer = loaded.writer
        self._provenance = loaded.provenance
        self._composing = Turns()
        self._writing = Turns() if settings.resident else self._composing

    def to(self, device: str) -> None:
        """Move the models to a device."""
        self._card.to(device)

    def compile(self) -> None:
        """Compile what a card compiles: a minute or two, which each later song has back."""
        self._writer.compile()
        if self._planner:
            self._planner.compile()

    def warm_up(self) -> None:
        """Make a short song for nobody, which pays for what the first song would."""
        plan = self._writer.write(Brief("a short song", duration=10, seed=1), lambda _done: None)
        score = _score(plan, None, None)
        progress = Progress(lambda *_: None, lambda: False)
        self._sounds(score, self._composer.seeds(1), (7.5, 15.0), progress)
        self._painter.paint(plan.cover, (1, 2), lambda: None)

    def make(
        self, request: SongRequest | DraftRequest, progress: Progress, deliver: Deliver = upload
    ) -> SongResult | DraftResult:
        """Run the request; raises ServiceError with a message for the user, Cancelled soon after it is cancelled."""
        with _readable_errors():
            if isinstance(request, DraftRequest):
                return self._draft(request, progress)
            return finish(request, self.record(request, progress), progress, deliver)

    def record(self, request: SongRequest, progress: Progress) -> Recording:
        """Everything of a song that needs the card."""
        self._check(request)
        source = self._source(request, progress) if isinstance(request, RemixRequest) else None
        brief = _brief(request, source, self._composer.rate)
        with self._writing.taken(), progress.timed(Stage.WRITING):
            progress.tick(Stage.WRITING, 0.0)
            plan = self._writer.write(brief, lambda done: progress.tick(Stage.WRITING, done))
        if self._composer.readable_share(plan.lyrics) < 1:
            message = "The writer wrote more than can be sung. Try again, or ask for a shorter song."
            raise model_failed(message)
        seeds = self._composer.seeds(request.seed)
        with self._composing.taken():
            score = _score(plan, request.time_signature, source)
            # Where parts come and go, nothing is painted beside the music.
            with ThreadPoolExecutor(1) as beside:
                painting = self._paint_beside(beside, plan.cover, request.seed, progress)
                with progress.timed(Stage.COMPOSING):
                    sounds, seeds = self._sounds(score, seeds, request.guidance, progress)
            progress.tick(Stage.COVER, 0.0)
            pictures = self._painted(painting, plan.cover, request.seed, progress)
            self._card.clear()
        used = (None, None) if self._music.turbo else request.guidance
        first, second = map(Take, sounds, pictures, seeds, used)
        return Recording(plan, (first, second), self._composer.rate, self._music.label, self._provenance, source)

    def _check(self, request: SongRequest) -> None:
        """Raise ServiceError for what this card and these models do not make."""
        longest = self._settings.longest
        if request.duration is not None and request.duration > longest:
            message = f"Songs may last {longest} s here."
            raise ServiceError(ErrorCode.INVALID, message, field="duration")
        if isinstance(request, LyricsRequest | RemixRequest):
            self._composer.check_lyrics(request.lyrics)
        if isinstance(request, RemixRequest) and request.task == "cover" and not self._composer.reads_codes:
            message = "This music model makes no covers of songs."
            raise ServiceError(ErrorCode.INVALID, message, field="task")

    def _source(self, request: RemixRequest, progress: Progress) -> Source:
        source = fetch_source(request, self._composer.rate, self._settings.longest, progress)
        seconds = source.end if source.task == "extend" else source.sound.shape[1] / self._composer.rate
        if seconds > self._settings.longest:
            message = f"Songs may last {self._settings.longest} s here, and this one lasts longer."
            raise ServiceError(ErrorCode.INVALID, message, field="source")
        return source

    def _sounds(
        self, score: Score, seeds: tuple[int, int], guidance: tuple[float, float], progress: Progress
    ) -> tuple[list[Array], tuple[int, ...]]:
        """Both takes and their seeds; one that is noise or silence is made once more, from another seed."""
        begun = 0.0
        if self._planner and score.source is None:
            begun = _PLANNED_SHARE
            # Guided takes share a seed, and their codes are to differ.
            apart = (seeds[0], (seeds[0] + 1) % _SEEDS)
            codes = self._planner.plan(score, apart, lambda done: progress.tick(Stage.COMPOSING, _PLANNED_SHARE * done))
            score = replace(score, codes=codes)

        def tick(done: float) -> None:
            progress.tick(Stage.COMPOSING, begun + (1 - begun) * done)

        sounds = self._composer.compose(score, seeds, guidance, tick)
        used = list(seeds)
        for index, sound in enumerate(sounds if self._settings.sizes.screened else ()):
            if found := fault(sound, self._composer.rate, score.source):
                log.warning("a take is %s: made once more", found)
                used[index] = (seeds[index] + _ANOTHER) % _SEEDS
                sounds[index] = self._again(score, index, used[index], guidance[index], progress)
        return sounds, tuple(used)

    def _again(self, score: Score, index: int, seed: int, guidance: float, progress: Progress) -> Array:
        alone = replace(score, codes=score.codes[index : index + 1])
        sound = self._composer.compose(alone, (seed,), (guidance,), lambda _done: progress.check())[0]
        if found := fault(sound, self._composer.rate, score.source):
            message = f"The music model made nothing but {found} of this, twice. Try another style or seed."
            raise model_failed(message)
        return sound

    def _draft(self, request: DraftRequest, progress: Progress) -> DraftResult:
        brief = Brief(
            description=request.description,
            style=request.style,
            lyrics=request.lyrics,
            instrumental=request.instrumental,
            language=request.language,
            seed=request.seed,
        )
        with self._writing.taken(urgent=True):
            progress.tick(Stage.WRITING, 0.0)
            plan = self._writer.write(brief, lambda done: progress.tick(Stage.WRITING, done))
            if request.line is not None:
                lyrics = self._writer.rewrite_line(brief, request.line, lambda _done: progress.check())
                plan = replace(plan, lyrics=lyrics)
        return DraftResult(**{name: getattr(plan, name) for name in DraftResult.model_fields})

    def _paint_beside(
        self, beside: ThreadPoolExecutor, prompt: str, seed: int, progress: Progress
    ) -> Future[list[Image]] | None:
        return beside.submit(self._paint, prompt, seed, progress) if self._settings.resident else None

    def _painted(self, painting: Future[list[Image]] | None, prompt: str, seed: int, progress: Progress) -> list[Image]:
        """The covers; painted now if there was no memory for them beside the music."""
        try:
            if painting:
                return painting.result()
        except torch.OutOfMemoryError:
            # Again after the block, when what the exception's traceback holds is free.
            pass
        free_memory()
        return self._paint(prompt, seed, progress)

    def _paint(self, prompt: str, seed: int, progress: Progress) -> list[Image]:
        with progress.timed(Stage.COVER):
            return self._painter.paint(prompt, (seed, (seed + 1) % _SEEDS), progress.check)


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


def _score(plan: Plan, time_signature: int | None, source: Source | None) -> Score:
    return Score(
        caption=plan.style,
        lyrics=plan.lyrics,
        language=plan.language,
        duration=plan.duration,
        bpm=plan.bpm,
        key=plan.key,
        time_signature=time_signature,
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

"""What is measured, each by itself: the models are built in memory and are gone afterwards."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import torch

from gpu import hardware, memory, tiny
from gpu.bench.report import Report, seconds, settle, watched_card
from gpu.card import Card, free_memory
from gpu.catalog import MUSIC, PLANNER
from gpu.contract import CONTENT_TYPES, ENDED, JOB_REQUEST, TakeUploads
from gpu.decoding import Decoder
from gpu.jobs import LocalJobs
from gpu.music.composer import Composer
from gpu.music.score import Score
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.settings import REAL, TINY, Settings, songs_at_once
from gpu.shapes import REAL as REAL_SHAPES
from gpu.shapes import TINY as TINY_SHAPES

_GUIDANCE = (7.5, 15.0)
_STEPS = 4
_LYRICS = "[Verse]\n" + "Rain on the roof and the river below\n" * 16


@dataclass(frozen=True)
class Bench:
    """What is measured on, and how much of it."""

    report: Report
    real: bool
    music: tuple[str, ...]
    lengths: tuple[float, ...]
    duration: float
    cards: tuple[float, ...]

    def settings(self, **chosen: Any) -> Settings:
        """Settings for models of the size that is measured; what they say is noise, and their texts are short."""
        sizes = replace(REAL if self.real else TINY, text=60 if self.real else 16, screened=False)
        return replace(Settings(device=self.report.device, sizes=sizes), **chosen)

    @property
    def shapes(self) -> dict[str, Any]:
        """The sizes of the models."""
        return REAL_SHAPES if self.real else TINY_SHAPES

    @contextmanager
    def building(self) -> Iterator[None]:
        """Weights in bf16, made where they will be used: that is fast, and random ones are all that is needed."""
        torch.set_default_dtype(torch.bfloat16)
        try:
            with torch.device(self.report.device):
                yield
        finally:
            torch.set_default_dtype(torch.float32)

    def studio(self, settings: Settings) -> Studio:
        """All models that the settings name, where the settings want them."""
        with self.building():
            return Studio(settings, tiny.Random(settings, self.shapes))

    def composer(self, name: str, steps: int) -> Composer:
        """A music model that takes so many steps."""
        with self.building():
            pipe = tiny.music_pipe(self.shapes[name], turbo=MUSIC[name].turbo)
        card = Card()
        composer = Composer(pipe, replace(MUSIC[name], steps=steps), card)
        card.to(self.report.device)
        return composer


def measure_steps(bench: Bench) -> None:
    """Milliseconds a step of a pair, and the memory it takes, at several lengths."""
    for name in bench.music:
        composer = bench.composer(name, _STEPS)
        for length in bench.lengths:
            stamps: list[float] = []
            _compose(composer, length, 2, lambda _done, kept=stamps: kept.append(_now()))
            label = f"{name}, {length:.0f} s pair"
            # From the first step's end to the last one's; a pair that had to be halved has more of them.
            bench.report.add(f"{label}, a step", 1000 * median(b - a for a, b in pairwise(stamps[1:_STEPS])), "ms")
            bench.report.add_peak(label)
        del composer
        _forget()


def measure_pair(bench: Bench) -> None:
    """A whole pair against one take, and how many pairs an hour that makes without writer and covers."""
    for name in bench.music:
        composer = bench.composer(name, MUSIC[name].steps)
        _compose(composer, 10, 2)
        one = seconds(lambda made=composer: _compose(made, bench.duration, 1))
        two = seconds(lambda made=composer: _compose(made, bench.duration, 2))
        label = f"{name}, {bench.duration:.0f} s"
        bench.report.add(f"{label}, one take", one, "s")
        bench.report.add(f"{label}, a pair", two, "s")
        bench.report.add(f"{label}, the second take of a pair", 100 * (two / one - 1), "%")
        bench.report.add(f"{label}, pairs of music alone", 3600 / two, "an hour")
        del composer
        _forget()


def measure_words(bench: Bench) -> None:
    """Tokens a second of the writer and of each planner, as they are and compiled."""
    shape = bench.shapes[bench.music[0]]
    count = 256 if bench.real else 16
    builders: dict[str, Callable[[], Any]] = {"writer": lambda: tiny.writer(shape)[0]}
    builders |= {f"planner {name}": lambda own=name: tiny.planner(shape, own)[0] for name in PLANNER}
    for name, build in builders.items():
        texts = 1 if name == "writer" else 4
        with bench.building():
            model = build()
        card = Card()
        decoder = Decoder(name, model, card)
        card.to(bench.report.device)
        for state in ("as it is", "compiled"):
            if state == "compiled":
                decoder.compile(texts)
                if not card.compiles:
                    continue
            run = _speaking(decoder, texts, count)
            run()
            bench.report.add(f"{name}, {texts} texts, {state}", count / seconds(run), "tokens/s")
        bench.report.add_peak(name)
        del decoder, model, card
        _forget()


def measure_cards(bench: Bench) -> None:
    """A whole pair with the models that cards of several sizes get, in no more memory than they have."""
    for gigabytes in bench.cards:
        label = f"card of {gigabytes:.0f} GB"
        settings = bench.settings(**memory.choose(gigabytes, {}))
        studio = bench.studio(settings)
        studio.to("cpu")
        free_memory()
        hardware.cap_memory(bench.report.device, gigabytes)
        try:
            studio.to(bench.report.device)
            torch.cuda.reset_peak_memory_stats() if torch.cuda.is_available() else None
            result: Any = studio.make(_request(bench, 1), _quiet(), lambda *_: None)
            for stage, spent in result.seconds.items():
                bench.report.add(f"{label}, {stage}", spent, "s")
        except Exception as error:  # noqa: BLE001 - that it does not fit is a figure too
            bench.report.say(label, str(error) or type(error).__name__)
        bench.report.add_peak(label)
        hardware.cap_memory(bench.report.device, float("inf"))
        del studio
        _forget()


def measure_queue(bench: Bench) -> None:
    """Four songs that wait for each other: how many pairs that makes an hour, and how busy the card is meanwhile."""
    found = hardware.card_gigabytes(bench.report.device)
    given = {"music_model": bench.music[0]}
    chosen = memory.choose(found, given) if found and bench.real else given
    settings = bench.settings(**chosen)
    studio = bench.studio(settings)
    studio.to(settings.device)
    studio.compile()
    studio.warm_up()
    jobs = LocalJobs(
        lambda request, progress: studio.make(request, progress, lambda *_: None), at_once=songs_at_once(settings)
    )
    began = time.monotonic()
    with watched_card() as busy:
        made = [jobs.submit(_request(bench, number)).id for number in range(4)]
        while not all(jobs.get(job_id).status in ENDED for job_id in made):
            time.sleep(0.05)
    spent = time.monotonic() - began
    failed = [job.error.message for job in map(jobs.get, made) if job.error]
    jobs.close()
    bench.report.say(
        "queue, models", f"{settings.music_model}, planner {settings.planner}, covers {settings.cover_model}"
    )
    bench.report.add(f"queue, four pairs of {bench.duration:.0f} s", spent, "s")
    bench.report.add("queue, pairs", 4 * 3600 / spent, "an hour")
    if busy:
        bench.report.add("queue, the card is busy", sum(busy) / len(busy), "%")
    if failed:
        bench.report.say("queue, failed", failed[0])
    bench.report.add_peak("queue")


MEASURES = {
    "steps": measure_steps,
    "pair": measure_pair,
    "words": measure_words,
    "cards": measure_cards,
    "queue": measure_queue,
}


def _compose(composer: Composer, length: float, takes: int, tick: Callable[[float], None] = lambda _done: None) -> None:
    score = Score("slow waltz", _LYRICS, "en", length, 90, "C major")
    composer.compose(score, composer.seeds(1)[:takes], _GUIDANCE[:takes], tick)


def _speaking(decoder: Decoder, texts: int, count: int) -> Callable[[], None]:
    prompts = [list(range(5, 205)) for _ in range(texts)]
    return lambda: decoder.run(prompts, count, lambda logits: logits.argmax(-1))


def _request(bench: Bench, seed: int) -> Any:
    first, second = (TakeUploads(**{name: f"http://nowhere/{take}-{name}" for name in CONTENT_TYPES}) for take in "12")
    song = {"kind": "lyrics", "lyrics": _LYRICS, "style": "slow waltz", "duration": bench.duration, "seed": seed}
    return JOB_REQUEST.validate_python({**song, "uploads": (first, second)})


def _quiet() -> Progress:
    return Progress(lambda *_: None, lambda: False)


def _now() -> float:
    settle()
    return time.monotonic()


def _forget() -> None:
    gc.collect()
    free_memory()

"""How fast the service is: `python -m gpu.bench` prints a JSON object a line, `name value unit budget holds`.

Weights are random, for time does not depend on their values: tiny models by default, which run anywhere and show that
the measures work; `--real` builds models as large as the real ones (some 40 GB of disk for XL), which wants a card.
How many words a random writer writes is chance, and so is the time that writing takes.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from gpu import tiny
from gpu.card import Card
from gpu.contract import CONTENT_TYPES, JOB_REQUEST, SongResult, TakeUploads
from gpu.models import folder_of, music_of
from gpu.music.composer import Composer
from gpu.music.score import Score
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.settings import REAL, TINY, Settings, load_settings
from gpu.shapes import REAL as REAL_SHAPES
from gpu.shapes import TINY as TINY_SHAPES

_RUNS = 3
_SECOND_TAKE_BUDGET = 30.0


def print_figure(name: str, value: float, unit: str, budget: float | None = None) -> None:
    """Print one figure; without a budget nothing is there to hold."""
    holds = None if budget is None else value <= budget
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "budget": budget, "holds": holds}))
    sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes, the card's included."""
    began = time.monotonic()
    work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.monotonic() - began


def measure(settings: Settings, duration: float) -> None:
    """Measure loading, a whole pair by stages, and one take against a pair."""
    _whole_pair(settings, duration)
    _measure_second_take(settings, duration)


def _whole_pair(settings: Settings, duration: float) -> None:
    began = time.monotonic()
    studio = Studio(settings)
    print_figure("load into main memory", time.monotonic() - began, "s")
    print_figure("move to the device", seconds(lambda: studio.to(settings.device)), "s")
    first, second = (
        TakeUploads(**{name: f"http://nowhere/{index}-{name}" for name in CONTENT_TYPES}) for index in (1, 2)
    )
    request = JOB_REQUEST.validate_python(
        {"kind": "description", "description": "rain", "duration": duration, "seed": 1, "uploads": (first, second)}
    )
    # The first song pays for what is prepared once.
    for name in ("first pair", "pair"):
        result = studio.make(request, Progress(lambda *_: None, lambda: False), lambda *_: None)
        for stage, spent in result.seconds.items() if isinstance(result, SongResult) else ():
            print_figure(f"{name}, {stage}", spent, "s")
    _print_memory("peak memory of a pair", settings.device)


def _measure_second_take(settings: Settings, duration: float) -> None:
    music = music_of(settings)
    dtype = torch.float32 if settings.device == "cpu" else torch.bfloat16
    card = Card()
    composer = Composer(folder_of(settings.model_dir, music), music, dtype, card)
    card.to(settings.device)
    score = Score("slow waltz", "[Verse]\nla la la", "en", duration, 90, "C major")
    seeds = composer.seeds(1)
    guidance = (7.5, 15.0)

    def median(count: int) -> float:
        return statistics.median(
            seconds(lambda: composer.compose(score, seeds[:count], guidance[:count], lambda _done: None))
            for _ in range(_RUNS)
        )

    median(1)
    one = median(1)
    two = median(2)
    print_figure("one take, composing", one, "s")
    print_figure("two takes, composing", two, "s")
    # The budget is a card's: a processor has no room beside one take.
    budget = _SECOND_TAKE_BUDGET if settings.device.startswith("cuda") else None
    print_figure("the second take of a pair", 100 * (two / one - 1), "%", budget)
    _print_memory("peak memory of composing", settings.device)


def _print_memory(name: str, device: str) -> None:
    if device.startswith("cuda"):
        print_figure(f"{name}, on the card", torch.cuda.max_memory_allocated() / 1e6, "MB")
        torch.cuda.reset_peak_memory_stats()
    print_figure(f"{name}, in main memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, "MB")


def main() -> None:
    """Build the models that the command line names, and measure them."""
    parser = argparse.ArgumentParser(prog="python -m gpu.bench")
    parser.add_argument("--music", help="xl-sft, xl-turbo or 2b")
    parser.add_argument("--real", action="store_true", help="models as large as the real ones")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--duration", type=float, default=10.0, help="seconds of each take")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="melodymaker-bench-") as folder:
        settings = load_settings(
            music_model=options.music,
            model_dir=Path(folder),
            device=options.device,
            sizes=REAL if options.real else TINY,
        )
        shapes = REAL_SHAPES if options.real else TINY_SHAPES
        # Built where they will run, and in the kind of numbers they will run in: the real ones are large.
        torch.set_default_dtype(torch.float32 if options.device == "cpu" else torch.bfloat16)
        with torch.device(options.device):
            tiny.build(settings, shapes)
        torch.set_default_dtype(torch.float32)
        measure(settings, options.duration)


if __name__ == "__main__":
    main()

"""A soak: the production shape at work for a long time (SOAK_MINUTES, 30), in which memory and open files stay flat."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.bench import memory
from tests.bench.busy_site import BusySite, busy_site
from tests.bench.figures import MB, Figure
from tests.bench.listeners import Listeners
from tests.bench.say import say
from tests.bench.stage import Stage

NAME = "soak"
MINUTES = float(os.environ.get("SOAK_MINUTES") or 30)


@dataclass(frozen=True)
class Size:
    """How much goes on, and how long it is watched."""

    tabs: int = 40
    pauses: tuple[float, float] = (2.0, 6.0)
    warm_seconds: float = 60
    every_seconds: float = 5
    samples: int = round(60 * MINUTES / 5)


def measure(_stage: Stage) -> Iterator[Figure]:
    """The whole of it, in the production shape."""
    with busy_site() as busy:
        yield from measured(busy, Size())


def measured(busy: BusySite, size: Size) -> Iterator[Figure]:
    """How much more the last quarter has than the second, after which everything is loaded and all pools are full."""
    load = busy.load(size.pauses, people=8)
    load.start()
    song = busy.ready_song()
    time.sleep(size.warm_seconds)
    samples: dict[str, list[tuple[int, int]]] = {"webs": [], "workers": []}
    begun = time.monotonic()
    with busy.crowd(size.tabs), Listeners(busy.url, song, 5, 0.5) as listeners:
        for _ in range(size.samples):
            for kind, values in samples.items():
                pids = busy.pids(kind)
                values.append((memory.pss(pids), memory.open_files(pids)))
            time.sleep(size.every_seconds)
    minutes = (time.monotonic() - begun) / 60
    asked = load.stop()
    say(f"{len(asked)} requests, {len(listeners.waits)} parts of songs, {len(listeners.failed)} failed")
    for kind, values in samples.items():
        for number, (what, unit, share, budget) in enumerate(
            (("memory, PSS", "MB", MB, 10), ("open files", "files", 1, 5))
        ):
            quarter = len(values) // 4
            of_all = [value[number] / share for value in values]
            before, after = median(of_all[quarter : 2 * quarter]), median(of_all[-quarter:])
            say(f"{kind}, {what}: {before:.1f}, in the end {after:.1f}")
            yield Figure(f"{NAME} of {minutes:.0f} min: {what} of the {kind}, grown", after - before, unit, budget)

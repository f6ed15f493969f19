"""A soak: the production shape at work for a long time (SOAK_MINUTES, 30), in which memory and open files stay flat."""

import os
import time
from collections.abc import Iterator
from statistics import median

from tests.bench import memory
from tests.bench.busy_site import busy_site
from tests.bench.figures import MB, Figure
from tests.bench.listeners import Listeners
from tests.bench.say import say
from tests.bench.stage import Stage
from tests.waiting import until

NAME = "soak"
MINUTES = float(os.environ.get("SOAK_MINUTES") or 30)
_TABS = 40
_EVERY_SECONDS = 5
_WARM_SECONDS = 60


def measure(_stage: Stage) -> Iterator[Figure]:
    """How much more the last quarter has than the second, after which everything is loaded and all pools are full."""
    with busy_site() as busy:
        load = busy.load((2.0, 6.0), people=8)
        load.start()
        until(lambda: len(load.asked) > 20, 120)
        time.sleep(_WARM_SECONDS)
        samples: dict[str, list[tuple[int, int]]] = {"webs": [], "workers": []}
        end = time.monotonic() + 60 * MINUTES
        with busy.crowd(_TABS), Listeners(busy.url, busy.ready_song(), 5, 0.5) as listeners:
            while time.monotonic() < end:
                for kind, values in samples.items():
                    pids = busy.pids(kind)
                    values.append((memory.pss(pids), memory.open_files(pids)))
                time.sleep(_EVERY_SECONDS)
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
            yield Figure(f"{NAME} of {MINUTES:g} min: {what} of the {kind}, grown", after - before, unit, budget)

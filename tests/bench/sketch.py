"""The sketch engine: two 60 s takes with covers and files, as the worker starts it.

Wall time is taken around the whole process in three runs in which nothing else is looked at; memory in a fourth.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from tests.bench.figures import MB, Figure, spread
from tests.bench.memory import Peak
from tests.bench.say import say
from tests.bench.stage import Stage

NAME = "sketch engine, two 60 s takes with covers and files"
RUNS = 3


def measure(_stage: Stage) -> Iterator[Figure]:
    """The median wall time of three runs, sung and not, and the peak of the summed memory of the processes of another."""
    for kind, options, budget in (("instrumental", ["--instrumental"], 3), ("sung", [], 5)):
        seconds = [_timed(*options) for _ in range(RUNS)]
        say(spread([1000 * value for value in seconds]))
        yield Figure(f"{NAME}: wall, {kind}", median(seconds), "s", budget)
    with _engine() as process, Peak(process.pid) as peak:
        process.wait()
    yield Figure(f"{NAME}: memory, sum of RSS", peak.rss / MB, "MB", 700)
    yield Figure(f"{NAME}: memory, sum of PSS", peak.pss / MB, "MB", 700)


def _timed(*options: str) -> float:
    start = time.perf_counter()
    with _engine(*options) as process:
        process.wait()
    return time.perf_counter() - start


@contextmanager
def _engine(*options: str) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory(prefix="melodymaker-bench-") as folder:
        command = [sys.executable, "-m", "melodymaker.sketch", folder, "a warm lo-fi piano tune about rain"]
        command += ["--duration", "60", *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            message = f"the sketch engine ended with {process.returncode}"
            raise RuntimeError(message)

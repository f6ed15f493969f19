"""How long work keeps the processor, on a machine that is as quick as the one whose seconds the budgets are.

A processor's own pace is not the fault of what is measured: a shared or throttled machine takes twice the time for the
same steps, and its thread and process times say so. What is over its budget is compared with a piece of plain Python.
"""

import time
from collections.abc import Callable

TRIES = 5
_STEPS = 20_000
# What those steps take where the budgets were set; how to measure it again: python -m tests.pace
_USUAL = 0.0055


def shortest(act: Callable[[], object], budget: float) -> float:
    """The shortest of five tries in seconds of the usual pace; one is enough when it is within the budget."""
    least = float("inf")
    for _ in range(TRIES):
        start = time.thread_time()
        act()
        took = time.thread_time() - start
        least = min(least, took if took <= budget else at_usual_pace(took))
        if least <= budget:
            break
    return least


def at_usual_pace(took: float) -> float:
    """What a machine of the usual pace would have taken; seconds that were measured a moment ago."""
    # The quickest: a machine that was slow for the moment of the comparison alone would excuse what is slow itself.
    return took / max(1.0, min(_plain_python() for _ in range(TRIES)) / _USUAL)


def _plain_python() -> float:
    start = time.thread_time()
    words = {}
    for number in range(_STEPS):
        word = str(number)
        words[word[::-1]] = word.lower()
    sorted(words)
    return time.thread_time() - start


if __name__ == "__main__":
    print(f"{min(_plain_python() for _ in range(100)):.4f} s")

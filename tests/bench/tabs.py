"""What an open tab costs: its memory, and the work that is left when it closes."""

import time
from collections.abc import Iterator

from tests.bench import counted, memory
from tests.bench.crowd import Crowd
from tests.bench.figures import MB, Figure
from tests.bench.say import say
from tests.bench.stage import TABS, Stage, sign_up

MEMORY = "memory per connected tab"
WORK = "background work after 200 tabs open and close"
_SETTLE_SECONDS = 3.0
# Watches look every 5 s whether their tab is there; engine.io's pings do so every 25 s.
_LEAVE_SECONDS = 30.0
_LOOK_SECONDS = 0.5


def measure_memory(stage: Stage) -> Iterator[Figure]:
    """The growth of a fresh app's memory while 200 tabs of the create page connect, for one of them.

    One tab was open before, so that what the app loads once is not counted.
    """
    stage.restart()
    with Crowd(stage.app.url, stage.people, 1):
        time.sleep(_SETTLE_SECONDS)
    before = memory.pss(memory.tree(stage.pid)), memory.rss(memory.tree(stage.pid))
    with stage.crowd():
        time.sleep(_SETTLE_SECONDS)
        after = memory.pss(memory.tree(stage.pid)), memory.rss(memory.tree(stage.pid))
    say(f"PSS {before[0] / MB:.0f} → {after[0] / MB:.0f} MB, RSS {before[1] / MB:.0f} → {after[1] / MB:.0f} MB")
    yield Figure(f"{MEMORY}: PSS", (after[0] - before[0]) / TABS / MB, "MB", 0.25)
    yield Figure(f"{MEMORY}: RSS", (after[1] - before[1]) / TABS / MB, "MB", 0.25)


def measure_work(stage: Stage) -> Iterator[Figure]:
    """How many more watches, listeners and asyncio tasks there are 30 s after 200 tabs closed than before they opened.

    Counted inside the app's server process, which a wrapper of the app tells (see `counted`). One tab came
    and went before, so that what the server keeps from its first tab on is not counted.
    """
    with counted.running(stage.folder / "counted") as app:
        sessions = [sign_up(app.url) for _ in range(4)]
        with Crowd(app.url, sessions, 1):
            pass
        time.sleep(_LEAVE_SECONDS)
        before = app.counts()
        with Crowd(app.url, sessions, TABS):
            during = app.counts()
        left = _left(app, before)
    if during["watches"] < TABS:
        message = f"{TABS} tabs are open, and {during['watches']} watches run"
        raise RuntimeError(message)
    yield Figure(WORK, sum(left.values()), "left", 0)


def _left(app: counted.Counted, before: dict[str, int]) -> dict[str, int]:
    """What there is more than before, as soon as that is nothing, or in the end."""
    start = time.monotonic()
    line = ""
    while True:
        left = {kind: max(0, count - before[kind]) for kind, count in app.counts().items()}
        waited = time.monotonic() - start
        over = not any(left.values()) or waited > _LEAVE_SECONDS
        if over or not line:
            line = f"{waited:.1f} s after the tabs closed: {left}"
            say(line)
        if over:
            return left
        time.sleep(_LOOK_SECONDS)

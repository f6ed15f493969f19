"""One number for a job's progress that never falls, and the place where a job learns that it was cancelled."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gpu.contract import Stage
from gpu.errors import Cancelled

# How much of the whole wait lies before the end of each stage. The cover is painted beside the music.
_ENDS = {Stage.WRITING: 0.1, Stage.COMPOSING: 0.75, Stage.COVER: 0.8, Stage.FINISHING: 1.0}
_STAGES = list(_ENDS)


class Progress:
    """Reports one job's stages in their order; every call raises Cancelled once the job is cancelled."""

    def __init__(self, report: Callable[[Stage, float], None], cancelled: Callable[[], bool]) -> None:
        self._report = report
        self._cancelled = cancelled
        self._position = 0
        self._done = 0.0
        self._lock = threading.Lock()
        self.seconds: dict[Stage, float] = {}

    def check(self) -> None:
        """Raise Cancelled if the job was cancelled; any thread may ask."""
        if self._cancelled():
            raise Cancelled

    def tick(self, stage: Stage, fraction: float) -> None:
        """Say that this fraction of the stage is done; what would be a step back is not reported."""
        self.check()
        position = _STAGES.index(stage)
        begin = _ENDS[_STAGES[position - 1]] if position else 0.0
        done = begin + (_ENDS[stage] - begin) * min(1.0, max(0.0, fraction))
        with self._lock:
            if done >= self._done and position >= self._position:
                self._position = position
                self._done = done
                self._report(stage, done)

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Add the seconds of the block to the stage's."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - began, 3)

"""How long each stage of making a pair takes."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from melodymaker.types import Seconds, Stage


@dataclass(frozen=True)
class Span:
    """One stage, from when to when: nanoseconds since 1970."""

    stage: Stage
    start: int
    end: int


class StageClock:
    """Notes which stage the work is in. An engine may come back to a stage: then it has several spans."""

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._stage = Stage.WRITING
        self._since = self.start = clock()
        self.spans: list[Span] = []

    def enter(self, stage: Stage) -> None:
        """Begin this stage, unless the work is in it already."""
        if stage != self._stage:
            self.close()
            self._stage = stage

    def close(self) -> None:
        """End the stage that the work is in."""
        # A clock that was set back meanwhile makes no stage shorter than nothing.
        end = max(self._clock(), self._since)
        if end > self._since:
            self.spans.append(Span(self._stage, self._since, end))
        self._since = end

    def seconds(self) -> Mapping[Stage, Seconds]:
        """How long each stage has taken so far."""
        total: Counter[Stage] = Counter()
        for span in self.spans:
            total[span.stage] += span.end - span.start
        return {stage: Seconds(nanoseconds / 1e9) for stage, nanoseconds in total.items()}

    def all_seconds(self) -> Seconds:
        """How long all of them have taken so far."""
        return Seconds((self._since - self.start) / 1e9)

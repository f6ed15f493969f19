"""The queue that wakes the workers."""

from typing import Protocol

from melodymaker.types import AT_ONCE, Seconds


class JobQueue(Protocol):
    """The doorbell that wakes a worker. Losing a ring loses no work: the rows are the queue."""

    def ring(self, delay: Seconds = AT_ONCE) -> None:
        """Wake a worker, now or after the delay."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...

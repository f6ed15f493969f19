"""The queue that wakes the workers."""

from typing import Protocol

from melodymaker.types import AT_ONCE, Seconds, Work


class JobQueue(Protocol):
    """Wakes a worker when there is work. A lost message loses no work: the rows in the database are the queue."""

    def enqueue(self, delay: Seconds = AT_ONCE, work: Work = Work.SONGS) -> None:
        """Have a worker make the next songs, or do the work named, now or after the delay."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...

"""The queue that wakes the workers."""

from typing import Protocol

from melodymaker.types import AT_ONCE, Seconds


class JobQueue(Protocol):
    """Wakes a worker when there is work. A lost message loses no work: the rows in the database are the queue."""

    def enqueue(self, delay: Seconds = AT_ONCE) -> None:
        """Have a worker make the next songs, now or after the delay."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...

"""Who may use the card next."""

import heapq
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count


class Turns:
    """A lock whose next holder is the most urgent of those that wait, of equals the first that came."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._numbers = count()
        self._taken = False

    @contextmanager
    def taken(self, *, urgent: bool = False) -> Iterator[None]:
        """Wait for a turn, and have it until the block ends."""
        own = (0 if urgent else 1, next(self._numbers))
        with self._changed:
            heapq.heappush(self._waiting, own)
            self._changed.wait_for(lambda: not self._taken and self._waiting[0] == own)
            heapq.heappop(self._waiting)
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

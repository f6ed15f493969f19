"""The doorbell on Huey."""

from huey.api import TaskWrapper

from melodymaker.types import AT_ONCE, Seconds


class HueyQueue:
    """Rings by enqueueing one task."""

    def __init__(self, task: TaskWrapper) -> None:
        self._task = task

    def ring(self, delay: Seconds = AT_ONCE) -> None:
        """Wake a worker, now or after the delay."""
        if delay:
            self._task.schedule(delay=delay)
        else:
            self._task()

    def check(self) -> None:
        """Raise unless the queue can be read."""
        self._task.huey.pending_count()

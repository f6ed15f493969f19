"""The queue on Huey."""

import logging
import sqlite3

from huey.api import TaskWrapper
from redis.exceptions import RedisError

from melodymaker.types import AT_ONCE, Seconds

log = logging.getLogger(__name__)


class HueyQueue:
    """Wakes a worker by enqueueing one task."""

    def __init__(self, task: TaskWrapper) -> None:
        self._task = task

    def enqueue(self, delay: Seconds = AT_ONCE) -> None:
        """Have a worker make the next songs, now or after the delay.

        A task that cannot be enqueued fails no request: the periodic requeue_expired task enqueues it again.
        """
        try:
            if delay:
                self._task.schedule(delay=delay)
            else:
                self._task()
        except (RedisError, sqlite3.Error) as error:
            log.warning("the task could not be enqueued, which is tried again within a minute: %s", error)

    def check(self) -> None:
        """Raise unless the queue can be read."""
        self._task.huey.pending_count()

"""The queue on Huey."""

import logging
import sqlite3
from collections.abc import Mapping

from huey.api import TaskWrapper
from redis.exceptions import RedisError

from melodymaker.types import AT_ONCE, Seconds, Work

log = logging.getLogger(__name__)


class HueyQueue:
    """Wakes a worker by enqueueing one task."""

    def __init__(self, tasks: Mapping[Work, TaskWrapper]) -> None:
        self._tasks = tasks

    def enqueue(self, delay: Seconds = AT_ONCE, work: Work = Work.SONGS) -> None:
        """Have a worker make the next songs, or do the work named, now or after the delay.

        A task that cannot be enqueued fails no request: the housekeeping does the same each minute.
        """
        task = self._tasks[work]
        try:
            if delay:
                task.schedule(delay=delay)
            else:
                task()
        except (RedisError, sqlite3.Error) as error:
            log.warning("the task could not be enqueued, which is tried again within a minute: %s", error)

    def check(self) -> None:
        """Raise unless the queue can be read."""
        self._tasks[Work.SONGS].huey.pending_count()

"""The doorbell on Huey."""

import logging
import sqlite3

from huey.api import TaskWrapper
from redis.exceptions import RedisError

from melodymaker.types import AT_ONCE, Seconds

log = logging.getLogger(__name__)


class HueyQueue:
    """Rings by enqueueing one task."""

    def __init__(self, task: TaskWrapper) -> None:
        self._task = task

    def ring(self, delay: Seconds = AT_ONCE) -> None:
        """Wake a worker, now or after the delay.

        A ring that cannot be made is no failure of whatever was asked for: the sweeper rings again.
        """
        try:
            if delay:
                self._task.schedule(delay=delay)
            else:
                self._task()
        except (RedisError, sqlite3.Error) as error:
            log.warning("the doorbell is out of order: %s", error)

    def check(self) -> None:
        """Raise unless the queue can be read."""
        self._task.huey.pending_count()

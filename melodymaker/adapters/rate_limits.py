"""Limits on attempts: in memory for one process, in Redis for many."""

import logging
import math
import time
from collections.abc import Callable
from typing import TypeVar

from limits import parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from melodymaker.ports import Allowance

log = logging.getLogger(__name__)

R = TypeVar("R")


class RateLimits:
    """Counts attempts in a moving window."""

    def __init__(self, redis_url: str = "") -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(RedisStorage(redis_url)) if redis_url else None

    def allow(self, rule: str, *key: str) -> bool:
        """Count one attempt; False when the rule (such as "10/minute") allows no more for this key."""
        limit = parse(rule)
        return self._ask(lambda limiter: limiter.hit(limit, *key))

    def allowance(self, rule: str, *key: str) -> Allowance:
        """What the rule still allows for this key; counts nothing."""
        limit = parse(rule)
        window = self._ask(lambda limiter: limiter.get_window_stats(limit, *key))
        return Allowance(max(0, window.remaining), max(0, math.ceil(window.reset_time - time.time())))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], R]) -> R:
        if self._shared:
            try:
                return question(self._shared)
            except RedisError as error:
                log.warning("attempts are counted in this process only: %s", error)
        return question(self._own)

"""Limits on attempts: in memory for one process, in Redis for many."""

import logging

from limits import parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class RateLimits:
    """Counts attempts in a moving window."""

    def __init__(self, redis_url: str = "") -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(RedisStorage(redis_url)) if redis_url else None

    def allow(self, rule: str, *key: str) -> bool:
        """Count one attempt; False when the rule (such as "10/minute") allows no more for this key."""
        limit = parse(rule)
        if self._shared:
            try:
                return self._shared.hit(limit, *key)
            except RedisError as error:
                log.warning("attempts are counted in this process only: %s", error)
        return self._own.hit(limit, *key)

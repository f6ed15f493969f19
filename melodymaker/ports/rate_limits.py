"""Limits on attempts."""

from typing import Protocol


class Limits(Protocol):
    """Counts attempts."""

    def allow(self, rule: str, *key: str) -> bool:
        """Count one attempt; False when the rule (such as "10/minute") allows no more for this key."""
        ...

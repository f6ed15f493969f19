"""Limits on attempts."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Allowance:
    """How many attempts are left, and in how many seconds there are more again."""

    left: int
    seconds: int


class Limits(Protocol):
    """Counts attempts."""

    def allow(self, rule: str, *key: str) -> bool:
        """Count one attempt; False when the rule (such as "10/minute") allows no more for this key."""
        ...

    def allowance(self, rule: str, *key: str) -> Allowance:
        """What the rule still allows for this key; counts nothing."""
        ...

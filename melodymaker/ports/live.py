"""News for open tabs."""

from contextlib import AbstractContextManager
from typing import Protocol

from melodymaker.types import ChangedId, Seconds, UserId


class News(Protocol):
    """One open tab's ear on a user's changes."""

    async def changed(self, within: Seconds) -> set[ChangedId]:
        """What changed since the last call; empty when nothing does within this time."""
        ...


class Live(Protocol):
    """Tells open tabs that something changed. Messages are hints: the listener re-reads the row."""

    def publish(self, user_id: UserId, changed: ChangedId) -> None:
        """Announce a change, from any thread."""
        ...

    def subscribe(self, user_id: UserId) -> AbstractContextManager[News]:
        """Listen until the block ends."""
        ...

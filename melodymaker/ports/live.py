"""News for open tabs: what has changed, by topic."""

from dataclasses import dataclass
from typing import Protocol

from melodymaker.types import Change, Seconds, Topic


@dataclass(frozen=True)
class News:
    """What changed since the last news. A read that began after `since` (`time.monotonic()`) shows all of it."""

    changes: frozenset[Change]
    since: float


class Subscription(Protocol):
    """What one listener has not read yet of its topics."""

    async def news(self, within: Seconds) -> News | None:
        """What changed since the last call; None when nothing does within this time, or when it is closed."""
        ...

    def close(self) -> None:
        """Stop listening; whoever waits for news gets None."""
        ...


class Live(Protocol):
    """Tells open tabs that something changed. Messages are hints: the listener reads the row again."""

    def publish(self, change: Change, *topics: Topic) -> None:
        """Announce a change to whoever listens to one of the topics, from any thread."""
        ...

    def subscribe(self, *topics: Topic) -> Subscription:
        """Listen to these topics until the subscription is closed; from an event loop."""
        ...

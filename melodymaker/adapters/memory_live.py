"""Live within one process: from the worker's threads to the tabs on the event loop."""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Collection

from melodymaker.ports import News
from melodymaker.types import Change, Seconds, Topic


class MemorySubscription:
    """The changes that one listener has not read yet; the same change many times is one."""

    def __init__(self, live: "MemoryLive", topics: Collection[Topic]) -> None:
        self.topics = frozenset(topics)
        self._live = live
        self._loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._changes: set[Change] = set()
        self._since = 0.0
        self._closed = False

    def add(self, change: Change, at: float) -> None:
        """Add a change that was announced at this moment, from any thread."""
        self._loop.call_soon_threadsafe(self._add, change, at)

    async def news(self, within: Seconds) -> News | None:
        """What changed since the last call; None when nothing does within this time, or when it is closed."""
        try:
            async with asyncio.timeout(within):
                await self._arrived.wait()
        except TimeoutError:
            return None
        if self._closed:
            return None
        self._arrived.clear()
        changes = frozenset(self._changes)
        self._changes.clear()
        return News(changes, self._since)

    def close(self) -> None:
        """Stop listening; whoever waits for news gets None."""
        self._closed = True
        self._live.forget(self)
        self._arrived.set()

    def _add(self, change: Change, at: float) -> None:
        self._changes.add(change)
        self._since = max(self._since, at)
        self._arrived.set()


class MemoryLive:
    """Delivers to the listeners of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[Topic, set[MemorySubscription]] = defaultdict(set)

    def publish(self, change: Change, *topics: Topic) -> None:
        """Announce a change to whoever listens to one of the topics, from any thread."""
        self.deliver(change, topics, time.monotonic())

    def deliver(self, change: Change, topics: Collection[Topic], at: float) -> None:
        """Pass a change, announced at this moment, to the listeners of this process."""
        with self._lock:
            listeners = {one for topic in topics for one in self._listeners.get(topic, ())}
        for subscription in listeners:
            try:
                subscription.add(change, at)
            except RuntimeError:  # its event loop has closed: nobody listens there any more
                self.forget(subscription)

    def subscribe(self, *topics: Topic) -> MemorySubscription:
        """Listen to these topics until the subscription is closed."""
        subscription = MemorySubscription(self, topics)
        with self._lock:
            for topic in subscription.topics:
                self._listeners[topic].add(subscription)
        return subscription

    def listeners(self) -> int:
        """How many listen now."""
        with self._lock:
            return len({one for listeners in self._listeners.values() for one in listeners})

    def forget(self, subscription: MemorySubscription) -> None:
        """Deliver no more to this listener."""
        with self._lock:
            for topic in subscription.topics:
                self._listeners[topic].discard(subscription)
                if not self._listeners[topic]:
                    del self._listeners[topic]

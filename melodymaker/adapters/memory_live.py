"""Live within one process: from the worker's threads to the tabs on the event loop."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from melodymaker.types import ChangedId, Seconds, UserId


class MemoryNews:
    """The changes one listener has not read yet; many changes of one generation are one."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._ids: set[ChangedId] = set()

    def tell(self, changed: ChangedId) -> None:
        """Add a change, from any thread."""
        self._loop.call_soon_threadsafe(self._add, changed)

    async def changed(self, within: Seconds) -> set[ChangedId]:
        """What changed since the last call; empty when nothing does within this time."""
        try:
            async with asyncio.timeout(within):
                await self._arrived.wait()
        except TimeoutError:
            return set()
        self._arrived.clear()
        ids, self._ids = self._ids, set()
        return ids

    def _add(self, changed: ChangedId) -> None:
        self._ids.add(changed)
        self._arrived.set()


class MemoryLive:
    """Delivers to the listeners of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[UserId, set[MemoryNews]] = defaultdict(set)

    def publish(self, user_id: UserId, changed: ChangedId) -> None:
        """Announce a change, from any thread."""
        with self._lock:
            listeners = list(self._listeners.get(user_id, ()))
        for news in listeners:
            try:
                news.tell(changed)
            except RuntimeError:  # its event loop has closed: nobody listens there any more
                self._forget(user_id, news)

    @contextmanager
    def subscribe(self, user_id: UserId) -> Iterator[MemoryNews]:
        """Listen until the block ends."""
        news = MemoryNews()
        with self._lock:
            self._listeners[user_id].add(news)
        try:
            yield news
        finally:
            self._forget(user_id, news)

    def listeners(self) -> int:
        """How many listen now."""
        with self._lock:
            return sum(map(len, self._listeners.values()))

    def _forget(self, user_id: UserId, news: MemoryNews) -> None:
        with self._lock:
            self._listeners[user_id].discard(news)
            if not self._listeners[user_id]:
                del self._listeners[user_id]

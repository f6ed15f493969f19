"""Live between processes, over Redis pub/sub."""

import json
import logging
import threading

from redis import Redis
from redis.exceptions import RedisError

from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.types import ChangedId, UserId

log = logging.getLogger(__name__)

CHANNEL = "melodymaker:live"
_RETRY_SECONDS = 0.5


class RedisLive(MemoryLive):
    """One listener a process hears every announcement, and passes it to the tabs of this process."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2, health_check_interval=10)
        self._ending = threading.Event()
        self.listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="redis-live", daemon=True)
        self._thread.start()

    def publish(self, user_id: UserId, changed: ChangedId) -> None:
        """Announce a change to all processes; to this one alone while Redis is gone."""
        try:
            self._redis.publish(CHANNEL, json.dumps([user_id, changed]))
        except RedisError as error:
            log.warning("an announcement reaches this process only: %s", error)
            super().publish(user_id, changed)

    def close(self) -> None:
        """Stop listening."""
        self._ending.set()
        self._thread.join(timeout=10)
        self._redis.close()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                self._hear()
            except RedisError as error:
                log.warning("no news from other processes until Redis is back: %s", error)
                self.listening.clear()
                self._ending.wait(_RETRY_SECONDS)

    def _hear(self) -> None:
        with self._redis.pubsub() as ear:
            ear.subscribe(CHANNEL)
            while not self._ending.is_set():
                message = ear.get_message(timeout=0.5)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self.listening.set()
                elif message["type"] == "message":
                    user_id, changed = json.loads(message["data"])
                    super().publish(UserId(user_id), changed)

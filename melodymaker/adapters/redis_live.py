"""Live between processes, over Redis pub/sub."""

import json
import logging
import threading
import time
import uuid
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.types import Change, Kind, Topic

log = logging.getLogger(__name__)

CHANNEL = "melodymaker:live"
_RETRY_SECONDS = 0.5


class RedisLive(MemoryLive):
    """One listener a process hears every announcement, and passes it to the tabs of this process."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._process = uuid.uuid4().hex
        self._redis = Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2, health_check_interval=10)
        self._ending = threading.Event()
        self.listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="redis-live", daemon=True)
        self._thread.start()

    def publish(self, change: Change, *topics: Topic) -> None:
        """Announce a change to all processes; to this one alone while Redis is gone."""
        at = time.monotonic()
        message = {"kind": change.kind, "id": change.id, "topics": topics, "process": self._process, "at": at}
        try:
            self._redis.publish(CHANNEL, json.dumps(message))
        except RedisError as error:
            log.warning("an announcement reaches this process only: %s", error)
            self.deliver(change, topics, at)

    def close(self) -> None:
        """Stop listening."""
        self._ending.set()
        self._thread.join(timeout=10)
        self._redis.close()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                self._receive()
            except RedisError as error:
                log.warning("no news from other processes until Redis is back: %s", error)
                self.listening.clear()
                self._ending.wait(_RETRY_SECONDS)

    def _receive(self) -> None:
        with self._redis.pubsub() as channel:
            channel.subscribe(CHANNEL)
            while not self._ending.is_set():
                message = channel.get_message(timeout=0.5)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self.listening.set()
                elif message["type"] == "message":
                    self._pass_on(json.loads(message["data"]))

    def _pass_on(self, message: dict[str, Any]) -> None:
        # Clocks of other processes run from other beginnings, so their announcements count from their arrival.
        at = message["at"] if message["process"] == self._process else time.monotonic()
        self.deliver(Change(Kind(message["kind"]), message["id"]), message["topics"], at)

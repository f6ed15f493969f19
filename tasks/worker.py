"""The worker: Huey's consumer, inside the app or as a process of its own (`python -m tasks.worker`)."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from huey.consumer import Consumer

from melodymaker import bootstrap, ports
from melodymaker.generation.timing import LEASE
from melodymaker.settings import Settings, load_settings
from melodymaker.types import Seconds
from melodymaker.web import log_lines
from tasks import housekeeping, metrics_server, songs
from tasks.queue import Queue, open_queue


class EmbeddedConsumer(Consumer):
    """A consumer in threads of its host process, which keeps its own signal handlers."""

    def _set_signal_handlers(self) -> None:
        """Leave signals to the host."""


@contextmanager
def running(queue: Queue) -> Iterator[None]:
    """A worker on the queue that runs until the block ends, and gives its unfinished work back.

    It makes as many pairs at a time as the engine takes; two more threads do the rest, of which some may
    be slow. An idle consumer asks its SQLite file for work every 50 to 250 ms.
    """
    at_once = ports.in_use().generator.capabilities.at_once
    songs.stopping.clear()
    consumer = EmbeddedConsumer(
        queue.huey, workers=at_once + 2, initial_delay=0.05, backoff=1.15, max_delay=0.25, check_worker_health=True
    )
    housekeeping.requeue()
    # A worker killed just before this start still has its lease; it has run out by then.
    queue.requeue_once_more.schedule(delay=Seconds(LEASE.total_seconds() + 1))
    consumer.start()
    try:
        yield
    finally:
        songs.stopping.set()
        consumer.stop(graceful=True)


@contextmanager
def embedded(settings: Settings, queue: Queue) -> Iterator[None]:
    """The worker inside the app; none where Redis lets workers be processes of their own."""
    if settings.redis_url:
        yield
    else:
        with running(queue):
            yield


def main() -> None:
    """Work until SIGTERM or Ctrl-C."""
    end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    settings = load_settings()
    log_lines.set_up()
    queue = open_queue(settings)
    with (
        bootstrap.started(settings, queue.tasks),
        running(queue),
        metrics_server.serving(settings.host, settings.metrics_port),
    ):
        end.wait()


if __name__ == "__main__":
    main()

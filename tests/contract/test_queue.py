"""What every JobQueue promises: a task runs on a worker once, soon or after its delay."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from huey import Huey
from redis.exceptions import RedisError

from deploy.local import servers
from melodymaker.adapters.huey_queue import HueyQueue
from melodymaker.settings import Settings
from melodymaker.types import Seconds, Work
from tasks.queue import open_huey
from tasks.worker import EmbeddedConsumer


@pytest.fixture(params=["sqlite", "redis"])
def huey(request: pytest.FixtureRequest, tmp_path: Path) -> Huey:
    values = (
        {} if request.param == "sqlite" else {"redis_url": request.getfixturevalue("redis"), "secret_key": "x" * 32}
    )
    return open_huey(Settings(data_dir=tmp_path, _env_file=None, **values))


class Worker:
    """Counts the tasks it receives."""

    def __init__(self, huey: Huey) -> None:
        self._received = threading.Semaphore(0)
        self.works: list[Work] = []
        self.queue = HueyQueue({work: huey.task(name=work)(self._receives(work)) for work in Work})

    def _receives(self, work: Work) -> Callable[[], None]:
        def receive() -> None:
            self.works.append(work)
            self._received.release()

        return receive

    def receives(self, within: float = 10) -> bool:
        """Whether a task arrives in this many seconds."""
        return self._received.acquire(timeout=within)


@pytest.fixture
def worker(huey: Huey) -> Iterator[Worker]:
    worker = Worker(huey)
    consumer = EmbeddedConsumer(huey, workers=1, initial_delay=0.01, max_delay=0.05, scheduler_interval=1)
    consumer.start()
    yield worker
    consumer.stop(graceful=True)


def test_an_enqueued_task_runs_once(worker: Worker) -> None:
    worker.queue.enqueue()
    assert worker.receives()
    assert not worker.receives(within=0.2)


@pytest.mark.parametrize("work", Work)
def test_each_work_has_a_task_of_its_own(worker: Worker, work: Work) -> None:
    worker.queue.enqueue(work=work)
    assert worker.receives()
    assert worker.works == [work]


def test_a_delayed_task_runs_later(worker: Worker) -> None:
    start = time.monotonic()
    worker.queue.enqueue(Seconds(1))
    assert worker.receives()
    assert time.monotonic() - start >= 0.9


def test_tasks_wait_for_a_worker(huey: Huey) -> None:
    worker = Worker(huey)
    for _ in range(3):
        worker.queue.enqueue()
    consumer = EmbeddedConsumer(huey, workers=1, initial_delay=0.01, max_delay=0.05)
    consumer.start()
    try:
        assert all(worker.receives() for _ in range(3))
    finally:
        consumer.stop(graceful=True)


def test_check_passes_while_the_queue_works(huey: Huey) -> None:
    assert Worker(huey).queue.check() is None


def test_a_queue_that_cannot_be_reached_raises_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with servers.redis(tmp_path) as url:
        values = {"redis_url": url, "secret_key": "x" * 32}
        worker = Worker(open_huey(Settings(data_dir=tmp_path, _env_file=None, **values)))
    worker.queue.enqueue()
    assert "could not be enqueued" in caplog.text
    with pytest.raises(RedisError):
        worker.queue.check()

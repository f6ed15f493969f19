"""The background queue: Huey with every task registered, on Redis or embedded on a SQLite file of its own.

Importing this opens nothing. The file is not the database's, because enqueueing while the app writes to the same one
would find it locked. It may lose its last messages in a power cut: the rows are the queue, and the housekeeping
enqueues again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.api import TaskWrapper

from melodymaker.settings import Settings
from melodymaker.types import Work
from tasks import housekeeping, payments, songs, webhooks

NAME = "melodymaker"


@dataclass(frozen=True)
class Queue:
    """A Huey instance, and those of its tasks that are enqueued by name."""

    huey: Huey
    tasks: Mapping[Work, TaskWrapper]
    requeue_once_more: TaskWrapper


def open_huey(settings: Settings) -> Huey:
    """The Huey instance that the settings name, without tasks; an embedded one makes its file."""
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False)
    return SqliteHuey(NAME, filename=str(settings.data_dir / "queue.sqlite"), fsync=False, results=False)


def open_queue(settings: Settings) -> Queue:
    """The queue that the settings name, with every task registered on it."""
    huey = open_huey(settings)
    huey.periodic_task(crontab())(housekeeping.requeue)
    huey.periodic_task(crontab(minute="17"))(housekeeping.remove_expired)
    huey.periodic_task(crontab(hour="3", minute="47"))(payments.reconcile)
    huey.periodic_task(crontab(hour="4", minute="27"))(housekeeping.tidy_up)
    huey.periodic_task(crontab(minute="37"))(housekeeping.send_mails)
    return Queue(
        huey,
        tasks={
            Work.SONGS: huey.task()(songs.make_next_songs),
            Work.PAYMENTS: huey.task()(payments.catch_up),
            Work.WEBHOOKS: huey.task()(webhooks.send_next),
        },
        requeue_once_more=huey.task()(housekeeping.requeue_once_more),
    )

"""What is done at the start and from time to time: requeueing after dead workers, and removing what has expired."""

from huey import crontab

from melodymaker import ports
from melodymaker.accounts.service import forget_expired_sessions
from melodymaker.generation import queries
from melodymaker.generation.outcomes import requeue_expired
from melodymaker.generation.timing import LEASE
from melodymaker.playlists.service import purge_deleted_playlists
from melodymaker.songs.service import purge_deleted
from melodymaker.types import Seconds
from tasks.queue import huey
from tasks.songs import abandon_jobs


@huey.periodic_task(crontab())
def requeue() -> None:
    """Put back what dead workers held, and wake a worker for whatever is due: messages may be lost, rows not."""
    requeue_expired()
    abandon_jobs()
    if queries.any_due():
        ports.in_use().queue.enqueue()


@huey.task()
def requeue_once_more() -> None:
    """Requeue again after a start, when the leases of a killed worker have run out."""
    requeue.call_local()


@huey.periodic_task(crontab(minute="17"))
def remove_expired() -> None:
    """Remove unfinished files, deleted songs and playlists for good, and sessions that have run out."""
    ports.in_use().storage.remove_unfinished()  # first: it needs no room on a full disk
    purge_deleted()
    purge_deleted_playlists()
    forget_expired_sessions()


def requeue_at_start() -> None:
    """Requeue now, and again as soon as a worker killed just before this start has lost its lease."""
    requeue.call_local()
    requeue_once_more.schedule(delay=Seconds(LEASE.total_seconds() + 1))

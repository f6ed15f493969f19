"""What is done at the start and from time to time: sweeping up after dead workers, and forgetting."""

from huey import crontab

from melodymaker import ports
from melodymaker.accounts.service import forget_expired_sessions
from melodymaker.generation import queries, service
from melodymaker.playlists.service import purge_deleted_playlists
from melodymaker.songs.service import purge_deleted
from melodymaker.types import Seconds
from tasks.queue import huey
from tasks.songs import abandon_jobs


@huey.periodic_task(crontab())
def sweep() -> None:
    """Put back what dead workers held, and ring for whatever is due: rings may be lost, rows not."""
    service.sweep()
    abandon_jobs()
    if queries.any_due():
        ports.in_use().queue.ring()


@huey.task()
def sweep_once_more() -> None:
    """The sweep that follows a start, when the leases of a killed worker have run out."""
    sweep.call_local()


@huey.periodic_task(crontab(minute="17"))
def forget() -> None:
    """Remove unfinished files, deleted songs and playlists for good, and sessions that have run out."""
    ports.in_use().storage.remove_unfinished()  # first: it needs no room on a full disk
    purge_deleted()
    purge_deleted_playlists()
    forget_expired_sessions()


def sweep_at_start() -> None:
    """Sweep now, and again as soon as a worker killed just before this start has lost its lease."""
    sweep.call_local()
    sweep_once_more.schedule(delay=Seconds(service.LEASE.total_seconds() + 1))

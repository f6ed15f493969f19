"""What is done at the start and from time to time; tasks/queue.py says when."""

from melodymaker import ports
from melodymaker.accounts.service import forget_expired_sessions
from melodymaker.generation import queries, service
from melodymaker.playlists.service import purge_deleted_playlists
from melodymaker.songs.service import purge_deleted
from tasks.songs import abandon_jobs


def sweep() -> None:
    """Put back what dead workers held, and ring for whatever is due: rings may be lost, rows not."""
    service.sweep()
    abandon_jobs()
    if queries.any_due():
        ports.in_use().queue.ring()


def sweep_once_more() -> None:
    """The sweep that follows a start, when the leases of a killed worker have run out."""
    sweep()


def forget() -> None:
    """Remove unfinished files, deleted songs and playlists for good, and sessions that have run out."""
    ports.in_use().storage.remove_unfinished()  # first: it needs no room on a full disk
    purge_deleted()
    purge_deleted_playlists()
    forget_expired_sessions()

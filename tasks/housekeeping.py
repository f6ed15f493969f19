"""What is done at the start and from time to time: requeueing after dead workers, and removing what has expired.

tasks/queue.py says when.
"""

from melodymaker import ports
from melodymaker.accounts.handles import forget_former_handles
from melodymaker.accounts.links import forget_expired_links
from melodymaker.accounts.sessions import forget_expired_sessions
from melodymaker.api_keys.stored_answers import forget_old_answers
from melodymaker.comments.service import purge_deleted_comments
from melodymaker.deletion.orphans import remove_orphans
from melodymaker.deletion.purge import purge_accounts
from melodymaker.generation import queries
from melodymaker.generation.outcomes import requeue_expired
from melodymaker.inbox.digest import send_digests
from melodymaker.notifications.service import purge_old
from melodymaker.playlists.service import purge_deleted_playlists
from melodymaker.purchases.events import forget_old_events
from melodymaker.songs.listens import forget_repeated_listens
from melodymaker.songs.service import purge_deleted
from melodymaker.types import Work
from melodymaker.webhooks import deliveries
from tasks.songs import abandon_jobs


def requeue() -> None:
    """Put back what dead workers held, and wake a worker for whatever is due: messages may be lost, rows not."""
    requeue_expired()
    abandon_jobs()
    if queries.any_due():
        ports.in_use().queue.enqueue()
    if ports.in_use().payments:
        ports.in_use().queue.enqueue(work=Work.PAYMENTS)
    if deliveries.any_due():
        ports.in_use().queue.enqueue(work=Work.WEBHOOKS)


def requeue_once_more() -> None:
    """Requeue again after a start, when the leases of a killed worker have run out."""
    requeue()


def send_mails() -> None:
    """Send what is due by e-mail."""
    send_digests()


def remove_expired() -> None:
    """Remove for good what was deleted or left unfinished, and sessions, links, handles and so on that are over."""
    ports.in_use().storage.remove_unfinished()  # first: it needs no room on a full disk
    purge_deleted()
    purge_deleted_playlists()
    purge_deleted_comments()
    forget_expired_sessions()
    forget_expired_links()
    forget_former_handles()
    purge_old()
    forget_old_answers()
    deliveries.purge_old_deliveries()
    forget_old_events()
    purge_accounts()


def tidy_up() -> None:
    """Remove files that no row names, and old listens that say nothing more. It looks at all of them: once a day."""
    remove_orphans()
    forget_repeated_listens()

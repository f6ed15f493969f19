"""Messages to people's own programs."""

from melodymaker import ports
from melodymaker.types import Work
from melodymaker.webhooks import deliveries


def send_next() -> None:
    """Send one message that is due, then enqueue this task again if more wait.

    One a task, so that an address that answers slowly does not keep the worker from songs and the housekeeping.
    """
    if deliveries.deliver_next() and deliveries.any_due():
        ports.in_use().queue.enqueue(work=Work.WEBHOOKS)

"""How long a worker's lease lasts, and how long a request waits between its tries."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

LEASE = timedelta(seconds=20)
# A live worker's clock may run ahead of this one by the last part.
LONGEST_LEASE = LEASE + timedelta(seconds=10)
MAX_ATTEMPTS = 3
BACKOFF = (timedelta(seconds=2), timedelta(seconds=8))
# How long to wait before an engine that did not answer is tried again, and for how long it is tried at all.
UNREACHABLE_WAIT = timedelta(seconds=10)
LONGEST_UNREACHABLE = timedelta(hours=1)
# No time that lies further ahead was written by a clock that was right: it was set back since.
LONGEST_WAIT = max(*BACKOFF, UNREACHABLE_WAIT)


def is_due(due_at: Any, at: datetime) -> sa.ColumnElement[bool]:
    """The condition that this time has come, or was written before the clock was set back."""
    return sa.or_(due_at <= at, due_at > at + LONGEST_WAIT)


def has_expired(lease_until: Any, at: datetime) -> sa.ColumnElement[bool]:
    """The condition that a lease has run out, or was written before the clock was set back."""
    return sa.or_(lease_until < at, lease_until > at + LONGEST_LEASE)

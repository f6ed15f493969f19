"""Whether each part that the site needs works, tried now."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db, ports
from melodymaker.db.models import Generation, now
from melodymaker.generation import disk_space
from melodymaker.types import Seconds, Status

FRESH = Seconds(1)
LONGEST_IDLE = timedelta(minutes=3)

_trying = threading.Lock()
_latest: list[tuple[float, dict[str, "Part"]]] = []


@dataclass(frozen=True)
class Part:
    """Whether a part works: how many milliseconds it took to answer, or the name of what went wrong."""

    ok: bool
    ms: float = 0.0
    error: str = ""


class NobodyWorks(Exception):
    """Requests have been due for long, and no worker makes any."""


def parts() -> dict[str, Part]:
    """Database, queue, storage, engine and workers, each tried once.

    Whoever asks while another is being answered, or less than FRESH seconds later, gets the same: everybody may ask,
    and the storage is written to.
    """
    with _trying:
        if _latest and time.monotonic() - _latest[0][0] < FRESH:
            return _latest[0][1]
        found = _try_all()
        _latest[:] = [(time.monotonic(), found)]
        return found


def _try_all() -> dict[str, Part]:
    used = ports.in_use()
    checks = {
        "database": _check_database,
        "queue": used.queue.check,
        "storage": _check_storage,
        "engine": used.generator.check,
        "workers": _check_workers,
    }
    return {name: _tried(check) for name, check in checks.items()}


def _tried(check: Callable[[], None]) -> Part:
    start = time.perf_counter()
    try:
        check()
    except Exception as error:  # noqa: BLE001 - a health check reports whatever is wrong
        return Part(ok=False, error=type(error).__name__)
    return Part(ok=True, ms=round((time.perf_counter() - start) * 1000, 1))


def _check_database() -> None:
    with db.read() as session:
        session.connection().execute(sa.text("SELECT 1"))
    disk_space.check_database_room()


def _check_workers() -> None:
    """Raise NobodyWorks where requests wait for one. One that waits because its user's other one is made is no sign."""
    with db.read() as session:
        first = sa.select(sa.func.min(col(Generation.due_at))).where(col(Generation.status) == Status.QUEUED)
        running = sa.select(sa.literal(1)).where(col(Generation.status) == Status.PROCESSING).limit(1)
        since = session.connection().execute(first).scalar()
        if since and now() - since > LONGEST_IDLE and session.connection().execute(running).first() is None:
            raise NobodyWorks


def _check_storage() -> None:
    disk_space.check_files_room()
    ports.in_use().storage.check()

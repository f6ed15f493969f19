"""Whether each part that the site needs works, tried now."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from melodymaker import db, ports
from melodymaker.generation import disk_space


@dataclass(frozen=True)
class Part:
    """Whether a part works: how many milliseconds it took to answer, or the name of what went wrong."""

    ok: bool
    ms: float = 0.0
    error: str = ""


def parts() -> dict[str, Part]:
    """Database, queue, storage and engine, each tried once."""
    used = ports.in_use()
    checks = {
        "database": _check_database,
        "queue": used.queue.check,
        "storage": _check_storage,
        "engine": used.generator.check,
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


def _check_storage() -> None:
    disk_space.check_files_room()
    ports.in_use().storage.check()

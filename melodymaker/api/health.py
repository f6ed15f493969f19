"""Whether each part of the app works, for monitors and people."""

import itertools
import time
from collections.abc import Callable

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from melodymaker import db, ports, routes
from melodymaker.db import in_thread
from melodymaker.generation import disk_space

_answers = itertools.count(1)


async def get_health(_request: Request) -> Response:
    """200 when all is well, 503 when a part is not; a line for each part either way.

    `answers` counts what this process has answered here, which shows behind a proxy who did.
    """
    used = ports.in_use()
    parts = {
        "database": await in_thread(_checked, _check_database),
        "queue": await in_thread(_checked, used.queue.check),
        "storage": await in_thread(_checked, _check_storage),
        "engine": await in_thread(_checked, used.generator.check),
    }
    well = all(part["ok"] for part in parts.values())
    return JSONResponse(
        {"ok": well, "answers": next(_answers), **parts}, 200 if well else 503, headers={"Cache-Control": "no-store"}
    )


def _checked(check: Callable[[], None]) -> dict[str, object]:
    start = time.perf_counter()
    try:
        check()
    except Exception as error:  # noqa: BLE001 - a health check reports whatever is wrong
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True, "ms": round((time.perf_counter() - start) * 1000, 1)}


def _check_database() -> None:
    with db.read() as session:
        session.connection().execute(sa.text("SELECT 1"))
    disk_space.check_database_room()


def _check_storage() -> None:
    disk_space.check_files_room()
    ports.in_use().storage.check()


ROUTES = [Route(routes.HEALTH, get_health)]

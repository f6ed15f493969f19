"""Whether each part of the app works, for monitors and people."""

import itertools
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.db import in_thread
from melodymaker.generation import health
from melodymaker.generation.health import Part

_answers = itertools.count(1)


async def get_health(_request: Request) -> Response:
    """200 when all is well, 503 when a part is not; a line for each part either way.

    `answers` counts what this process has answered here, which shows behind a proxy who did.
    """
    parts = await in_thread(health.parts)
    well = all(part.ok for part in parts.values())
    lines = {name: _line(part) for name, part in parts.items()}
    return JSONResponse(
        {"ok": well, "answers": next(_answers), **lines}, 200 if well else 503, headers={"Cache-Control": "no-store"}
    )


def _line(part: Part) -> dict[str, object]:
    return {name: value for name, value in asdict(part).items() if name != ("error" if part.ok else "ms")}


ROUTES = [Route(routes.HEALTH, get_health)]

"""The metrics of this process and of the site, for Prometheus."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.db import in_thread
from melodymaker.metrics.exposition import CONTENT_TYPE, exposition
from melodymaker.metrics.permissions import REFUSAL, may_read


async def get_metrics(request: Request) -> Response:
    """The metrics, for whom they are for."""
    if not may_read(request.client.host if request.client else "", request.headers):
        return PlainTextResponse(REFUSAL, 403)
    text = await in_thread(exposition)
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE)


ROUTES = [Route(routes.METRICS, get_metrics)]

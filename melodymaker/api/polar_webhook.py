"""Where the payment service reports orders."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from melodymaker import ports, routes
from melodymaker.db import in_thread
from melodymaker.errors import InvalidSignature, NotFound
from melodymaker.purchases.events import store_event
from melodymaker.types import Work

MAX_BYTES = 1_000_000


async def post_event(request: Request) -> Response:
    """Store the message and answer at once; a worker processes it."""
    try:
        body = await _read(request)
        await in_thread(store_event, body, request.headers)
    except InvalidSignature as error:
        return PlainTextResponse(error.message, 403)
    except NotFound:
        return PlainTextResponse("Nothing is sold here.", 404)
    await in_thread(ports.in_use().queue.enqueue, work=Work.PAYMENTS)
    return Response(status_code=202)


async def _read(request: Request) -> bytes:
    """The message, unless it is longer than any is."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise InvalidSignature
    return body


ROUTES = [Route(routes.WEBHOOK_POLAR, post_event, methods=["POST"])]

"""Requests for songs: how far they are, once or as it goes on."""

import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import Response, StreamingResponse

from melodymaker import ports
from melodymaker.api.v1.answers import Generation, generation_answer
from melodymaker.api.v1.endpoints import Call, Endpoint
from melodymaker.api.v1.problems import Refused
from melodymaker.db import in_thread
from melodymaker.errors import AlreadyOver, NotFound
from melodymaker.generation.outcomes import cancel_request
from melodymaker.songs.records import RequestRecord, request_record
from melodymaker.types import PENDING, GenerationId, Seconds, UserId, user_topic
from melodymaker.web import shutdown

LONGEST = Seconds(600)
"""How long a stream of events goes on at most; programs connect again."""
LOOK = Seconds(5)
MAX_STREAMS = 10
_TOO_MANY = f"{MAX_STREAMS} streams of yours are open, which is the most. Close one first."
_open: Counter[UserId] = Counter()


def get_generation(call: Call) -> Generation:
    """How far a request is."""
    return generation_answer(request_record(call.holder.user_id, _generation_id(call)))


def cancel_generation(call: Call) -> Generation:
    """Cancel a request that waits or is being made."""
    cancel_request(call.holder.user_id, _generation_id(call))
    return get_generation(call)


async def follow_generation(call: Call) -> Response:
    """How far a request is, each time that changes."""
    user_id = call.holder.user_id
    first = await in_thread(request_record, user_id, _generation_id(call))
    if _open[user_id] >= MAX_STREAMS:
        raise Refused(429, "Too many streams", _TOO_MANY, {"Retry-After": "10"})
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(user_id, first), media_type="text/event-stream", headers=headers)


async def following(
    user_id: UserId, generation_id: GenerationId, within: Seconds
) -> AsyncGenerator[RequestRecord | None, None]:
    """The request each time that it has come further, until it has ended or the time is over; None where it has not.

    Ends too, within LOOK, when this process does: whoever follows asks again, of another one.

    Raises NotFound.
    """
    end = time.monotonic() + within
    subscription = ports.in_use().live.subscribe(user_topic(user_id))
    try:
        last = None
        while True:
            record = await in_thread(request_record, user_id, generation_id)
            yield record if record != last else None
            last = record
            left = end - time.monotonic()
            if record.status not in PENDING or left <= 0 or shutdown.is_ending():
                return
            await subscription.news(Seconds(min(LOOK, left)))
    finally:
        subscription.close()


async def _events(user_id: UserId, first: RequestRecord) -> AsyncGenerator[str, None]:
    """Server-sent events; a comment where there is nothing new, which shows that the other side still listens."""
    _open[user_id] += 1
    try:
        # Closed at once when the program goes away, and with it the subscription.
        async with aclosing(following(user_id, GenerationId(first.id), LONGEST)) as records:
            async for record in records:
                if record is None:
                    yield ": still there\n\n"
                else:
                    yield f"event: generation\ndata: {generation_answer(record).model_dump_json()}\n\n"
    except NotFound:
        return
    finally:
        _open[user_id] -= 1
        if not _open[user_id]:
            del _open[user_id]


def _generation_id(call: Call) -> GenerationId:
    return GenerationId(call.path["generation_id"])


ENDPOINTS = (
    Endpoint(
        "GET",
        "/generations/{generation_id}",
        "get_generation",
        "See how far a generation is",
        get_generation,
        Generation,
        problems=(NotFound,),
    ),
    Endpoint(
        "GET",
        "/generations/{generation_id}/events",
        "follow_generation",
        "Follow a generation until it has ended",
        follow_generation,
        problems=(NotFound,),
        streams=True,
        media_type="text/event-stream",
        about=(
            "Server-sent events named `generation`, each with the generation as JSON, whenever it has come further."
            " The stream closes when the songs are ready or there will be none, and after ten minutes: connect again."
        ),
    ),
    Endpoint(
        "POST",
        "/generations/{generation_id}/cancel",
        "cancel_generation",
        "Cancel a generation",
        cancel_generation,
        Generation,
        problems=(NotFound, AlreadyOver),
    ),
)

"""One endpoint of the API as data, and how a request to it is taken: the document is made from the same."""

import hashlib
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.v1.access import add_limits, holder_of_request
from melodymaker.api.v1.problems import Refused, problem, problem_of, refused
from melodymaker.api_keys import stored_answers
from melodymaker.api_keys.service import KeyHolder
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, KeyOnlyReads, MelodyError

log = logging.getLogger(__name__)

MAX_BODY = 64 * 1024
READING = {"GET", "HEAD"}
_KEY_HEADER = "Idempotency-Key"
_PARAMETER = re.compile(r"\{(\w+)\}")
_LONGEST_KEY = 255
_BAD_KEY = f"An idempotency key has 1 to {_LONGEST_KEY} printable ASCII characters."
_NO_STORE = {"Cache-Control": "no-store"}
_LARGE = f"This body is too large: it may have {MAX_BODY:,} bytes."
_OUR_FAULT = "Something went wrong on our side. Nothing was lost; please try again."

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Call:
    """A request that was taken: who calls, what stands in the address, and what was sent, checked.

    `submission_id` is the same for a request that is sent again with its idempotency key.
    """

    holder: KeyHolder
    path: dict[str, str]
    query: Any = None
    body: Any = None
    submission_id: str = ""


Run = Callable[[Call], BaseModel | Response | Awaitable[Response] | None]


@dataclass(frozen=True)
class Endpoint:
    """What is done at an address of the API. `media_type` is what it answers where that is no JSON."""

    method: str
    path: str
    name: str
    summary: str
    run: Run
    answer: type[BaseModel] | None = None
    status: int = 200
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    problems: tuple[type[MelodyError], ...] = ()
    idempotent: bool = False
    streams: bool = False
    media_type: str = ""
    about: str = ""

    @property
    def parameters(self) -> list[str]:
        """The names in the address."""
        return _PARAMETER.findall(self.path)

    def route(self) -> Route:
        """The route that takes its requests."""

        async def take(request: Request) -> Response:
            return await _take(self, request)

        take.__name__ = self.name  # what logs and traces call it
        return Route(f"{routes.API}{self.path}", take, methods=[self.method], name=self.name)


async def _take(endpoint: Endpoint, request: Request) -> Response:
    try:
        holder = await holder_of_request(request)
    except Refused as error:
        return refused(error)
    try:
        response = await _answer(endpoint, request, holder)
    except Refused as error:
        response = refused(error)
    except MelodyError as error:
        response = problem_of(error)
    except Exception:
        log.exception("the API failed at %s %s", endpoint.method, endpoint.path)
        response = problem("Failed", 500, _OUR_FAULT)
    return await add_limits(response, holder)


async def _answer(endpoint: Endpoint, request: Request, holder: KeyHolder) -> Response:
    if endpoint.method not in READING and not holder.may_create:
        raise KeyOnlyReads
    query = read_query(endpoint.query, request) if endpoint.query else None
    content = await read_body(request) if endpoint.body else b""
    body = parsed(endpoint.body, content) if endpoint.body else None
    call = Call(holder, dict(request.path_params), query, body)
    if endpoint.streams:
        return await endpoint.run(call)  # pyright: ignore[reportGeneralTypeIssues] - those that stream wait by themselves
    key = request.headers.get(_KEY_HEADER) if endpoint.idempotent else None
    if key is None:
        return _response(endpoint, await in_thread(endpoint.run, call))
    return await _answer_once(endpoint, call, key, f"{request.url.path}\n".encode() + content)


async def _answer_once(endpoint: Endpoint, call: Call, key: str, content: bytes) -> Response:
    """The answer to a request with an idempotency key: done once, and answered alike each time."""
    if not (key.isascii() and key.isprintable() and 0 < len(key) <= _LONGEST_KEY):
        raise InvalidInput({_KEY_HEADER: _BAD_KEY})
    user_id = call.holder.user_id
    begun = await in_thread(stored_answers.begin, user_id, key, hashlib.sha256(content).hexdigest())
    if begun.status:
        headers = {**_NO_STORE, "Idempotent-Replayed": "true"}
        return Response(begun.body, begun.status, media_type="application/json", headers=headers)
    try:
        result = await in_thread(endpoint.run, Call(call.holder, call.path, call.query, call.body, begun.submission_id))
        response = _response(endpoint, result)
    except MelodyError:
        await in_thread(stored_answers.forget, user_id, key)
        raise
    await in_thread(stored_answers.answer, user_id, key, response.status_code, bytes(response.body).decode())
    return response


def _response(endpoint: Endpoint, result: Any) -> Response:
    if isinstance(result, Response):
        return result
    if result is None:
        return Response(status_code=endpoint.status, headers=_NO_STORE)
    return Response(result.model_dump_json(), endpoint.status, media_type="application/json", headers=_NO_STORE)


def read_query(kind: type[M], request: Request) -> M:
    """What stands behind the question mark; raises InvalidInput."""
    try:
        return kind.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise InvalidInput(_field_errors(error)) from error


async def read_body(request: Request) -> bytes:
    """The JSON that was sent, no further than it may go; raises Refused."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "Unsupported media type", "Send JSON, with “Content-Type: application/json”.")
    content = b""
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > MAX_BODY:
                raise Refused(413, "Too large", _LARGE)
    except ClientDisconnect as error:
        raise Refused(400, "Incomplete", "The body ended too early.") from error
    return content


def parsed(kind: type[M], content: bytes) -> M:
    """What the JSON says; raises InvalidInput for a field that is wrong, and Refused for what is no JSON."""
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors(include_url=False, include_context=False)):
            raise Refused(400, "Not JSON", "The body is not JSON.") from error
        raise InvalidInput(_field_errors(error)) from error


def _field_errors(error: ValidationError) -> dict[str, str]:
    """What is wrong with each field; the first of several errors of a field."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        name = ".".join(str(part) for part in one["loc"]) or "body"
        found.setdefault(name[:100], f"{one['msg'].removeprefix('Value error, ')}.")
    return found

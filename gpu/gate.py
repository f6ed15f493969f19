"""Which requests are let in, and how the others are refused."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from gpu.contract import KEY_HEADER, MAX_BODY, SECRET_HEADER, Error, ErrorBody, ErrorCode, Kind
from gpu.errors import ServiceError

_STATUS = {
    ErrorCode.INVALID: 422,
    ErrorCode.UNAUTHORISED: 401,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.BUSY: 429,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.SOURCE_UNREADABLE: 422,
    ErrorCode.OUT_OF_MEMORY: 500,
    ErrorCode.UPLOAD_FAILED: 500,
    ErrorCode.MODEL_FAILED: 500,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.CANCELLED: 409,
}
_RETRY_AFTER_SECONDS = 30
REFUSALS: dict[int | str, dict[str, Any]] = {code: {"model": ErrorBody} for code in (401, 404, 413, 422, 429, 500, 503)}

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def guard(app: FastAPI, keys: tuple[str, str] | None) -> None:
    """Let only requests of the right size and with the right keys in, and answer every refusal in one form."""
    app.add_middleware(_Gate, keys=keys)

    @app.exception_handler(ServiceError)
    def _refuse(_request: Request, failure: ServiceError) -> Response:
        return _refusal(failure.error)

    @app.exception_handler(RequestValidationError)
    def _refuse_invalid(_request: Request, failure: RequestValidationError) -> Response:
        return _refusal(_invalid(failure))

    @app.exception_handler(404)
    def _refuse_path(_request: Request, _failure: Exception) -> Response:
        return _refusal(Error(code=ErrorCode.NOT_FOUND, message="There is nothing at this address."))


def _refusal(error: Error) -> JSONResponse:
    headers = {"Retry-After": str(_RETRY_AFTER_SECONDS)} if error.code is ErrorCode.BUSY else None
    return JSONResponse(ErrorBody(error=error).model_dump(mode="json"), _STATUS[error.code], headers)


def _invalid(failure: RequestValidationError) -> Error:
    """The first thing wrong with a request, with the field's dotted name."""
    first = failure.errors()[0]
    if first["type"] == "json_invalid":
        return Error(code=ErrorCode.INVALID, message="The request is not valid JSON.")
    path = [str(part) for part in first["loc"] if part != "body"]
    # In the union of all kinds, the kind comes before the field.
    path = path[1:] if len(path) > 1 and path[0] in set(Kind) else path
    field = ".".join(path) or "kind"
    text = first["msg"].removeprefix("Value error, ")
    return Error(code=ErrorCode.INVALID, message=f"{field}: {text}", field=field)


class _Gate:
    """Refuses wrong keys before anything is read, and bodies above the limit before anything is parsed."""

    def __init__(self, app: Callable, keys: tuple[str, str] | None) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] != "/alive" and not self._admits(dict(scope["headers"])):
            message = f"The headers {KEY_HEADER} and {SECRET_HEADER} are missing or wrong."
            await _refusal(Error(code=ErrorCode.UNAUTHORISED, message=message))(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            message = f"A request may have {MAX_BODY // 1024} KiB at most."
            await _refusal(Error(code=ErrorCode.TOO_LARGE, message=message))(scope, receive, send)
            return
        messages = iter([{"type": "http.request", "body": body}])

        async def replay() -> MutableMapping[str, Any]:
            return next(messages, None) or await receive()

        await self._app(scope, replay, send)

    def _admits(self, headers: dict[bytes, bytes]) -> bool:
        if self._keys is None:
            return True
        # Both are always compared, in constant time, so that the time tells nothing.
        names = (KEY_HEADER, SECRET_HEADER)
        matches = [
            hmac.compare_digest(headers.get(name.lower().encode(), b""), key.encode())
            for name, key in zip(names, self._keys, strict=True)
        ]
        return all(matches)


async def _body(receive: Receive) -> bytes | None:
    """The request's body; None when it is above the limit."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return None
        more = message.get("more_body", False)
    return body

"""What is wrong, as problem details (RFC 9457)."""

import json
import re
from collections.abc import Mapping

from pydantic import BaseModel, Field
from starlette.responses import Response

from melodymaker import errors, ports, routes
from melodymaker.errors import InvalidInput, MelodyError

MEDIA_TYPE = "application/problem+json"
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STATUSES: dict[type[MelodyError], int] = {
    errors.NotSignedIn: 401,
    errors.NotEnoughCredits: 402,
    errors.NotFound: 404,
    errors.FileUnreadable: 404,
    errors.RequestInProgress: 409,
    errors.AlreadyOver: 409,
    errors.StorageUsedUp: 409,
    errors.KeyUsedBefore: 422,
    errors.InvalidInput: 422,
    errors.TooManyAttempts: 429,
    errors.TooManyPending: 429,
    errors.TooManySongs: 429,
    errors.Busy: 503,
    errors.GenerationFailed: 503,
    errors.EngineUnreachable: 503,
    errors.NoRoom: 507,
}
_REFUSED = 403
_RETRY_SECONDS = {errors.TooManyAttempts: 60, errors.RequestInProgress: 2, errors.Busy: 5, errors.NoRoom: 300}


class FieldError(BaseModel):
    """What is wrong with one field of the request."""

    field: str = Field(description="The field's name; of a list's entry, with its position.", examples=["duration"])
    detail: str = Field(examples=["The length goes from 20 to 180 seconds."])


class Problem(BaseModel):
    """What is wrong, as RFC 9457 has it."""

    type: str = Field(description="The kind of problem; its address leads to what it means.")
    title: str = Field(examples=["Invalid input"])
    status: int = Field(examples=[422])
    detail: str = Field(description="What is wrong with this request, fit to be shown to people.")
    errors: list[FieldError] = Field(default_factory=list, description="The fields at fault, if any.")


class Refused(Exception):
    """A request that cannot be taken as it is: the status, the problem's name, and its words."""

    def __init__(self, status: int, name: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        super().__init__(detail)


def refused(error: Refused) -> Response:
    """The answer to a request that cannot be taken."""
    return problem(error.name, error.status, error.detail, headers=error.headers)


def problem_of(error: MelodyError) -> Response:
    """The answer that an error of a service becomes."""
    kind = type(error)
    fields = error.fields if isinstance(error, InvalidInput) else {}
    headers = {"Retry-After": str(_RETRY_SECONDS[kind])} if kind in _RETRY_SECONDS else {}
    return problem(name_of(kind), status_of(kind), error.message, fields, headers)


def status_of(kind: type[MelodyError]) -> int:
    """The HTTP status that goes with an error; a rule that was broken is 403."""
    return _STATUSES.get(kind, _REFUSED)


def problem(
    name: str,
    status: int,
    detail: str,
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer with problem details; `fields` says of each field at fault what is wrong."""
    body = Problem(
        type=f"{ports.in_use().site.url}{routes.API_DOCS}#problem-{slug(name)}",
        title=name.capitalize(),
        status=status,
        detail=detail,
        errors=[FieldError(field=field, detail=text) for field, text in (fields or {}).items()],
    )
    content = body.model_dump(exclude_defaults=True)
    return Response(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
        status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def slug(name: str) -> str:
    """The name of a problem in an address."""
    return "-".join(name.lower().split())


def name_of(kind: type[MelodyError]) -> str:
    """What a problem is called, as in "Too many pending"."""
    return _WORD.sub(" ", kind.__name__).capitalize()

"""Posted forms, read in full before any of them is believed, and no further than a form of this site goes."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request

from melodymaker.settings import load_settings

MAX_BYTES = 64 * 1024
_MAX_FIELDS = 10
_TYPE = "application/x-www-form-urlencoded"
_FOREIGN = "This form was not sent from this site. Open the page again and send it from there."
_LARGE = "This form is too large."
_KIND = "This is not a form as this site sends it."
_UNREADABLE = "This form cannot be read. Open the page again and send it from there."
_INCOMPLETE = "This form is not complete. Open the page again and send it from there."


class FormRefused(Exception):
    """A form that is not one of this site's: the HTTP status, and what is wrong."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(message)


async def read_form(request: Request, needed: Collection[str] = ()) -> dict[str, str]:
    """The fields of a form that a page of this site sent, each once, the needed ones among them.

    Raises FormRefused. The body is read after all that can be known without it, and only as far as a form may go.
    """
    if not _same_site(request):
        raise FormRefused(403, _FOREIGN)
    body = await _body(request)
    if body and request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise FormRefused(415, _KIND)
    try:
        text = body.decode()
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise FormRefused(400, _UNREADABLE) from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise FormRefused(400, _UNREADABLE)
    if not set(needed) <= fields.keys():
        raise FormRefused(400, _INCOMPLETE)
    return fields


async def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 20:
        raise FormRefused(400, _UNREADABLE)
    if int(length) > MAX_BYTES:
        raise FormRefused(413, _LARGE)
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BYTES:
                raise FormRefused(413, _LARGE)
    except ClientDisconnect as error:
        raise FormRefused(400, _UNREADABLE) from error
    return body


def _same_site(request: Request) -> bool:
    """Whether the form was sent by a page of this site: its Origin is ours."""
    try:
        origin = urlsplit(request.headers.get("origin", "")).netloc
    except ValueError:
        return False
    return bool(origin) and origin in {request.headers.get("host"), urlsplit(load_settings().url).netloc}

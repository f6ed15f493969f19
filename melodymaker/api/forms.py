"""Posted forms, read in full before any of them is believed, and no further than a form of this site goes."""

from collections.abc import AsyncGenerator, Collection
from urllib.parse import parse_qs, parse_qsl, urlsplit

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from melodymaker import routes
from melodymaker.i18n import later
from melodymaker.settings import load_settings

MAX_BYTES = 64 * 1024
# As large as a photo or a short film that somebody chose by mistake.
_READ_AWAY = 100 * 1024 * 1024
_MAX_FIELDS = 10
_TYPE = "application/x-www-form-urlencoded"
_FOREIGN = later("This form was not sent from this site. Open the page again and send it from there.")
_LARGE = later("This form is too large.")
_KIND = later("This is not a form as this site sends it.")
_UNREADABLE = later("This form cannot be read. Open the page again and send it from there.")
_INCOMPLETE = later("This form is not complete. Open the page again and send it from there.")


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


async def read_upload(request: Request, field: str, most_bytes: int) -> bytes:
    """The content of the one file of a form that a page of this site sent; empty if none was chosen.

    Raises FormRefused, with status 413 for a file of more bytes.
    """
    if not _same_site(request):
        raise FormRefused(403, _FOREIGN)
    # Around the file there are a few lines.
    chunks = _chunks(request, most_bytes + MAX_BYTES, read_away=_READ_AWAY)
    try:
        form = await MultiPartParser(request.headers, chunks, max_files=1, max_fields=1).parse()
        part = form.get(field)
        content = await part.read() if isinstance(part, UploadFile) else b""
        await form.close()
    except (MultiPartException, KeyError, AssertionError) as error:
        raise FormRefused(400, _UNREADABLE) from error
    if len(content) > most_bytes:
        raise FormRefused(413, _LARGE)
    return content


def page_after(request: Request, fields: dict[str, str]) -> str:
    """The page that a form leads on to: the one it names, or else the one that its page's own address names.

    A form that is sent before its page has heard from the server names none yet.
    """
    return routes.local(fields.get("next") or _next_of(request.headers.get("referer", "")) or routes.CREATE)


async def _body(request: Request) -> bytes:
    return b"".join([chunk async for chunk in _chunks(request, MAX_BYTES)])


async def _chunks(request: Request, most: int, *, read_away: int = 0) -> AsyncGenerator[bytes, None]:
    """The body as it comes, no further than this many bytes.

    Of a larger one so many more are read and forgotten before it is refused: a browser that is still sending shows an
    answer only once it has sent all.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 20:
        raise FormRefused(400, _UNREADABLE)
    if int(length) > most + read_away:
        raise FormRefused(413, _LARGE)
    read = 0
    try:
        async for chunk in request.stream():
            read += len(chunk)
            if read > most + read_away:
                raise FormRefused(413, _LARGE)
            if int(length) <= most and read <= most:
                yield chunk
    except ClientDisconnect as error:
        raise FormRefused(400, _UNREADABLE) from error
    if max(read, int(length)) > most:
        raise FormRefused(413, _LARGE)


def _same_site(request: Request) -> bool:
    """Whether the form was sent by a page of this site: its Origin is ours."""
    try:
        origin = urlsplit(request.headers.get("origin", "")).netloc
    except ValueError:
        return False
    return bool(origin) and origin in {request.headers.get("host"), urlsplit(load_settings().url).netloc}


def _next_of(address: str) -> str:
    try:
        return parse_qs(urlsplit(address).query).get("next", [""])[0]
    except ValueError:
        return ""

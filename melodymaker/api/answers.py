"""What the routes answer when something cannot be had."""

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from melodymaker.api.forms import FormRefused
from melodymaker.errors import FileUnreadable, MelodyError, NoRoom, NotFound, NotSignedIn, TooManyAttempts

_STATUSES = {NotSignedIn: 401, NotFound: 404, FileUnreadable: 404, TooManyAttempts: 429, NoRoom: 507}
_OUT_OF_ORDER = 503


def refused(error: MelodyError) -> Response:
    """The error's words as plain text, with the status that fits."""
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(error.message, _STATUSES.get(type(error), _OUT_OF_ORDER), headers=headers)


def form_refused(error: FormRefused) -> Response:
    """What is wrong with a form that no page of this site sent."""
    return PlainTextResponse(error.message, error.status)


def go_to(address: str) -> RedirectResponse:
    """The page to read after a form was taken."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})

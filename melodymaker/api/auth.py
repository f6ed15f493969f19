"""The forms that open and close a session."""

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.accounts import service, sessions
from melodymaker.accounts.guests import open_guest
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.api.account_forms import Done, answer_form, signed_in
from melodymaker.api.answers import form_refused, go_to
from melodymaker.api.forms import FormRefused, page_after, read_form
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError
from melodymaker.generation.requests import submit_request
from melodymaker.types import SongRequest, UserId
from melodymaker.web import cookies


async def post_sign_up(request: Request) -> Response:
    """Open an account, sign in, go on."""

    def sign_up(form: dict[str, str], visitor: Visitor) -> Done:
        token = service.sign_up(form["name"], form["email"], form["password"], visitor, form.get("handle", ""))
        return Done(page_after(request, form), token)

    def page(form: dict[str, str]) -> str:
        return routes.with_next(routes.SIGN_UP, page_after(request, form))

    return await answer_form(request, "sign-up", page, {"name", "email", "password"}, sign_up)


async def post_sign_in(request: Request) -> Response:
    """Sign in, go on."""

    def sign_in(form: dict[str, str], visitor: Visitor) -> Done:
        return signed_in(service.sign_in(form["email"], form["password"], visitor), page_after(request, form))

    def page(form: dict[str, str]) -> str:
        return routes.with_next(routes.SIGN_IN, page_after(request, form))

    return await answer_form(request, "sign-in", page, {"email", "password"}, sign_in)


async def post_guest(request: Request) -> Response:
    """Let somebody in as a guest, and have the idea made that they chose; whoever is signed in stays who they are."""

    def let_in(form: dict[str, str], visitor: Visitor) -> Done:
        known = visitor.session and user_of_session(visitor.session)
        token = "" if known else open_guest(visitor)
        then = page_after(request, form)
        if (idea := form.get("idea")) and _is_begun(token or visitor.session, idea):
            then = routes.CREATE
        return Done(then, token)

    def page(form: dict[str, str]) -> str:
        return routes.with_next(routes.SIGN_UP, page_after(request, form))

    return await answer_form(request, "sign-up", page, (), let_in)


def _is_begun(token: str, idea: str) -> bool:
    """Have a song made of the idea; where that is refused, the page says why when it is tried there."""
    user = user_of_session(token)
    if user is None:
        return False
    with suppress(MelodyError):
        submit_request(UserId(user.id), SongRequest(description=idea))
        return True
    return False


async def post_sign_out(request: Request) -> Response:
    """End the session and forget the cookie."""
    try:
        await read_form(request)
    except FormRefused as error:
        return form_refused(error)
    with suppress(MelodyError):  # the browser forgets its cookie even where the database cannot be written
        await in_thread(sessions.sign_out, cookies.request_token(request))
    response = go_to(routes.SIGN_IN)
    cookies.forget_session(response)
    return response


ROUTES = [
    Route(routes.AUTH_SIGN_UP, post_sign_up, methods=["POST"]),
    Route(routes.AUTH_SIGN_IN, post_sign_in, methods=["POST"]),
    Route(routes.AUTH_GUEST, post_guest, methods=["POST"]),
    Route(routes.AUTH_SIGN_OUT, post_sign_out, methods=["POST"]),
]

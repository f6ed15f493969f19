"""The forms that open and close a session, as plain HTTP, because only HTTP can set an HttpOnly cookie."""

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.accounts import passwords, service
from melodymaker.accounts.service import Visitor
from melodymaker.api.answers import form_refused, go_to
from melodymaker.api.forms import FormRefused, read_form
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.web import cookies
from melodymaker.web.addresses import client_address
from melodymaker.web.cookies import RefusedForm


async def post_sign_up(request: Request) -> Response:
    """Open an account, sign in, go on."""
    try:
        form = await read_form(request, {"name", "email", "password"})
    except FormRefused as error:
        return form_refused(error)

    def open_session(visitor: Visitor) -> str:
        return service.sign_up(form["name"], form["email"], form["password"], visitor, form.get("handle", ""))

    return await _open(request, form, "sign-up", routes.SIGN_UP, open_session)


async def post_sign_in(request: Request) -> Response:
    """Sign in, go on."""
    try:
        form = await read_form(request, {"email", "password"})
    except FormRefused as error:
        return form_refused(error)

    def open_session(visitor: Visitor) -> str:
        return service.sign_in(form["email"], form["password"], visitor)

    return await _open(request, form, "sign-in", routes.SIGN_IN, open_session)


async def post_sign_out(request: Request) -> Response:
    """End the session and forget the cookie."""
    try:
        await read_form(request)
    except FormRefused as error:
        return form_refused(error)
    with suppress(MelodyError):  # the browser forgets its cookie even where the database cannot be written
        await in_thread(service.sign_out, cookies.request_token(request))
    response = go_to(routes.SIGN_IN)
    cookies.forget_session(response)
    return response


async def _open(
    request: Request, form: dict[str, str], name: str, page: str, open_session: Callable[[Visitor], str]
) -> Response:
    """Answer with the session that was opened, or with the form's page and what is wrong with the form."""
    then = routes.local(form.get("next") or routes.CREATE)
    visitor = Visitor(
        client_address(request.scope), request.headers.get("user-agent", ""), cookies.request_token(request)
    )
    try:
        token = await passwords.on_own_threads(open_session, visitor)
    except InvalidInput as error:
        errors = error.fields
    except MelodyError as error:
        errors = {"form": error.message}
    else:
        response = go_to(then)
        cookies.set_session(response, token)
        return response
    typed = {key: form.get(key, "") for key in ("name", "handle", "email")}
    response = go_to(routes.with_next(page, then))
    cookies.set_refused_form(response, RefusedForm(name, typed, errors))
    return response


ROUTES = [
    Route(routes.AUTH_SIGN_UP, post_sign_up, methods=["POST"]),
    Route(routes.AUTH_SIGN_IN, post_sign_in, methods=["POST"]),
    Route(routes.AUTH_SIGN_OUT, post_sign_out, methods=["POST"]),
]

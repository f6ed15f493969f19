"""Signing in with a passkey, and adding one: the options that a browser asks for, and the forms that it posts."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.accounts import passkeys, passwords
from melodymaker.accounts.sessions import Visitor
from melodymaker.api.account_forms import Done, answer_form, signed_in, visitor_of
from melodymaker.api.answers import form_refused, refused
from melodymaker.api.auth_settings import answer_settings
from melodymaker.api.forms import FormRefused, page_after, read_form
from melodymaker.api.visitors import signed_in_user
from melodymaker.errors import MelodyError, NotSignedIn
from melodymaker.i18n import later
from melodymaker.types import UserId

ADDED = later("Your passkey is added: you can sign in with it now.")


async def post_options(request: Request) -> Response:
    """What to ask the browser's passkeys with."""
    return await _options(request, lambda _form, visitor: passkeys.sign_in_options(visitor))


async def post_passkey(request: Request) -> Response:
    """Sign in, go on."""

    def sign_in(form: dict[str, str], visitor: Visitor) -> Done:
        return signed_in(passkeys.sign_in_by_passkey(form["credential"], visitor), page_after(request, form))

    def page(form: dict[str, str]) -> str:
        return routes.with_next(routes.SIGN_IN, page_after(request, form))

    return await answer_form(request, "sign-in", page, {"credential"}, sign_in)


async def post_add_options(request: Request) -> Response:
    """What to make a passkey of whoever is signed in with."""
    try:
        user_id = await signed_in_user(request)
    except NotSignedIn as error:
        return refused(error)

    def options(form: dict[str, str], visitor: Visitor) -> str:
        return passkeys.new_passkey_options(user_id, form.get("passkey_password", ""), visitor)

    return await _options(request, options)


async def post_add(request: Request) -> Response:
    """Keep a passkey that was made."""

    def add(user_id: UserId, form: dict[str, str], _visitor: Visitor) -> str:
        passkeys.add_passkey(user_id, form["credential"], form.get("passkey_name", ""))
        return ADDED

    return await answer_settings(request, "passkey", {"credential"}, add)


async def _options(request: Request, make: Callable[[dict[str, str], Visitor], str]) -> Response:
    """Answer with the options, or with the error that the page is to show."""
    try:
        form = await read_form(request)
    except FormRefused as error:
        return form_refused(error)
    headers = {"Cache-Control": "no-store"}
    try:
        options = await passwords.on_own_threads(make, form, visitor_of(request))
    except MelodyError as error:
        return JSONResponse({"error": error.message}, headers=headers)
    return Response(options, media_type="application/json", headers=headers)


ROUTES = [
    Route(routes.AUTH_PASSKEY_OPTIONS, post_options, methods=["POST"]),
    Route(routes.AUTH_PASSKEY, post_passkey, methods=["POST"]),
    Route(routes.AUTH_PASSKEY_ADD_OPTIONS, post_add_options, methods=["POST"]),
    Route(routes.AUTH_PASSKEY_ADD, post_add, methods=["POST"]),
]

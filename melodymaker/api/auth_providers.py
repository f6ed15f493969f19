"""Signing in with an account at another site: there, and back.

The attempt's state and verifier are kept in a cookie of this browser, so that an answer that somebody else has begun
is not taken (RFC 6749, 10.12; RFC 7636).
"""

import hmac
import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from melodymaker import ports, routes
from melodymaker.accounts.providers import connect_provider, provider_named, sign_in_with
from melodymaker.accounts.queries import UserRow, user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.api.account_forms import Done, answer, signed_in, visitor_of
from melodymaker.api.answers import go_to, refused
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError, NotFound
from melodymaker.i18n import later
from melodymaker.web import cookies
from melodymaker.web.cookies import RefusedForm

_LONGEST_CODE = 2_000
_NOT_BEGUN = later("This attempt to sign in was not begun in this browser, or is too old. Try again.")
_DENIED = later("You were not signed in.")


async def get_with(request: Request) -> Response:
    """Ask the provider who this is."""
    name = request.path_params["provider"]
    try:
        provider = provider_named(name)
    except NotFound as error:
        return refused(error)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    address = await in_thread(provider.sign_in_url, state, verifier, _callback(name))
    response = RedirectResponse(address, 302, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    cookies.set_attempt(response, name, state, verifier, routes.local(request.query_params.get("next", "")))
    return response


async def get_callback(request: Request) -> Response:
    """Sign in whoever comes back, or connect the account of whoever is signed in."""
    try:
        provider_named(request.path_params["provider"])
    except NotFound as error:
        return refused(error)
    try:
        done = await in_thread(_finish, request)
    except MelodyError as error:
        response = await in_thread(_refuse, request, error.message)
    else:
        response = answer(done, "provider")
    cookies.forget_attempt(response)
    return response


def _finish(request: Request) -> Done:
    name = request.path_params["provider"]
    visitor = visitor_of(request)
    count_attempt("provider", name, visitor.address)
    begun = cookies.attempt(request.headers.get("cookie", ""))
    state = request.query_params.get("state", "")
    if len(begun) != 4 or begun[0] != name or not hmac.compare_digest(begun[1].encode(), state.encode()):
        raise InvalidInput({"form": _NOT_BEGUN})
    code = request.query_params.get("code", "")[:_LONGEST_CODE]
    if not code:
        raise InvalidInput({"form": _DENIED})
    profile = provider_named(name).profile(code, begun[2], _callback(name))
    known = _account(visitor)
    if known is not None:
        return Done(routes.SETTINGS, text=connect_provider(known.id, name, profile))
    return signed_in(sign_in_with(name, profile, visitor), routes.local(begun[3]))


def _account(visitor: Visitor) -> UserRow | None:
    user = user_of_session(visitor.session) if visitor.session else None
    return user if user and not user.guest else None


def _refuse(request: Request, words: str) -> Response:
    """Back to where it began, with the reason."""
    settings = _account(visitor_of(request)) is not None
    response = go_to(routes.SETTINGS if settings else routes.SIGN_IN)
    cookies.set_refused_form(response, RefusedForm("provider" if settings else "sign-in", errors={"form": words}))
    return response


def _callback(name: str) -> str:
    return ports.in_use().site.url + routes.AUTH_CALLBACK.format(provider=name)


ROUTES = [
    Route(routes.AUTH_WITH, get_with, methods=["GET"]),
    Route(routes.AUTH_CALLBACK, get_callback, methods=["GET"]),
]

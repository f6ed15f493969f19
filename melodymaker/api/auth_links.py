"""The links of mails about accounts, and the forms that they lead to.

A link changes nothing by being opened, because programs that look for harmful ones open them too. Its token goes into
a cookie and out of the address, so that it stands in no history, no script reads it, and no other site is told.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import ports, routes
from melodymaker.accounts import verification
from melodymaker.accounts.links import find_link
from melodymaker.accounts.password_reset import ASKED, ASKED_WITHOUT_MAIL, ask_reset, reset_password
from melodymaker.accounts.sessions import Visitor
from melodymaker.api.account_forms import Done, answer_form
from melodymaker.api.answers import go_to
from melodymaker.db import in_thread
from melodymaker.i18n import later
from melodymaker.types import LinkPurpose
from melodymaker.web import cookies

# A token of this site has 43 characters.
_LONGEST_TOKEN = 64
CONFIRMED = later("Your email is confirmed. You can publish your songs now.")


async def get_link(request: Request) -> Response:
    """The page that the link is for."""
    token = request.path_params["token"][:_LONGEST_TOKEN]
    link = await in_thread(find_link, token)
    response = go_to(routes.RESET if link and link.purpose == LinkPurpose.RESET else routes.CONFIRM)
    if link:
        cookies.set_link(response, token)
    else:
        cookies.forget_link(response)
    return response


async def post_confirm(request: Request) -> Response:
    """Confirm the email that the link was sent to."""
    token = _token(request)

    def confirm(_form: dict[str, str], _visitor: Visitor) -> Done:
        verification.confirm_email(token)
        return Done(routes.CONFIRM, text=CONFIRMED)

    response = await answer_form(request, "confirm", lambda _: routes.CONFIRM, (), confirm)
    cookies.forget_link(response)
    return response


async def post_forgot(request: Request) -> Response:
    """Send a link that sets another password."""

    def ask(form: dict[str, str], visitor: Visitor) -> Done:
        ask_reset(form["email"], visitor)
        return Done(routes.FORGOT, text=ASKED if ports.in_use().mailer.delivers else ASKED_WITHOUT_MAIL)

    return await answer_form(request, "forgot", lambda _: routes.FORGOT, {"email"}, ask)


async def post_reset(request: Request) -> Response:
    """Set another password, sign in, go on."""
    token = _token(request)

    def reset(form: dict[str, str], visitor: Visitor) -> Done:
        return Done(routes.CREATE, reset_password(token, form["password"], visitor))

    response = await answer_form(request, "reset", lambda _: routes.RESET, {"password"}, reset)
    if response.headers.get("location") == routes.CREATE:
        cookies.forget_link(response)
    return response


def _token(request: Request) -> str:
    return cookies.link_token(request.headers.get("cookie", ""))


ROUTES = [
    Route(routes.AUTH_LINK, get_link, methods=["GET"]),
    Route(routes.AUTH_CONFIRM, post_confirm, methods=["POST"]),
    Route(routes.AUTH_FORGOT, post_forgot, methods=["POST"]),
    Route(routes.AUTH_RESET, post_reset, methods=["POST"]),
]

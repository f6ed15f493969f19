"""How the forms about accounts are answered: as plain HTTP, because only HTTP can set an HttpOnly cookie."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from melodymaker import routes
from melodymaker.accounts import passwords
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.api.answers import form_refused, go_to
from melodymaker.api.forms import FormRefused, read_form
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.i18n import translated
from melodymaker.web import cookies
from melodymaker.web.addresses import client_address
from melodymaker.web.cookies import RefusedForm

# What is shown again where a form is refused; never a password.
_SHOWN_AGAIN = ("name", "handle", "email")


@dataclass(frozen=True)
class Done:
    """What follows a form that was taken: the page to read, the session that was opened or ended, and what is said.

    `name` is what the words go by on that page, if that is not the form's.
    """

    page: str
    session: str = ""
    text: str = ""
    signed_out: bool = False
    name: str = ""


def signed_in(token: str, then: str) -> Done:
    """What follows a sign-in: the page that was asked for, or whether an account that is to go is to be kept."""
    user = user_of_session(token)
    return Done(routes.KEEP if user and user.leaving else then, token)


def visitor_of(request: Request) -> Visitor:
    """Where the request comes from."""
    return Visitor(client_address(request.scope), request.headers.get("user-agent", ""), cookies.request_token(request))


async def answer_form(
    request: Request,
    name: str,
    page: Callable[[dict[str, str]], str],
    needed: Collection[str],
    act: Callable[[dict[str, str], Visitor], Done],
) -> Response:
    """Answer with what follows the form, or with the form's page and what is wrong with it.

    `page` gives that page; `name` is what the form's cookie goes by there.
    """
    try:
        form = await read_form(request, needed)
    except FormRefused as error:
        return form_refused(error)
    try:
        done = await passwords.on_own_threads(act, form, visitor_of(request))
    except InvalidInput as error:
        errors = error.fields
    except MelodyError as error:
        errors = {"form": error.message}
    else:
        return answer(done, name)
    response = go_to(page(form))
    typed = {key: form[key] for key in _SHOWN_AGAIN if key in form}
    cookies.set_refused_form(response, RefusedForm(name, typed, errors))
    return response


def answer(done: Done, name: str) -> Response:
    """Answer with what follows; what is said there goes by this name."""
    response = go_to(done.page)
    if done.session:
        cookies.set_session(response, done.session)
    if done.signed_out:
        cookies.forget_session(response)
    if done.text:
        cookies.set_refused_form(response, RefusedForm(done.name or name, done=translated(done.text)))
    return response

"""The settings' forms that ask for the password: as plain HTTP, so that no password is in an event or in a state."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.accounts import credentials
from melodymaker.accounts.sessions import Visitor
from melodymaker.accounts.verification import sent_text
from melodymaker.api.account_forms import Done, answer_form
from melodymaker.api.answers import refused
from melodymaker.api.visitors import signed_in_user
from melodymaker.deletion import service as deletion
from melodymaker.errors import NotSignedIn
from melodymaker.i18n import later, t, translated
from melodymaker.types import UserId

_PASSWORD_CHANGED = later("Your password is changed, and you are signed out everywhere else.")
_WAITING = later("Your email stays as it is until the new one is confirmed.")


async def post_password(request: Request) -> Response:
    """Change the password."""

    def change(user_id: UserId, form: dict[str, str], visitor: Visitor) -> str:
        credentials.change_password(user_id, form["current_password"], form["new_password"], visitor)
        return _PASSWORD_CHANGED

    return await answer_settings(request, "password", {"current_password", "new_password"}, change)


async def post_email(request: Request) -> Response:
    """Ask for another email."""

    def ask(user_id: UserId, form: dict[str, str], visitor: Visitor) -> str:
        address = credentials.ask_email_change(user_id, form["email"], form["email_password"], visitor)
        return f"{sent_text(address)} {translated(_WAITING)}"

    return await answer_settings(request, "email", {"email", "email_password"}, ask)


async def post_delete(request: Request) -> Response:
    """Have the account deleted in 14 days, and sign out."""
    try:
        user_id = await signed_in_user(request)
    except NotSignedIn as error:
        return refused(error)

    def ask(form: dict[str, str], visitor: Visitor) -> Done:
        day = deletion.ask_deletion(user_id, form["delete_password"], visitor)
        text = t("Your account will be deleted on {day}. Sign in before that day, and you can keep it.", day=day)
        return Done(routes.SIGN_IN, text=text, signed_out=True, name="sign-in")

    def page(_form: dict[str, str]) -> str:
        return f"{routes.SETTINGS}#form-delete"

    return await answer_form(request, "delete", page, {"delete_password"}, ask)


async def post_keep(request: Request) -> Response:
    """Keep the account after all."""

    def keep(user_id: UserId, _form: dict[str, str], _visitor: Visitor) -> str:
        deletion.keep_account(user_id)
        return t("Your account is here to stay, with all that was in it.")

    return await answer_settings(request, "delete", set(), keep)


async def answer_settings(
    request: Request,
    name: str,
    needed: set[str],
    act: Callable[[UserId, dict[str, str], Visitor], str],
) -> Response:
    """Answer a form of whoever is signed in with the settings, where `act`'s words stand at the form of this name."""
    page = f"{routes.SETTINGS}#form-{name}"
    try:
        user_id = await signed_in_user(request)
    except NotSignedIn as error:
        return refused(error)

    def change(form: dict[str, str], visitor: Visitor) -> Done:
        return Done(page, text=act(user_id, form, visitor))

    return await answer_form(request, name, lambda _: page, needed, change)


ROUTES = [
    Route(routes.AUTH_DELETE, post_delete, methods=["POST"]),
    Route(routes.AUTH_KEEP, post_keep, methods=["POST"]),
    Route(routes.AUTH_PASSWORD, post_password, methods=["POST"]),
    Route(routes.AUTH_EMAIL, post_email, methods=["POST"]),
]

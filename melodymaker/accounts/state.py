"""Who is signed in, for the pages."""

import reflex as rx

from melodymaker import ports, routes
from melodymaker.accounts import sessions
from melodymaker.accounts.handles import suggested_handle
from melodymaker.accounts.languages import remember_language
from melodymaker.accounts.providers import ProviderRow, offered_providers
from melodymaker.accounts.queries import UserRow, user_of_session
from melodymaker.db import in_thread
from melodymaker.db.text import one_line
from melodymaker.errors import NotSignedIn
from melodymaker.i18n import LANGUAGES, current, language_of
from melodymaker.types import UserId
from melodymaker.ui.commands import leave_for, load_page, show_first_error
from melodymaker.web import arguments, cookies


async def current_user(state: rx.State) -> UserRow | None:
    """Whom the cookie of this tab's connection signs in, asked of the database each time."""
    token = cookies.session_token(state.router.headers.cookie)
    return await in_thread(user_of_session, token) if token else None


class Private(rx.State, mixin=True):
    """For states that hold what belongs to one user."""

    _owner: str = ""

    async def _user_id(self) -> UserId:
        """The signed-in user's id; what was held for anyone else is dropped. Raises NotSignedIn."""
        user = await current_user(self)
        if user is None:
            self.reset()
            raise NotSignedIn
        if self._owner and self._owner != user.id:
            self.reset()
        self._owner = user.id
        return user.id

    async def _owner_id(self) -> UserId:
        """The same, without asking the database again where it is known: for reading again what is shown already."""
        return UserId(self._owner) if self._owner else await self._user_id()


class AccountState(rx.State):
    """The account menu."""

    name: str = ""
    user_id: str = ""
    handle: str = ""
    avatar: str = ""
    admin: bool = False
    suspended: bool = False
    guest: bool = False
    leaving: bool = False
    # Whether a visitor may try the site as a guest.
    guests_welcome: bool = False
    known: bool = False

    @rx.event
    async def load_account(self) -> None:
        """Show who is signed in, and keep the session from running out."""
        user = await current_user(self)
        self.name = user.name if user else ""
        self.user_id = user.id if user else ""
        self.handle = user.handle if user else ""
        self.avatar = user.avatar if user else ""
        self.admin = bool(user and user.admin)
        self.suspended = bool(user and user.suspended)
        self.guest = bool(user and user.guest)
        self.leaving = bool(user and user.leaving)
        self.guests_welcome = user is None and ports.in_use().sign_in.guests
        self.known = True
        if user and user.stale:
            await in_thread(sessions.renew_session, cookies.session_token(self.router.headers.cookie))
        if user and current() != language_of(user.language, "", LANGUAGES):
            await in_thread(remember_language, user.id)

    @rx.event
    def go_to_sign_in(self) -> rx.event.EventSpec:
        """Ask for a sign-in that leads back to this page; the page is left, so that nothing it held stays."""
        address = self.router.url
        here = f"{address.path}?{address.query}" if address.query else address.path
        # Back would only ask again where the page is for nobody else.
        go = load_page if routes.needs_account(address.path) else leave_for
        return go(routes.sign_in(here))

    @rx.event
    def go_to_sign_up(self) -> rx.event.EventSpec:
        """Offer an account to a guest; what they have made comes along."""
        return load_page(routes.with_next(routes.SIGN_UP, routes.local(self.router.url.path)))


class AuthFormState(rx.State):
    """The sign-in and sign-up forms: what was typed before they were refused, and why they were.

    `done` is what led to the page, such as an account that is to be deleted.
    """

    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    # Empty until the page is loaded: a form that is sent before goes by its page's address.
    next_page: str = ""
    # Whether something was to be done that needs an account.
    sent_here: bool = False
    done: str = ""
    # The handle that an account of the name typed would get.
    suggestion: str = ""
    # Whether a guest is about to get an account, and whether visitors may become guests.
    guest: bool = False
    guests_welcome: bool = False
    providers: list[ProviderRow] = []
    # Counts the refusals. Fields take their first value when they are drawn, so each refusal draws them again;
    # without one they are left alone, because the visitor may be typing already.
    round: int = 0

    @rx.event
    async def load_sign_in(self) -> rx.event.EventSpec | None:
        """Fill the sign-in form; someone who is signed in goes on at once."""
        return await self._load("sign-in")

    @rx.event
    async def load_sign_up(self) -> rx.event.EventSpec | None:
        """Fill the sign-up form; someone who is signed in goes on at once."""
        return await self._load("sign-up")

    @rx.event
    async def suggest_handle(self, name: str) -> None:
        """Show which handle the name would give."""
        typed = one_line(arguments.text(name))
        self.suggestion = await in_thread(suggested_handle, typed) if typed else ""

    async def _load(self, name: str) -> rx.event.EventSpec | None:
        before = self.router.url.query_parameters.get("next", "")
        self.next_page = routes.local(before or routes.CREATE)
        self.sent_here = bool(before)
        user = await current_user(self)
        if user and not user.guest:
            return rx.redirect(self.next_page, replace=True)
        self.guest = user is not None
        self.providers = offered_providers(self.next_page)
        self.guests_welcome = user is None and ports.in_use().sign_in.guests
        form = cookies.refused_form(self.router.headers.cookie, name)
        refused = bool(form.values or form.errors)
        shown = (form.values, form.errors) == (self.values, self.errors)
        self.values = form.values
        self.errors = form.errors
        self.done = form.done
        if not refused or shown:  # a connection that came back is no other refusal
            return None
        self.round += 1
        return show_first_error()

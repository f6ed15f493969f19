"""How one signs in, and where one is signed in, for the settings."""

from typing import ClassVar

import reflex as rx

from melodymaker.accounts import passkeys, providers, queries, sessions
from melodymaker.accounts.passkeys import PasskeyRow
from melodymaker.accounts.providers import ProviderRow
from melodymaker.accounts.queries import SessionRow, SignInRow
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.i18n import t
from melodymaker.types import Change, Kind
from melodymaker.ui.commands import show, show_first_error, toast_done
from melodymaker.web import arguments, cookies
from melodymaker.web.cookies import RefusedForm
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh

_FORMS = ("password", "email", "delete", "provider", "passkey")


class SignInState(Private, LiveState, rx.State):
    """The settings' sections about signing in. `form` names the one that was sent last; `done` is what it answered."""

    kinds: ClassVar = frozenset({Kind.SESSION})

    how: SignInRow = SignInRow()
    sessions: list[SessionRow] = []
    providers: list[ProviderRow] = []
    passkeys: list[PasskeyRow] = []
    form: str = ""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    done: str = ""
    loaded: bool = False

    @rx.event
    async def load_sign_in(self) -> rx.event.EventSpec | None:
        """Show how and where the user signs in, and what became of a form."""
        await self._user_id()
        sent = [cookies.refused_form(self.router.headers.cookie, name) for name in _FORMS]
        form = next((one for one in sent if one.errors or one.done), RefusedForm(""))
        shown = (form.name, form.errors, form.done) == (self.form, self.errors, self.done)
        self.form = form.name
        self.values = form.values
        self.errors = form.errors
        self.done = form.done
        await self._show(fresh())
        if shown:  # a connection that came back is no other answer
            return None
        if form.errors:
            return show_first_error()
        return show(f"#form-{form.name}") if form.done else None

    @rx.event
    async def end_session(self, session_id: str) -> rx.event.EventSpec:
        """Sign one of the user's browsers out."""
        await in_thread(sessions.end_session, await self._user_id(), arguments.row_id(session_id))
        await self._show(fresh())
        return toast_done(t("That browser is signed out."))

    @rx.event
    async def end_other_sessions(self) -> rx.event.EventSpec:
        """Sign all of the user's browsers out but this one."""
        ended = await in_thread(sessions.end_others, await self._user_id(), self._token())
        await self._show(fresh())
        return toast_done(t("{count, plural, one {One device is} other {# devices are}} signed out.", count=ended))

    @rx.event
    async def disconnect_provider(self, name: str) -> rx.event.EventSpec:
        """Let the user no longer sign in with their account at another site."""
        user_id = await self._user_id()
        said = await in_thread(providers.disconnect_provider, user_id, arguments.text(name))
        await self._show(fresh())
        return toast_done(said)

    @rx.event
    async def remove_passkey(self, passkey_id: str) -> rx.event.EventSpec:
        """Let one of the user's passkeys sign in no more."""
        await in_thread(passkeys.remove_passkey, await self._user_id(), arguments.row_id(passkey_id))
        await self._show(fresh())
        return toast_done(t("The passkey is removed here. Remove it from your device too."))

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        await self._show(read)

    async def _show(self, read: Reader) -> None:
        user_id = await self._user_id()
        self.how = await read(queries.sign_in_of, user_id)
        self.sessions = await read(queries.sessions_of, user_id, self._token())
        self.providers = await read(providers.connected_providers, user_id)
        self.passkeys = await read(passkeys.passkeys_of, user_id)
        self.loaded = True

    def _token(self) -> str:
        return cookies.session_token(self.router.headers.cookie)

"""One's keys, as the settings page shows them."""

from typing import Any

import reflex as rx

from melodymaker import ports
from melodymaker.accounts.state import Private
from melodymaker.api_keys import queries, service
from melodymaker.api_keys.queries import KeyRow
from melodymaker.api_keys.service import NewKey
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.types import UserId
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments
from melodymaker.web.sent_once import SentOnce

APP = "app"
CREATE = "create"
READ = "read"


class KeysState(Private, SentOnce, rx.State):
    """The keys there are, and the one that was just made, which is shown once. `site` is what apps connect to."""

    keys: list[KeyRow] = []
    made: str = ""
    made_for_app: bool = False
    site: str = ""
    error: str = ""

    @rx.event
    async def load_keys(self) -> None:
        """Show the keys."""
        await self._show(await self._user_id())
        self.made = ""
        self.error = ""
        self.site = ports.in_use().site.url

    @rx.event
    async def submit_key(self, form_id: str, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Make a key or an app password, and show it."""
        user_id = await self._user_id()
        if self._is_repeated(arguments.text(form_id)):
            return None
        name, kind = (arguments.form_text(form, field) for field in ("key_name", "key_kind"))
        try:
            made = await in_thread(_create, user_id, name, kind)
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.error = ""
        self._take(arguments.text(form_id))
        self.made = made.key
        self.made_for_app = kind == APP
        await self._show(user_id)
        return None

    @rx.event
    async def close_made(self) -> None:
        """Show the new key no more."""
        await self._user_id()
        self.made = ""

    @rx.event
    async def delete_key(self, key_id: str) -> rx.event.EventSpec:
        """Revoke a key."""
        user_id = await self._user_id()
        name = await in_thread(service.revoke_key, user_id, arguments.row_id(key_id))
        self.made = ""
        await self._show(user_id)
        return toast_done(t("Revoked “{name}”: nothing gets in with it any more.", name=name))

    async def _show(self, user_id: UserId) -> None:
        self.keys = await in_thread(queries.keys_of, user_id)


def _create(actor: UserId, name: str, kind: str) -> NewKey:
    if kind == APP:
        return service.create_app_password(actor, name)
    return service.create_key(actor, name, may_create=kind == CREATE)

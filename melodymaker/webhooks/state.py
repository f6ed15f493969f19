"""One's webhooks, as the settings page shows them."""

from typing import Any, ClassVar

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.types import Change, Kind, UserId
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.sent_once import SentOnce
from melodymaker.web.shared_reads import Reader
from melodymaker.webhooks import queries, service
from melodymaker.webhooks.queries import WebhookRow
from melodymaker.webhooks.signing import secret_of


class WebhooksState(Private, LiveState, SentOnce, rx.State):
    """The webhooks there are. `made` is what the messages to a new one are signed with, which is shown once."""

    kinds: ClassVar = frozenset({Kind.WEBHOOK})

    webhooks: list[WebhookRow] = []
    made: str = ""
    error: str = ""

    @rx.event
    async def load_webhooks(self) -> None:
        """Show the webhooks."""
        await self._show(await self._user_id())
        self.made = ""
        self.error = ""

    @rx.event
    async def submit_webhook(self, form_id: str, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Have messages sent to another address, and show what they are signed with."""
        user_id = await self._user_id()
        if self._is_repeated(arguments.text(form_id)):
            return None
        try:
            made = await in_thread(service.add_webhook, user_id, arguments.form_text(form, "url"))
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.error = ""
        self._take(arguments.text(form_id))
        self.made = secret_of(made.id)
        await self._show(user_id)
        return None

    @rx.event
    async def close_made(self) -> None:
        """Show no more what the messages are signed with."""
        await self._user_id()
        self.made = ""

    @rx.event
    async def send_test(self, webhook_id: str) -> rx.event.EventSpec:
        """Send a message to try an address."""
        user_id = await self._user_id()
        await in_thread(service.send_test, user_id, arguments.row_id(webhook_id))
        await self._show(user_id)
        return toast_done(t("A test is on its way."))

    @rx.event
    async def delete_webhook(self, webhook_id: str) -> rx.event.EventSpec:
        """Send nothing to an address any more."""
        user_id = await self._user_id()
        await in_thread(service.delete_webhook, user_id, arguments.row_id(webhook_id))
        self.made = ""
        await self._show(user_id)
        return toast_done(t("Nothing is sent there any more."))

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        user_id = await self._owner_id()
        self.webhooks = await read(queries.webhooks_of, user_id)

    async def _show(self, user_id: UserId) -> None:
        self.webhooks = await in_thread(queries.webhooks_of, user_id)

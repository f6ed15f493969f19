"""What the signed-in user wants to be told of."""

import reflex as rx

from melodymaker import ports
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.inbox import choices
from melodymaker.inbox.choices import ChoiceRow
from melodymaker.notifications.choices import choose_by_mail, choose_in_app
from melodymaker.types import Notice
from melodymaker.web import arguments


class ChoicesState(Private, rx.State):
    """The choices of the settings page. `mails` says whether this site sends e-mails at all."""

    rows: list[ChoiceRow] = []
    mails: bool = False

    @rx.event
    async def load_choices(self) -> None:
        """Show what is chosen."""
        await self._user_id()
        self.mails = ports.in_use().mailer.delivers
        await self._show()

    @rx.event
    async def set_in_app(self, kind: str, on: bool) -> None:
        """Show a kind of notification in the app, or hide it."""
        user_id = await self._user_id()
        if notice := _notice(kind):
            await in_thread(choose_in_app, user_id, notice, on=arguments.flag(on))
        await self._show()

    @rx.event
    async def set_by_mail(self, kind: str, on: bool) -> None:
        """Have a kind of notification by e-mail, or no longer."""
        user_id = await self._user_id()
        if notice := _notice(kind):
            await in_thread(choose_by_mail, user_id, notice, on=arguments.flag(on))
        await self._show()

    async def _show(self) -> None:
        self.rows = await in_thread(choices.choices_of, await self._user_id())


def _notice(sent: object) -> Notice | None:
    text = arguments.text(sent)
    return Notice(text) if text in Notice.__members__.values() else None

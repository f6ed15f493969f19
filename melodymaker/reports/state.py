"""The dialog that reports something."""

from typing import Any

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.reports import service
from melodymaker.types import Reason, Reported
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments


class ReportState(Private, rx.State):
    """What is being reported; empty while the dialog is closed."""

    kind: str = ""
    label: str = ""
    reason_error: str = ""
    error: str = ""
    _target: str = ""

    @rx.event
    async def open_report(self, kind: str, target_id: str, label: str) -> None:
        """Ask why this is reported."""
        await self._user_id()
        chosen = arguments.text(kind)
        self.kind = chosen if chosen in set(Reported) else ""
        self._target = arguments.row_id(target_id)
        self.label = arguments.text(label, 120)
        self.reason_error = self.error = ""

    @rx.event
    async def close_report(self) -> None:
        """Report nothing."""
        await self._user_id()
        self.kind = ""

    @rx.event
    async def submit_report(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Report it."""
        user_id = await self._user_id()
        reason = arguments.form_text(form, "reason")
        self.reason_error = self.error = ""
        if not self.kind or reason not in set(Reason):
            self.reason_error = t("Choose what is wrong.")
            return show_first_error()
        text = arguments.form_text(form, "text")
        try:
            await in_thread(service.report, user_id, Reported(self.kind), self._target, Reason(reason), text)
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.kind = ""
        return toast_done(t("Thank you. An admin will look at it."))

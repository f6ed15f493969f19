"""Exporting one's data."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.i18n import t
from melodymaker.ui.commands import download, toast_info


class ExportState(Private, rx.State):
    """The button that exports everything."""

    @rx.event
    async def download_export(self) -> list[rx.event.EventSpec]:
        """Save a ZIP of everything that is the user's own."""
        await self._user_id()
        return [toast_info(t("Your data is being packed; the download begins in a moment.")), download(routes.EXPORT)]

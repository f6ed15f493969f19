"""Asking for another mail that confirms one's email."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.accounts.verification import send_verification_again
from melodymaker.db import in_thread
from melodymaker.ui.commands import toast_done


class VerificationState(Private, rx.State):
    """The button that sends the mail again."""

    @rx.event
    async def send_link_again(self) -> rx.event.EventSpec:
        """Send the link that confirms the email once more."""
        return toast_done(await in_thread(send_verification_again, await self._user_id()))

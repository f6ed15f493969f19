"""The pages that deal with links in mails: asking for one, and what it leads to."""

import reflex as rx

from melodymaker.accounts.links import Link, find_link
from melodymaker.db import in_thread
from melodymaker.types import LinkPurpose
from melodymaker.ui.commands import show_first_error
from melodymaker.web import cookies


class LinkPageState(rx.State):
    """What such a page says. `usable` tells whether the link that was opened last still works for it."""

    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    done: str = ""
    address: str = ""
    usable: bool = False
    loaded: bool = False
    # Counts the refusals: each draws the fields again with what was typed.
    round: int = 0

    @rx.event
    async def load_forgot(self) -> rx.event.EventSpec | None:
        """Say what became of the form that asks for a link."""
        return self._show("forgot")

    @rx.event
    async def load_reset(self) -> rx.event.EventSpec | None:
        """Show the form for another password, if the link allows it."""
        link = await self._link()
        self._open(link if link and link.purpose == LinkPurpose.RESET else None)
        return self._show("reset")

    @rx.event
    async def load_confirm(self) -> rx.event.EventSpec | None:
        """Show the button that confirms an email, if the link allows it."""
        link = await self._link()
        self._open(link if link and link.purpose != LinkPurpose.RESET else None)
        return self._show("confirm")

    async def _link(self) -> Link | None:
        token = cookies.link_token(self.router.headers.cookie)
        return await in_thread(find_link, token) if token else None

    def _open(self, link: Link | None) -> None:
        self.usable = link is not None
        self.address = link.address if link else ""

    def _show(self, name: str) -> rx.event.EventSpec | None:
        form = cookies.refused_form(self.router.headers.cookie, name)
        shown = (form.values, form.errors) == (self.values, self.errors)
        self.values = form.values
        self.errors = form.errors
        self.done = form.done
        self.loaded = True
        if not form.errors or shown:  # a connection that came back is no other refusal
            return None
        self.round += 1
        return show_first_error()

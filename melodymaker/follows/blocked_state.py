"""Whom the signed-in user has blocked."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.follows import queries, service
from melodymaker.follows.queries import PersonRow
from melodymaker.i18n import t
from melodymaker.types import UserId
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments


class BlockedState(Private, rx.State):
    """Blocking people, and the list of the settings page."""

    people: list[PersonRow] = []

    @rx.event
    async def load_blocked(self) -> None:
        """Show who is blocked."""
        self.people = await in_thread(queries.blocked_by, await self._user_id())

    @rx.event
    async def block_person(self, user_id: str) -> rx.event.EventSpec:
        """Block a person, and offer to undo it for 10 s."""
        person = UserId(arguments.row_id(user_id))
        name = await in_thread(service.block_person, await self._user_id(), person)
        message = t("Blocked {name}: they can no longer follow you, or like and comment on your songs.", name=name)
        return toast_done(message, undo=BlockedState.unblock_person(person))

    @rx.event
    async def unblock_person(self, user_id: str) -> None:
        """Let a person be heard again."""
        viewer = await self._user_id()
        await in_thread(service.unblock_person, viewer, UserId(arguments.row_id(user_id)))
        self.people = await in_thread(queries.blocked_by, viewer)

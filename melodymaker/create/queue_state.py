"""The user's waiting requests."""

from typing import ClassVar

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.create import queries as composing
from melodymaker.create import service as drafting
from melodymaker.db import in_thread
from melodymaker.types import Change, GenerationId, Kind
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh


class QueueState(Private, LiveState, rx.State):
    """The list of what waits, in the order in which it will be made."""

    kinds: ClassVar = frozenset({Kind.GENERATION})

    waiting: list[composing.QueueRow] = []

    @rx.event
    async def load_queue(self) -> None:
        """Show what waits."""
        await self._show(fresh())

    @rx.event
    async def move_request(self, generation_id: str, step: int) -> None:
        """Let a waiting request change places with the one before or after it."""
        requested = GenerationId(arguments.row_id(generation_id))
        await in_thread(drafting.move_request, await self._user_id(), requested, 1 if step == 1 else -1)
        await self._show(fresh())

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        await self._show(read)

    async def _show(self, read: Reader) -> None:
        waiting = await read(composing.queue_of, await self._owner_id())
        if waiting != self.waiting:
            self.waiting = waiting

"""The user's waiting requests."""

import time

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.create import queries as composing
from melodymaker.create import service as drafting
from melodymaker.db import in_thread
from melodymaker.types import ChangedId, GenerationId, UserId
from melodymaker.web import arguments

_RECENT = 5.0


class QueueState(Private, rx.State):
    """The list of what waits, in the order in which it will be made."""

    waiting: list[composing.QueueRow] = []
    _seen: set[str] = set()
    _read_at: float = 0.0

    @rx.event
    async def load_queue(self) -> rx.event.EventCallback:
        """Show what waits, and follow its changes."""
        await self._user_id()
        await self._read()
        return QueueState.watch_queue

    @rx.event(background=True)
    async def watch_queue(self) -> None:
        """Push each change of the queue into this tab, until the tab goes away."""
        await self._keep_watch("queue", lambda changed: self._refresh(changed), looks=False)  # noqa: PLW0108 - looked up when held

    @rx.event
    async def move_request(self, generation_id: str, step: int) -> None:
        """Let a waiting request change places with the one before or after it."""
        wanted = GenerationId(arguments.row_id(generation_id))
        await in_thread(drafting.move_request, await self._user_id(), wanted, 1 if step == 1 else -1)
        await self._read()

    async def _refresh(self, changed: set[ChangedId]) -> None:
        # News of a song that is being made, the common case, changes nothing here; unless other news was lost.
        known = changed and changed <= self._seen - {row.id for row in self.waiting}
        if known and time.monotonic() < self._read_at + _RECENT:
            return
        self._seen, self._read_at = self._seen | set(changed), time.monotonic()
        await self._read()

    async def _read(self) -> None:
        waiting = await in_thread(composing.queue_of, UserId(self._owner) if self._owner else await self._user_id())
        if waiting != self.waiting:
            self.waiting = waiting

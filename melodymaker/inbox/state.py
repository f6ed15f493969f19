"""The bell, and the list that it opens."""

from typing import ClassVar

import reflex as rx

from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.inbox import queries
from melodymaker.inbox.queries import MOST_COUNTED, NotificationRow
from melodymaker.notifications import service
from melodymaker.types import Change, Kind, NotificationId
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh


class InboxState(Private, LiveState, rx.State):
    """What the signed-in user is notified of: how much is unread, and the list while it is open."""

    kinds: ClassVar = frozenset({Kind.NOTIFICATION})

    known: bool = False
    unread: int = 0
    opened: bool = False
    loaded: bool = False
    rows: list[NotificationRow] = []
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_inbox(self) -> None:
        """Show how much is unread of whoever is signed in."""
        if await current_user(self) is None:
            self.reset()
            return
        await self._user_id()
        self.opened = False
        await self._show(fresh())
        self.known = True

    @rx.event
    async def set_opened(self, opened: bool) -> None:
        """Open or close the list."""
        await self._user_id()
        self.opened = arguments.flag(opened)
        if self.opened:
            await self._show(fresh())

    @rx.event
    async def load_more(self) -> None:
        """Read the next page."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(queries.notifications_of, user_id, self._cursor)
        have = {row.id for row in self.rows}
        self.rows = [*self.rows, *(row for row in rows if row.id not in have)]
        self.more = self._cursor is not None

    @rx.event
    async def open_notification(self, notification_id: str) -> None:
        """Close the list, because one of its lines was followed, which is read now."""
        read = NotificationId(arguments.row_id(notification_id))
        await in_thread(service.mark_read, await self._user_id(), read)
        self.opened = False
        await self._show(fresh())

    @rx.event
    async def mark_read(self, notification_id: str) -> None:
        """Mark a line as read."""
        read = NotificationId(arguments.row_id(notification_id))
        await in_thread(service.mark_read, await self._user_id(), read)
        await self._show(fresh())

    @rx.event
    async def mark_all_read(self) -> None:
        """Mark everything as read."""
        await in_thread(service.mark_all_read, await self._user_id())
        await self._show(fresh())

    @rx.var
    def badge(self) -> str:
        """The number on the bell; nothing where all is read."""
        if not self.unread:
            return ""
        return f"{MOST_COUNTED}+" if self.unread > MOST_COUNTED else str(self.unread)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        if self._owner:  # visitors have none
            await self._show(read)

    async def _look(self, read: Reader) -> None:
        if self._owner:
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        """Read the count again, and as many pages of the list as are shown."""
        user_id = await self._owner_id()
        self.unread = await read(queries.unread_count, user_id)
        if not self.opened:
            return
        rows: list[NotificationRow] = []
        after = None
        for _ in range(-(-len(self.rows) // queries.ROWS_A_PAGE) or 1):
            page, after = await read(queries.notifications_of, user_id, after)
            rows += page
            if after is None:
                break
        self._cursor = after
        self.more = after is not None
        self.loaded = True
        if rows != self.rows:
            self.rows = rows

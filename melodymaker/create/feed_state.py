"""The live list "Your songs"."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import repeat_request
from melodymaker.songs import queries
from melodymaker.songs.queries import PairRow, ProgressRow
from melodymaker.types import PENDING, ChangedId, GenerationId, UserId
from melodymaker.web import arguments


class FeedState(Private, rx.State):
    """The list "Your songs": the user's pairs, newest first, kept up to date by itself."""

    pairs: list[PairRow] = []
    progress: dict[str, ProgressRow] = {}
    loaded: bool = False
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_pairs(self) -> rx.event.EventCallback:
        """Read the first page, and watch for changes from then on."""
        await self._user_id()
        await self._load()
        return FeedState.watch_pairs

    @rx.event
    async def load_more_pairs(self) -> None:
        """Read the next page."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(queries.pairs_of, user_id, after=self._cursor)
        have = {pair.id for pair in self.pairs}
        self.pairs = [*self.pairs, *(row for row in rows if row.id not in have)]
        self.more = self._cursor is not None

    @rx.event(background=True)
    async def watch_pairs(self) -> None:
        """Push each change of the user's pairs into this tab, until the tab goes away."""
        await self._keep_watch("create", lambda changed: self._refresh(changed))  # noqa: PLW0108 - looked up when held

    @rx.event
    async def cancel_request(self, generation_id: str) -> None:
        """Cancel a request."""
        request_id = GenerationId(arguments.row_id(generation_id))
        await in_thread(cancel_request, await self._user_id(), request_id)
        await self._refresh({request_id})

    @rx.event
    async def repeat_request(self, generation_id: str) -> None:
        """Make the same request once more."""
        request_id = GenerationId(arguments.row_id(generation_id))
        new = await in_thread(repeat_request, await self._user_id(), request_id)
        await self._refresh({new})

    async def _load(self) -> None:
        """Read the first page."""
        user_id = UserId(self._owner)
        self.pairs, self._cursor = await in_thread(queries.pairs_of, user_id)
        self.progress = await in_thread(queries.progress_of, user_id)
        self.more, self.loaded = self._cursor is not None, True

    async def _refresh(self, changed: set[ChangedId]) -> None:
        """Read again what changed, and give the browser only what differs."""
        if not self._owner:
            await self._user_id()
        if not self.loaded:
            await self._load()
            return
        wanted = changed | {GenerationId(pair.id) for pair in self.pairs if pair.status in PENDING}
        if not wanted:
            return
        rows, progress = await in_thread(queries.news_of, UserId(self._owner), wanted)
        fresh = {row.id: row for row in rows}
        kept = [fresh.pop(pair.id, pair) for pair in self.pairs if pair.id in fresh or pair.id not in changed]
        newest = kept[0].created_at if kept else ""
        pairs = [row for row in rows if row.id in fresh and row.created_at >= newest] + kept
        if pairs != self.pairs:
            self.pairs = pairs
        if progress != self.progress:
            self.progress = progress

"""The live list "Your songs"."""

from typing import ClassVar

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.generation.outcomes import cancel_request
from melodymaker.remixes.service import repeat_request
from melodymaker.songs import queries
from melodymaker.songs.queries import PairRow, ProgressRow
from melodymaker.types import PENDING, Change, GenerationId, Kind
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh


class FeedState(Private, LiveState, rx.State):
    """The list "Your songs": the user's pairs, newest first, kept up to date by itself."""

    kinds: ClassVar = frozenset({Kind.GENERATION, Kind.PROGRESS, Kind.SONG})

    pairs: list[PairRow] = []
    progress: dict[str, ProgressRow] = {}
    loaded: bool = False
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_pairs(self) -> None:
        """Read the first page."""
        await self._user_id()
        await self._load()

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

    @rx.event
    async def cancel_request(self, generation_id: str) -> None:
        """Cancel a request."""
        request_id = GenerationId(arguments.row_id(generation_id))
        await in_thread(cancel_request, await self._user_id(), request_id)
        await self._show({request_id}, fresh())

    @rx.event
    async def repeat_request(self, generation_id: str) -> None:
        """Make the same request once more."""
        request_id = GenerationId(arguments.row_id(generation_id))
        new = await in_thread(repeat_request, await self._user_id(), request_id)
        await self._show({new}, fresh())

    @rx.var
    def more_tracks(self) -> str:
        """The address of the tracks that follow those that are shown."""
        return routes.tracks(routes.TRACKS_CREATED, self.pairs[-1].songs[-1].id) if self.more and self.pairs else ""

    async def _load(self) -> None:
        """Read the first page."""
        user_id = await self._owner_id()
        self.pairs, self._cursor = await in_thread(queries.pairs_of, user_id)
        self.progress = await in_thread(queries.progress_of, user_id)
        self.more = self._cursor is not None
        self.loaded = True

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if not self.loaded:
            await self._owner_id()
            await self._load()
            return
        ids = {one.id for one in changes}
        of_songs = {pair.id for pair in self.pairs if any(song.id in ids for song in pair.songs)}
        requests = {one.id for one in changes if one.kind == Kind.GENERATION} | of_songs
        if requests:
            await self._show(requests, read)
        else:
            await self._show_progress(read)

    async def _look(self, read: Reader) -> None:
        if pending := {pair.id for pair in self.pairs if pair.status in PENDING}:
            await self._show(pending, read)

    async def _show(self, ids: set[str], read: Reader) -> None:
        """Read these requests again, and show those that are new, changed or gone."""
        user_id = await self._owner_id()
        if not self.loaded:
            await self._load()
            return
        rows = await read(queries.pairs_with, user_id, frozenset(ids))
        fresh_rows = {row.id: row for row in rows}
        kept = [fresh_rows.pop(pair.id, pair) for pair in self.pairs if pair.id in fresh_rows or pair.id not in ids]
        newest = kept[0].created_at if kept else ""
        pairs = [row for row in rows if row.id in fresh_rows and row.created_at >= newest] + kept
        if pairs != self.pairs:
            self.pairs = pairs
        await self._show_progress(read)

    async def _show_progress(self, read: Reader) -> None:
        progress = await read(queries.progress_of, await self._owner_id())
        if progress != self.progress:
            self.progress = progress

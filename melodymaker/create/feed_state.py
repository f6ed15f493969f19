"""The live list "Your songs"."""

from datetime import datetime
from typing import ClassVar

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.create import queries as composing
from melodymaker.create import service as drafting
from melodymaker.create.queries import WaitingRow
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.generation.outcomes import cancel_request
from melodymaker.remixes.service import repeat_request
from melodymaker.songs import queries
from melodymaker.songs.queries import PAIRS_A_PAGE, PairRow, ProgressRow
from melodymaker.types import PENDING, Change, GenerationId, Kind, Status
from melodymaker.ui.commands import show
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh


class FeedState(Private, LiveState, rx.State):
    """The list "Your songs", kept up to date: what is being made, what waits in its order, then the newest."""

    kinds: ClassVar = frozenset({Kind.GENERATION, Kind.PROGRESS, Kind.SONG})

    pairs: list[PairRow] = []
    progress: dict[str, ProgressRow] = {}
    waiting: dict[str, WaitingRow] = {}
    wait: str = ""
    loaded: bool = False
    more: bool = False
    _cursor: Cursor | None = None
    _pages: int = 1

    @rx.event
    async def load_pairs(self) -> rx.event.EventSpec | None:
        """Read the first page, and go to it if the address says so."""
        await self._user_id()
        await self._load()
        return show(f"#{routes.SONGS_MADE}") if self.router.url.fragment == routes.SONGS_MADE else None

    @rx.event
    async def load_more_pairs(self) -> None:
        """Read the next page."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(queries.pairs_of, user_id, after=self._cursor)
        self._pages += 1
        have = {pair.id for pair in self.pairs}
        self._set_pairs([*self.pairs, *(row for row in rows if row.id not in have)])
        self.more = self._cursor is not None

    @rx.event
    async def cancel_request(self, generation_id: str) -> None:
        """Cancel a request."""
        request_id = GenerationId(arguments.row_id(generation_id))
        await in_thread(cancel_request, await self._user_id(), request_id)
        await self._show({request_id}, fresh())

    @rx.event
    async def move_request(self, generation_id: str, step: int) -> None:
        """Let a waiting request change places with the one before or after it."""
        request_id = GenerationId(arguments.row_id(generation_id))
        await in_thread(drafting.move_request, await self._user_id(), request_id, 1 if step == 1 else -1)
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
        """Read the first page, and all that is not made yet."""
        user_id = await self._owner_id()
        page, self._cursor = await in_thread(queries.pairs_of, user_id)
        self._pages = 1
        self.more = self._cursor is not None
        self.loaded = True
        have = {pair.id for pair in page}
        pending = await in_thread(queries.pending_pairs, user_id)
        self.pairs = [*page, *(pair for pair in pending if pair.id not in have)]
        await self._show_turns(fresh())

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
        elif any(one.kind == Kind.PROGRESS for one in changes):
            # How long the others wait follows with the next look: this happens several times a second for many tabs.
            await self._show_progress(read)

    async def _look(self, read: Reader) -> None:
        if pending := {pair.id for pair in self.pairs if pair.status in PENDING}:
            await self._show(pending, read)
        elif self.loaded:
            await self._show_turns(read)

    async def _show(self, ids: set[str], read: Reader) -> None:
        """Read these requests again, and show those that are new, changed or gone."""
        user_id = await self._owner_id()
        if not self.loaded:
            await self._load()
            return
        rows = {row.id: row for row in await read(queries.pairs_with, user_id, frozenset(ids))}
        kept = [rows.pop(pair.id, pair) for pair in self.pairs if pair.id in rows or pair.id not in ids]
        # What is older than all that is shown belongs to a page that is not read yet.
        oldest = min((pair.created_at for pair in kept if pair.status not in PENDING), default="") if self.more else ""
        new = [row for row in rows.values() if row.status in PENDING or row.created_at > oldest]
        self._set_pairs(self._without_oldest([*new, *kept]))
        await self._show_turns(read)

    async def _show_new(self, generation_id: GenerationId) -> rx.event.EventSpec:
        """Put a request that was just queued into the list, and bring it into view."""
        await self._show({generation_id}, fresh())
        return show(f'[data-pair="{generation_id}"] article')

    async def _show_progress(self, read: Reader) -> None:
        """Show how far each request is."""
        progress = await read(queries.progress_of, await self._owner_id())
        if progress != self.progress:
            self.progress = progress

    async def _show_turns(self, read: Reader) -> None:
        """Show how far each request is, and put those that wait in the order in which they will be made."""
        user_id = await self._owner_id()
        await self._show_progress(read)
        waiting, wait = await read(composing.waiting_of, user_id)
        self.wait = wait
        if waiting != self.waiting or list(waiting) != list(self.waiting):
            self.waiting = waiting
        self._set_pairs(self.pairs)

    def _without_oldest(self, pairs: list[PairRow]) -> list[PairRow]:
        """These, or only as many pages as were read, once there is a page more: a tab may be open for days."""
        most = self._pages * PAIRS_A_PAGE
        finished = [pair for pair in pairs if pair.status not in PENDING]
        if len(finished) <= most + PAIRS_A_PAGE:
            return pairs
        finished.sort(key=lambda pair: pair.created_at, reverse=True)
        last = finished[most - 1]
        self._cursor = Cursor(datetime.fromisoformat(last.created_at), last.id)
        self.more = True
        left_out = {pair.id for pair in finished[most:]}
        return [pair for pair in pairs if pair.id not in left_out]

    def _set_pairs(self, pairs: list[PairRow]) -> None:
        """Show these, the one being made on top, then those that wait in their order, then the newest."""
        turns = {generation_id: turn for turn, generation_id in enumerate(self.waiting)}

        def position(pair: PairRow) -> int:
            if pair.status not in PENDING:
                return len(turns) + 1
            return turns.get(pair.id, len(turns)) if pair.status == Status.QUEUED else -1

        newest_first = sorted(pairs, key=lambda pair: pair.created_at, reverse=True)
        ordered = sorted(newest_first, key=position)
        if ordered != self.pairs:
            self.pairs = ordered

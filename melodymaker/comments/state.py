"""The comments of a song's page."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.comments import queries
from melodymaker.comments.queries import CommentsPage, Mark, Thread
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.types import Change, Kind, SongId, Topic, UserId, song_topic
from melodymaker.ui.commands import show
from melodymaker.web.shared_reads import Reader

SECTION = "comments"
_NO_PAGE = CommentsPage(0, [], [], None)


class CommentsState(RowPageState, rx.State):
    """What is said about the song of the page, the newest first; visitors see it where they may hear the song."""

    kinds: ClassVar = frozenset({Kind.COMMENT, Kind.SONG, Kind.PERSON})

    count: int = 0
    threads: list[Thread] = []
    marks: list[Mark] = []
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_comments(self) -> rx.event.EventSpec | None:
        """Show the comments of the song of the address, and go to them if the address says so."""
        address = self.router.url
        if row_id_in(address.path) != self._row_id:
            self.threads = []
            self.marks = []
        await self._open()
        return show(f"#{SECTION}") if address.fragment == SECTION else None

    @rx.event
    async def load_more(self) -> None:
        """Read the next page."""
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(queries.threads_of, self._viewer(), SongId(self._row_id), self._cursor)
        have = {thread.comment.id for thread in self.threads}
        self.threads = [*self.threads, *(row for row in rows if row.comment.id not in have)]
        self.more = self._cursor is not None
        if not self.more:
            self.count = queries.count_in(self.threads)

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (song_topic(row_id_in(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if any(one.id == self._row_id or one.kind == Kind.PERSON for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        """Read as many comments again as are shown."""
        page = await self._read_page(read, queries.comments_page, _NO_PAGE)
        threads, cursor = page.threads, page.cursor
        while cursor is not None and len(threads) < len(self.threads):
            rows, cursor = await read(queries.threads_of, self._viewer(), SongId(self._row_id), cursor)
            threads = [*threads, *rows]
        self.count = page.count if cursor else queries.count_in(threads)
        self.more = cursor is not None
        self._cursor = cursor
        if threads != self.threads:
            self.threads = threads
        if page.marks != self.marks:
            self.marks = page.marks

    def _viewer(self) -> UserId | None:
        return UserId(self._owner) if self._owner else None

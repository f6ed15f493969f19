"""The library's state: a user's songs, a page at a time, kept up to date."""

import reflex as rx

from melodymaker import sent
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.songs import queries
from melodymaker.songs.queries import Cursor, ProgressRow, SongRow
from melodymaker.types import PENDING, GenerationId, Status, UserId

_MOST_LETTERS = 200


class LibraryState(Private, rx.State):
    """The list of songs."""

    songs: list[SongRow] = []
    progress: dict[str, ProgressRow] = {}
    status: str = ""
    words: str = ""
    loaded: bool = False
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_songs(self) -> rx.event.EventCallback:
        """Read the first page, and watch for changes from then on."""
        await self._user_id()
        await self._read(pages=1)
        return LibraryState.watch_songs

    @rx.event
    async def load_more_songs(self) -> None:
        """Read the next page."""
        if self._cursor is None:
            return
        user_id = await self._user_id()
        rows, self._cursor = await in_thread(
            queries.songs_of, user_id, status=self.status, words=self.words, after=self._cursor
        )
        have = {song.id for song in self.songs}
        self.songs = [*self.songs, *(row for row in rows if row.id not in have)]
        self.more = self._cursor is not None

    @rx.event
    async def set_status(self, status: str) -> None:
        """Show only songs of one status; nothing means all."""
        await self._user_id()
        self.status = str(status)
        await self._read(pages=1)

    @rx.event
    async def set_words(self, words: str) -> None:
        """Show only songs with these words; nothing means all."""
        await self._user_id()
        self.words = sent.text(words)[:_MOST_LETTERS]
        await self._read(pages=1)

    @rx.event(background=True)
    async def watch_songs(self) -> None:
        """Push each change of the user's songs into this tab, until the tab goes away."""
        await self._keep_watch("library", lambda changed: self._refresh(changed))  # noqa: PLW0108 - looked up when held

    async def _refresh(self, changed: set[GenerationId]) -> None:
        """Read again what is on screen, and give the browser only what differs."""
        if not self.loaded:
            await self._read(pages=1)
            return
        known = {song.generation_id: song.status for song in self.songs}
        changed = changed | {GenerationId(one) for one, status in known.items() if status in PENDING}
        if not changed:
            return
        user_id = UserId(self._owner)
        progress = await in_thread(queries.progress_of, user_id)
        if progress != self.progress:
            self.progress = progress
        # News of progress alone, the common case, changes no row.
        if any(known.get(one) != Status.PROCESSING or one not in progress for one in changed):
            await self._read(pages=-(-len(self.songs) // queries.SONGS_A_PAGE) or 1)

    async def _read(self, pages: int) -> None:
        """Read this many pages from the start."""
        user_id = UserId(self._owner) if self._owner else await self._user_id()
        songs: list[SongRow] = []
        cursor: Cursor | None = None
        for _ in range(pages):
            rows, cursor = await in_thread(
                queries.songs_of, user_id, status=self.status, words=self.words, after=cursor
            )
            songs += rows
            if cursor is None:
                break
        if songs != self.songs:
            self.songs = songs
        self.progress = await in_thread(queries.progress_of, user_id)
        self._cursor, self.more, self.loaded = cursor, cursor is not None, True

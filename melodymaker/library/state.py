"""The library's state: what of it is shown, as the address says, and the songs of that, kept up to date."""

from collections.abc import Callable
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.library import queries, service
from melodymaker.library.queries import SONGS_A_PAGE, Choice, HistoryRow
from melodymaker.playlists.queries import PlaylistRow, playlists_of
from melodymaker.songs.queries import ProgressRow, progress_of
from melodymaker.songs.rows import SongRow
from melodymaker.types import PENDING, Change, Kind, SongId, Status, UserId
from melodymaker.ui.commands import toast_done, toast_error
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, first_pages, fresh
from melodymaker.web.typed_search import TypedSearch

TABS = ("songs", "favorites", "playlists", "history")
_MOST_LETTERS = 200
_ORDINARY = {"tab": "songs", "sort": "newest", "view": "list"}


class LibraryState(Private, LiveState, TypedSearch, rx.State):
    """The library's page. `chosen` is what the address says; the lists hold what that shows."""

    kinds: ClassVar = frozenset({Kind.GENERATION, Kind.PROGRESS, Kind.SONG, Kind.PLAYLIST})

    tab: str = "songs"
    search: str = ""
    status: str = ""
    kind: str = ""
    category: str = ""
    sort: str = "newest"
    view: str = "list"
    songs: list[SongRow] = []
    progress: dict[str, ProgressRow] = {}
    playlists: list[PlaylistRow] = []
    history: list[HistoryRow] = []
    categories: list[str] = []
    loaded: bool = False
    more: bool = False
    selecting: bool = False
    selected: list[str] = []
    _cursor: Cursor | None = None

    @rx.event
    async def load_library(self) -> None:
        """Show what the address asks for."""
        await self._user_id()
        self._read_address()
        await self._read(1, fresh())

    @rx.event
    async def load_more(self) -> None:
        """Read the next page."""
        await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(*self._list(), self._cursor)
        shown = self.history if self.tab == "history" else self.songs
        have = {row.id for row in shown}
        self._show([*shown, *(row for row in rows if row.id not in have)])
        self.more = self._cursor is not None

    @rx.event
    async def set_search(self, text: str) -> rx.event.EventSpec:
        """Show only songs that hold all of the words typed; nothing means all."""
        await self._user_id()
        # Held at once: what is chosen while the text's address is on its way would leave the text out.
        self.search = arguments.text(text, _MOST_LETTERS)
        self._ask(self.search)
        return self._go(replace=True)

    @rx.event
    async def set_status(self, status: str) -> rx.event.EventSpec:
        """Show only songs of one status; nothing means all."""
        return self._go(status=arguments.text(status))

    @rx.event
    async def set_kind(self, kind: str) -> rx.event.EventSpec:
        """Show only instrumentals, remixes or published songs; nothing means all."""
        return self._go(kind=arguments.text(kind))

    @rx.event
    async def set_category(self, category: str) -> rx.event.EventSpec:
        """Show only songs of one category; nothing means all."""
        return self._go(category=arguments.text(category))

    @rx.event
    async def set_sort(self, sort: str) -> rx.event.EventSpec:
        """Put the songs in another order."""
        return self._go(sort=arguments.text(sort))

    @rx.event
    async def set_view(self, view: str) -> rx.event.EventSpec:
        """Show covers in a grid, or a compact list."""
        return self._go(replace=True, view=arguments.text(view))

    @rx.event
    async def show_all(self) -> rx.event.EventSpec:
        """Take back what narrows the list down."""
        return rx.redirect(_address(tab=self.tab, view=self.view))

    @rx.event
    async def set_selecting(self, on: bool) -> None:
        """Show or hide the boxes that select songs."""
        await self._user_id()
        self.selecting = arguments.flag(on)
        self.selected = []

    @rx.event
    async def toggle_selected(self, song_id: str) -> None:
        """Select a song that is shown, or no longer."""
        await self._user_id()
        song_id = arguments.row_id(song_id)
        if song_id in self.selected:
            self.selected = [each for each in self.selected if each != song_id]
        elif any(song.id == song_id for song in self.songs):
            self.selected = [*self.selected, song_id]

    @rx.event
    async def select_all(self) -> None:
        """Select every song that is shown."""
        await self._user_id()
        self.selected = [song.id for song in self.songs]

    @rx.event
    async def delete_selected(self) -> rx.event.EventSpec:
        """Delete the selected songs, and offer to undo it for 10 s."""
        user_id = await self._user_id()
        done = await in_thread(service.delete_songs, user_id, [SongId(one) for one in self.selected])
        left = len(self.selected) - len(done)
        self.selecting = False
        self.selected = []
        if not done:
            return toast_error("None of these can be deleted: they are still being made. Cancel them first.")
        message = f"Deleted {_songs(len(done))}." + (f" {_songs(left)} could not be." if left else "")
        return toast_done(message, undo=LibraryState.restore_songs([str(song_id) for song_id in done]))

    @rx.event
    async def restore_songs(self, song_ids: list[str]) -> rx.event.EventSpec:
        """Bring deleted songs back."""
        requested = [SongId(one) for one in arguments.row_ids(song_ids)]
        done = await in_thread(service.restore_songs, await self._user_id(), requested)
        return toast_done(f"{_songs(len(done))} restored.")

    @rx.event
    async def publish_selected(self, public: bool) -> rx.event.EventSpec:
        """Let everybody hear the selected songs, or nobody else any more."""
        user_id = await self._user_id()
        public = arguments.flag(public)
        done = await in_thread(service.publish_songs, user_id, [SongId(one) for one in self.selected], public=public)
        self.selecting = False
        self.selected = []
        message = "Everybody with the link can hear" if public else "Only you can hear"
        return toast_done(f"{message} {_songs(len(done))} now.")

    @rx.var
    def narrowed(self) -> bool:
        """Whether some songs may be left out."""
        return bool(self.search or self.status or self.kind or self.category)

    @rx.var
    def more_tracks(self) -> str:
        """The address of the tracks that follow those that are shown."""
        if not self.more or not self.songs:
            return ""
        after = self.songs[-1].id
        if self.tab == "favorites":
            return routes.tracks(routes.TRACKS_FAVORITES, after, q=self.search)
        choice = {"status": self.status, "kind": self.kind, "category": self.category, "sort": self.sort}
        return routes.tracks(routes.TRACKS_LIBRARY, after, q=self.search, **choice)

    def _go(self, *, replace: bool = False, **changes: str) -> rx.event.EventSpec:
        """The event that shows the library as it is, but for these changes; the address keeps all of it."""
        now = {name: getattr(self, name) for name in ("tab", "status", "kind", "category", "sort", "view")}
        return rx.redirect(_address(**{**now, "q": self.search, **changes}), replace=replace)

    def _read_address(self) -> None:
        query = self.router.url.query_parameters
        tab, sort, view = (query.get(name, "") for name in ("tab", "sort", "view"))
        self.tab = tab if tab in TABS else "songs"
        self.search = self._arrived(query.get("q", "")[:_MOST_LETTERS])
        status = query.get("status", "")
        kind = query.get("kind", "")
        self.status = status if status in {"pending", Status.READY, Status.FAILED} else ""
        self.kind = kind if kind in queries.KINDS else ""
        self.category = query.get("category", "")[:_MOST_LETTERS]
        self.sort = sort if sort in queries.SORTS else "newest"
        self.view = "grid" if view == "grid" else "list"
        self.selecting = False
        self.selected = []

    def _list(self) -> tuple[Callable, *tuple[object, ...]]:
        """What reads a page of the tab that is shown, and its arguments but for the cursor."""
        user_id = UserId(self._owner)
        choice = Choice(self.search, self.status, self.kind, self.category, self.sort)
        if self.tab == "favorites":
            return queries.favorites_of, user_id, choice.text
        if self.tab == "history":
            return queries.history_of, user_id
        return queries.songs_of, user_id, choice

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if all(one.kind == Kind.PROGRESS for one in changes):
            await self._show_progress(read)
        else:
            await self._read_shown(read)

    async def _look(self, read: Reader) -> None:
        if any(song.status in PENDING for song in self.songs):
            await self._read_shown(read)

    async def _read_shown(self, read: Reader) -> None:
        """Read as many pages again as are shown."""
        shown = len(self.history if self.tab == "history" else self.songs)
        await self._read(-(-shown // SONGS_A_PAGE), read)

    async def _read(self, pages: int, read: Reader) -> None:
        """Read this many pages of the tab from the start."""
        user_id = await self._owner_id()
        self._cursor = None
        if self.tab == "playlists":
            self.playlists = await read(playlists_of, user_id)
        else:
            rows, self._cursor = await first_pages(read, pages, *self._list())
            self._show(rows)
            await self._show_progress(read)
            if self.tab == "songs":
                self.categories = await read(queries.categories_of, user_id)
        self.more = self._cursor is not None
        self.loaded = True

    async def _show_progress(self, read: Reader) -> None:
        progress = await read(progress_of, await self._owner_id())
        if progress != self.progress:
            self.progress = progress

    def _show(self, rows: list) -> None:
        if self.tab == "history":
            self.history = rows
            self.songs = []
        elif rows != self.songs:
            self.songs = rows


def _address(**choice: str) -> str:
    """The library's address with whatever of the choice is not the ordinary."""
    parts = {name: str(value) for name, value in choice.items() if value and _ORDINARY.get(name) != value}
    return f"{routes.LIBRARY}?{urlencode(parts)}" if parts else routes.LIBRARY


def _songs(count: int) -> str:
    return f"{count} song" if count == 1 else f"{count} songs"

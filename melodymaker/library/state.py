"""The library's state: what of it is shown, as the address says, and the songs of that, kept up to date."""

from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.i18n import t
from melodymaker.library import queries
from melodymaker.library.history import REQUESTS_A_PAGE, HistoryRow, history_of
from melodymaker.library.queries import Choice, index_of
from melodymaker.library.selection import Selection
from melodymaker.library.window import ROWS_A_PAGE
from melodymaker.playlists.queries import PlaylistRow, playlists_of
from melodymaker.songs.queries import ProgressRow, progress_of
from melodymaker.types import PENDING, Change, Kind, SongId, Status
from melodymaker.ui.window import Place
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, first_pages, fresh
from melodymaker.web.typed_search import TypedSearch

TABS = ("songs", "favorites", "playlists", "history", "deleted")
_MOST_LETTERS = 200
_ORDINARY = {"tab": "songs", "sort": "newest", "view": "list"}


class LibraryState(Selection, LiveState, TypedSearch, rx.State):
    """The library's page: what the address says is shown, and the rows of that."""

    kinds: ClassVar = frozenset({Kind.GENERATION, Kind.PROGRESS, Kind.SONG, Kind.PLAYLIST})

    tab: str = "songs"
    search: str = ""
    status: str = ""
    kind: str = ""
    category: str = ""
    sort: str = "newest"
    view: str = "list"
    progress: dict[str, ProgressRow] = {}
    playlists: list[PlaylistRow] = []
    history: list[HistoryRow] = []
    categories: list[str] = []
    loaded: bool = False
    more: bool = False
    # Where the song stands that the address names.
    place: Place = Place("", 0)
    _cursor: Cursor | None = None

    @rx.event
    async def load_library(self) -> None:
        """Show what the address asks for."""
        await self._user_id()
        at = self._read_address()
        read = fresh()
        index = await read(index_of, await self._owner_id(), self._choice(), at) if at else 0
        await self._read(read, center=index // ROWS_A_PAGE)
        self.place = Place(at, index)

    @rx.event
    async def turn_to(self, page: int) -> None:
        """Hold the pages around this one of the list, which has been scrolled to."""
        await self._user_id()
        number = arguments.number(page)
        await self._turn_to(fresh(), int(min(max(number or 0, 0), self.total)))

    @rx.event
    async def load_more(self) -> None:
        """Read the next page of the history."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(history_of, user_id, self._cursor)
        have = {row.id for row in self.history}
        self.history = [*self.history, *(row for row in rows if row.id not in have)]
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

    @rx.var
    def narrowed(self) -> bool:
        """Whether some songs may be left out."""
        return bool(self.search or self.status or self.kind or self.category)

    @rx.var
    def tracks(self) -> str:
        """The address of the list's tracks that follow a song, whose id is its end."""
        if self.tab == "favorites":
            return routes.tracks(routes.TRACKS_FAVORITES, q=self.search)
        choice = {"status": self.status, "kind": self.kind, "category": self.category, "sort": self.sort}
        return routes.tracks(routes.TRACKS_LIBRARY, q=self.search, **choice)

    @rx.var
    def counted(self) -> str:
        """How many songs the list holds."""
        return t("{count, plural, one {# song} other {# songs}}", count=self.total)

    def _go(self, *, replace: bool = False, **changes: str) -> rx.event.EventSpec:
        """The event that shows the library as it is, but for these changes; the address keeps all of it."""
        now = {name: getattr(self, name) for name in ("tab", "status", "kind", "category", "sort", "view")}
        return rx.redirect(_address(**{**now, "q": self.search, **changes}), replace=replace)

    def _read_address(self) -> SongId:
        """Take over what the address asks for; returns the song at which the list was left, or "" if it names none."""
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
        self._select_none()
        return SongId(arguments.row_id(query.get("at", "")))

    def _choice(self) -> Choice:
        return Choice(self.search, self.status, self.kind, self.category, self.sort, self.tab)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if all(one.kind == Kind.PROGRESS for one in changes):
            await self._show_progress(read)
        else:
            await self._read(read)

    async def _look(self, read: Reader) -> None:
        if any(song.status in PENDING for song in self._drawn()):
            await self._read(read)

    async def _read(self, read: Reader, *, center: int | None = None) -> None:
        """Read what the tab shows again; of a list of songs the pages around this one, or those that are held."""
        user_id = await self._owner_id()
        if self.tab == "playlists":
            self.playlists = await read(playlists_of, user_id)
        elif self.tab == "history":
            await self._read_history(read)
        if self.tab in {"playlists", "history"}:
            self._empty_window()
        else:
            await self._read_window(read, self.center if center is None else center)
            await self._show_progress(read)
        if self.tab == "songs":
            self.categories = await read(queries.categories_of, user_id)
        self.loaded = True

    async def _read_history(self, read: Reader) -> None:
        """Read as many pages again as are shown."""
        pages = -(-len(self.history) // REQUESTS_A_PAGE)
        self.history, self._cursor = await first_pages(read, pages, history_of, await self._owner_id())
        self.more = self._cursor is not None

    async def _show_progress(self, read: Reader) -> None:
        progress = await read(progress_of, await self._owner_id())
        if progress != self.progress:
            self.progress = progress


def _address(**choice: str) -> str:
    """The library's address with whatever of the choice is not the ordinary."""
    parts = {name: str(value) for name, value in choice.items() if value and _ORDINARY.get(name) != value}
    return f"{routes.LIBRARY}?{urlencode(parts)}" if parts else routes.LIBRARY

"""The search's state: what is searched for, as the address says, and what was found."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.discover import search
from melodymaker.discover.search import RESULTS_A_PAGE, Query
from melodymaker.follows.queries import PersonRow
from melodymaker.playlists.queries import PlaylistRow
from melodymaker.songs.rows import SongRow
from melodymaker.types import Change, Kind, UserId
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, first_pages, fresh
from melodymaker.web.typed_search import TypedSearch

TABS = ("songs", "people", "playlists")
_MOST_LETTERS = 200


class SearchState(Private, LiveState, TypedSearch, rx.State):
    """The search's page; results come while one types, because each pause in typing changes the address."""

    kinds: ClassVar = frozenset({Kind.SONG})

    tab: str = "songs"
    text: str = ""
    tempo: str = ""
    key: str = ""
    length: str = ""
    kind: str = ""
    language: str = ""
    songs: list[SongRow] = []
    people: list[PersonRow] = []
    playlists: list[PlaylistRow] = []
    # Where nothing is shown: the other tabs that hold what was typed.
    elsewhere: list[str] = []
    languages: list[str] = []
    loaded: bool = False
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_search(self) -> None:
        """Show what the address asks for."""
        user = await current_user(self)
        owner = user.id if user else ""
        if self._owner != owner:
            self.reset()
            self._owner = owner
        self._read_address()
        await self._read(1, fresh())
        self.languages = await in_thread(search.languages)
        self.loaded = True

    @rx.event
    async def load_more(self) -> None:
        """Read the next page."""
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(*self._list(), self._cursor)
        shown = self._rows()
        have = {row.id for row in shown}
        self._show([*shown, *(row for row in rows if row.id not in have)])

    @rx.event
    async def set_text(self, text: str) -> rx.event.EventSpec:
        """Search for this."""
        typed = arguments.text(text, _MOST_LETTERS)
        self._ask(typed)
        return self._go(text=typed, replace=True)

    @rx.event
    async def set_tab(self, tab: str) -> rx.event.EventSpec:
        """Show songs, people or playlists."""
        return self._go(tab=arguments.text(tab))

    @rx.event
    async def set_filter(self, name: str, value: str) -> rx.event.EventSpec | None:
        """Narrow the songs down; an empty value takes the filter away."""
        chosen = arguments.text(name)
        if chosen not in {field.name for field in fields(Query)}:
            return None
        changes: dict[str, Any] = {chosen: arguments.text(value, _MOST_LETTERS)}
        return self._go(**changes)

    @rx.event
    async def clear_filters(self) -> rx.event.EventSpec:
        """Take all filters away."""
        return rx.redirect(_address(tab=self.tab, text=self.text))

    @rx.var
    def narrowed(self) -> bool:
        """Whether filters leave songs out."""
        return bool(self.tempo or self.key or self.length or self.kind or self.language)

    @rx.var
    def more_tracks(self) -> str:
        """The address of the tracks that follow those that are shown."""
        if not self.more or not self.songs:
            return ""
        return routes.tracks(routes.TRACKS_SEARCH, self.songs[-1].id, **asdict(self._query()))

    @rx.var
    def idea(self) -> str:
        """The composer, with what was searched for as the description."""
        return f"{routes.CREATE}?{urlencode({'idea': self.text})}" if self.text else routes.CREATE

    def _query(self) -> Query:
        return Query(**{field.name: getattr(self, field.name) for field in fields(Query)})

    def _go(self, *, replace: bool = False, **changes: str) -> rx.event.EventSpec:
        # Held at once: what is chosen while the text's address is on its way would leave the text out.
        for name, value in changes.items():
            setattr(self, name, value)
        return rx.redirect(_address(**{"tab": self.tab, **asdict(self._query()), **changes}), replace=replace)

    def _read_address(self) -> None:
        query = self.router.url.query_parameters
        tab = query.get("tab", "")
        self.tab = tab if tab in TABS else "songs"
        for field in fields(Query):
            setattr(self, field.name, arguments.text(query.get(field.name, ""), _MOST_LETTERS))
        self.text = self._arrived(self.text)

    def _list(self) -> tuple[Callable, *tuple[object, ...]]:
        """What reads a page of the tab that is shown, and its arguments but for the cursor."""
        viewer = self._viewer()
        if self.tab == "people":
            return search.people_found, viewer, self.text
        if self.tab == "playlists":
            return search.playlists_found, viewer, self.text
        return search.songs_found, viewer, self._query()

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {song.id for song in self.songs}
        if any(one.id in shown for one in changes):
            await self._read(-(-len(self.songs) // RESULTS_A_PAGE), read)

    async def _read(self, pages: int, read: Reader) -> None:
        rows, self._cursor = await first_pages(read, pages, *self._list())
        self._show(rows)
        found = await in_thread(search.kinds_found, self._viewer(), self.text) if self.text and not rows else []
        self.elsewhere = [kind for kind in found if kind != self.tab]

    def _viewer(self) -> UserId | None:
        return UserId(self._owner) if self._owner else None

    def _rows(self) -> list:
        return {"people": self.people, "playlists": self.playlists}.get(self.tab, self.songs)

    def _show(self, rows: list) -> None:
        self.people = rows if self.tab == "people" else []
        self.playlists = rows if self.tab == "playlists" else []
        self.songs = rows if self.tab == "songs" else []
        self.more = self._cursor is not None


def _address(**choice: str) -> str:
    """The search's address with what of the choice is not the ordinary."""
    parts = {name: value for name, value in choice.items() if value and (name, value) != ("tab", "songs")}
    return f"{routes.SEARCH}?{urlencode(parts)}" if parts else routes.SEARCH

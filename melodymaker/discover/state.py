"""What the first page and the page of one shelf show."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.discover import shelves
from melodymaker.discover.shelves import FOLLOWING, ON_FRONT_PAGE, SONGS_A_PAGE, Shelf
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.songs.rows import SongRow
from melodymaker.types import Change, Kind, UserId
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, first_pages, fresh

FRONT = ("trending", "new", FOLLOWING, "featured")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class ShelfRow:
    """A shelf on the first page: its first songs, where it can be opened, and the tracks that follow."""

    title: str
    address: str
    songs: list[SongRow]
    more_tracks: str


@dataclass(frozen=True)
class CategoryRow:
    """A category, and the page of its songs."""

    name: str
    address: str


class DiscoverState(Private, LiveState, rx.State):
    """The first page. It follows the songs that the viewer changes; what others do is seen when the page is opened."""

    kinds: ClassVar = frozenset({Kind.SONG, Kind.PERSON})

    shelves: list[ShelfRow] = []
    categories: list[CategoryRow] = []
    loaded: bool = False

    @rx.event
    async def load_discover(self) -> None:
        """Show the shelves, to whoever is signed in or to a visitor."""
        user = await current_user(self)
        owner = user.id if user else ""
        if self._owner != owner:
            self.reset()
            self._owner = owner
        await self._show(fresh())
        names = await in_thread(shelves.categories)
        self.categories = [CategoryRow(name, address_of(Shelf(category=name))) for name in names]
        self.loaded = True

    @rx.var
    def hero(self) -> SongRow | None:
        """The song that a visitor hears first: the newest that is featured, or the one that trends most."""
        by_title = {shelf.title: shelf.songs for shelf in self.shelves}
        songs = by_title.get(shelves.TITLES["featured"]) or by_title.get(shelves.TITLES["trending"])
        return songs[0] if songs else None

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {song.id for shelf in self.shelves for song in shelf.songs}
        if any(one.kind == Kind.PERSON or one.id in shown for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        viewer = UserId(self._owner) if self._owner else None
        found = []
        for name in FRONT:
            if name == FOLLOWING and viewer is None:
                continue
            shelf = Shelf(name)
            songs, cursor = await read(shelves.songs_on, viewer, shelf, None, ON_FRONT_PAGE)
            if songs:
                more = _tracks(shelf, songs[-1].id) if cursor else ""
                found.append(ShelfRow(shelf.title, address_of(shelf), songs, more))
        if found != self.shelves:
            self.shelves = found


class ShelfState(Private, LiveState, rx.State):
    """The page of one shelf or category, which its address names."""

    kinds: ClassVar = frozenset({Kind.SONG})

    title: str = ""
    songs: list[SongRow] = []
    found: bool = False
    loaded: bool = False
    more: bool = False
    _shelf: Shelf = Shelf()
    _cursor: Cursor | None = None

    @rx.event
    async def load_shelf(self) -> rx.event.EventSpec | None:
        """Show the shelf of the address from its start; the first page has all of them, where it names none."""
        user = await current_user(self)
        self.reset()
        self._owner = user.id if user else ""
        query = self.router.url.query_parameters
        self._shelf = Shelf(
            arguments.text(query.get("shelf", ""), _LONGEST_NAME),
            arguments.text(query.get("category", ""), _LONGEST_NAME),
        )
        if self._shelf == Shelf():
            return rx.redirect(routes.HOME, replace=True)
        self.title = self._shelf.title
        try:
            await self._read(1, fresh())
            self.found = True
        except NotFound:
            self.found = False
        self.loaded = True
        return None

    @rx.event
    async def load_more(self) -> None:
        """Read the next page."""
        if self._cursor is None:
            return
        songs, self._cursor = await in_thread(shelves.songs_on, self._viewer(), self._shelf, self._cursor)
        have = {song.id for song in self.songs}
        self.songs = [*self.songs, *(song for song in songs if song.id not in have)]
        self.more = self._cursor is not None

    @rx.var
    def heading(self) -> str:
        """The page's title in the browser."""
        return t("{title} · MelodyMaker", title=self.title) if self.title else "MelodyMaker"

    @rx.var
    def more_tracks(self) -> str:
        """The address of the tracks that follow those that are shown."""
        return _tracks(self._shelf, self.songs[-1].id) if self.more and self.songs else ""

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {song.id for song in self.songs}
        if any(one.id in shown for one in changes):
            await self._read(-(-len(self.songs) // SONGS_A_PAGE), read)

    async def _read(self, pages: int, read: Reader) -> None:
        songs, self._cursor = await first_pages(read, pages, shelves.songs_on, self._viewer(), self._shelf)
        if songs != self.songs:
            self.songs = songs
        self.more = self._cursor is not None

    def _viewer(self) -> UserId | None:
        return UserId(self._owner) if self._owner else None


def address_of(shelf: Shelf) -> str:
    """The page of a shelf."""
    return f"{routes.BROWSE}?{urlencode({'category': shelf.category} if shelf.category else {'shelf': shelf.name})}"


def _tracks(shelf: Shelf, after: str) -> str:
    return routes.tracks(routes.TRACKS_SHELF, after, shelf=shelf.name, category=shelf.category)

"""A profile's state."""

from collections.abc import Callable, Iterable
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.follows.queries import PersonRow, followers_of, following_of
from melodymaker.i18n import t
from melodymaker.playlists.queries import PlaylistRow, public_playlists_of
from melodymaker.profiles import queries
from melodymaker.profiles.queries import SONGS_A_PAGE, ProfilePage
from melodymaker.songs.rows import SongRow
from melodymaker.types import Change, Kind, Topic, UserId, person_topic
from melodymaker.web import arguments
from melodymaker.web.shared_reads import Reader, first_pages

TABS = ("songs", "playlists", "followers", "following")
_NO_PAGE = ProfilePage()


class ProfileState(RowPageState, rx.State):
    """One person's page, under four tabs that the address names."""

    kinds: ClassVar = frozenset({Kind.PERSON, Kind.SONG, Kind.PLAYLIST})

    page: ProfilePage = _NO_PAGE
    tab: str = "songs"
    songs: list[SongRow] = []
    playlists: list[PlaylistRow] = []
    people: list[PersonRow] = []
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_profile(self) -> rx.event.EventSpec | None:
        """Show the person of the address; a former handle leads to the one of today."""
        await self._begin()
        tab = self.router.url.query_parameters.get("tab", "")
        self.tab = tab if tab in TABS else "songs"
        self.songs = []
        self.people = []
        await self._open()
        handle = self.page.person.handle
        if self.found and handle != self._row_id:
            return rx.redirect(_address(handle, self.tab), replace=True)
        return None

    @rx.event
    async def set_tab(self, tab: str) -> rx.event.EventSpec:
        """Turn to another tab."""
        return rx.redirect(_address(self.page.person.handle, arguments.text(tab)))

    @rx.event
    async def load_more(self) -> None:
        """Read the next page of songs or people."""
        if self._cursor is None or self.tab == "playlists":
            return
        rows, self._cursor = await in_thread(*self._list(), self._cursor)
        if self.tab == "songs":
            self.songs = [*self.songs, *rows]
        else:
            self.people = [*self.people, *rows]
        self.more = self._cursor is not None

    @rx.var
    def more_tracks(self) -> str:
        """The address of the tracks that follow those that are shown."""
        if not self.more or not self.songs:
            return ""
        return routes.tracks(routes.TRACKS_PROFILE, self.songs[-1].id, handle=self.page.person.handle)

    @rx.var
    def heading(self) -> str:
        """The page's title in the browser."""
        return t("{name} · MelodyMaker", name=self.page.person.name) if self.found else "MelodyMaker"

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        user_id = queries.user_id_of(row_id_in(path))
        return (person_topic(user_id),) if user_id else ()

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {self.page.person.id, *(song.id for song in self.songs)}
        if any(one.kind == Kind.PLAYLIST or one.id in shown for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        page = await self._read_page(read, queries.profile_of, _NO_PAGE)
        if page != self.page:
            self.page = page
        if self.found:
            await self._show_tab(read)

    async def _show_tab(self, read: Reader) -> None:
        """Read as much of the tab again as is shown."""
        if self.tab == "playlists":
            self.playlists = await read(public_playlists_of, self._viewer(), UserId(self.page.person.id))
            self.more = False
            return
        shown = len(self.songs if self.tab == "songs" else self.people)
        rows, self._cursor = await first_pages(read, -(-shown // SONGS_A_PAGE), *self._list())
        if self.tab == "songs":
            self.songs = rows
        else:
            self.people = rows
        self.more = self._cursor is not None

    def _list(self) -> tuple[Callable, UserId | None, UserId]:
        """What reads the list of the tab, and whose it is."""
        readers = {"followers": followers_of, "following": following_of}
        return readers.get(self.tab, queries.songs_by), self._viewer(), UserId(self.page.person.id)

    def _viewer(self) -> UserId | None:
        return UserId(self._owner) if self._owner else None


def _address(handle: str, tab: str) -> str:
    """A profile's address with its tab, if it is not the first."""
    return routes.profile(handle) + (f"?{urlencode({'tab': tab})}" if tab in TABS[1:] else "")

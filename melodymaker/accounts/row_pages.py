"""For pages that show one row, such as a song, whose id stands in their address."""

from collections.abc import Callable
from typing import TypeVar

import reflex as rx

from melodymaker.accounts.state import Private, current_user
from melodymaker.errors import NotFound
from melodymaker.types import UserId
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh

Page = TypeVar("Page")


class RowPageState(Private, LiveState, rx.State, mixin=True):
    """For the state of such a page, which visitors see too if its owner allows it."""

    found: bool = False
    loaded: bool = False
    _row_id: str = ""

    async def _begin(self) -> None:
        """Drop what another person saw; to be called before anything of the address is kept."""
        user = await current_user(self)
        owner = user.id if user else ""
        if self._owner != owner:
            self.reset()
            self._owner = owner

    async def _open(self) -> None:
        """Show the row of the address to whoever is signed in, or to a visitor."""
        await self._begin()
        row_id = row_id_in(self.router.url.path)
        self.loaded = self.loaded and self._row_id == row_id
        self._row_id = row_id
        await self._show(fresh())

    async def _show(self, read: Reader) -> None:
        """Read the row again, and give the browser what differs; each page says how."""

    async def _look(self, read: Reader) -> None:
        await self._show(read)

    async def _read_page(self, read: Reader, query: Callable[..., Page], empty: Page) -> Page:
        """The answer of `query(viewer, row_id)`; `empty` where there is no such row for the viewer."""
        viewer = UserId(self._owner) if self._owner else None
        try:
            page = await read(query, viewer, self._row_id)
        except NotFound:
            self.found = False
            page = empty
        else:
            self.found = True
        self.loaded = True
        return page


def row_id_in(path: str) -> str:
    """The id of the row whose page has this path."""
    return arguments.row_id(path.rstrip("/").rsplit("/", 1)[-1])

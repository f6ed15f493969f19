"""The tree of remixes on a song's page."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.db import in_thread
from melodymaker.remixes import service, tree
from melodymaker.remixes.tree import RemixTree
from melodymaker.types import Change, Kind, SongId, Topic, song_topic
from melodymaker.web import arguments
from melodymaker.web.shared_reads import Reader, fresh

_NO_TREE = RemixTree([], lost=False, remixes=0, own=False, allowed=False, remixable=False)


class RemixTreeState(RowPageState, rx.State):
    """Where the page's song comes from, and what was made of it."""

    kinds: ClassVar = frozenset({Kind.SONG, Kind.GENERATION})

    tree: RemixTree = _NO_TREE

    @rx.event
    async def load_tree(self) -> None:
        """Show the tree of the address's song."""
        await self._open()

    @rx.event
    async def set_allowed(self, allowed: bool) -> None:
        """Let others make remixes of the song, or not."""
        requested = SongId(self._row_id)
        await in_thread(service.set_allow_remixes, await self._user_id(), requested, allowed=arguments.flag(allowed))
        await self._show(fresh())

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (song_topic(row_id_in(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {self._row_id, *(row.id for row in self.tree.rows)}
        if any(one.kind == Kind.GENERATION or one.id in shown for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        found = await self._read_page(read, tree.remix_tree, _NO_TREE)
        if found != self.tree:
            self.tree = found

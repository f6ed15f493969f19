"""The figures of the page's song, for its owner."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.stats import queries
from melodymaker.stats.queries import NO_STATS, Stats
from melodymaker.types import Change, Kind, Topic, song_topic
from melodymaker.web.shared_reads import Reader


class SongStatsState(RowPageState, rx.State):
    """What happened to the page's song within 30 days; nothing for others."""

    kinds: ClassVar = frozenset({Kind.SONG})

    stats: Stats = NO_STATS

    @rx.event
    async def load_song_stats(self) -> None:
        """Show the figures of the address's song."""
        await self._open()

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (song_topic(row_id_in(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if any(one.id == self._row_id for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        found = await self._read_page(read, queries.own_song_stats, NO_STATS)
        if found != self.stats:
            self.stats = found

"""The page of one's own figures."""

from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.errors import NotFound
from melodymaker.stats import queries
from melodymaker.stats.queries import NO_STATS, PERIODS, Stats
from melodymaker.types import Change, Kind, SongId
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh

_USUAL = "30"


class StatsState(Private, LiveState, rx.State):
    """What is shown, as the address says: a period, and one song or all."""

    kinds: ClassVar = frozenset({Kind.SONG, Kind.GENERATION})

    stats: Stats = NO_STATS
    period: str = _USUAL
    found: bool = False
    loaded: bool = False
    _song: str = ""

    @rx.event
    async def load_stats(self) -> None:
        """Show the period and the song of the address."""
        await self._user_id()
        query = self.router.url.query_parameters
        days = query.get("days", "")
        self.period = days if days in map(str, PERIODS) else _USUAL
        self._song = arguments.row_id(query.get("song", ""))
        await self._show(fresh())

    @rx.event
    async def set_period(self, days: str) -> rx.event.EventSpec:
        """Show another period."""
        return rx.redirect(stats_address(routes.STATS, arguments.text(days), self._song), replace=True)

    @rx.var
    def csv(self) -> str:
        """The address of the same as a table for other programs."""
        return stats_address(routes.STATS_CSV, self.period, self._song)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        if not self._song or any(one.id == self._song for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        user_id = await self._owner_id()
        try:
            if self._song:
                stats = await read(queries.song_stats_of, user_id, SongId(self._song), int(self.period))
            else:
                stats = await read(queries.stats_of, user_id, int(self.period))
        except NotFound:
            self.found = False
            stats = NO_STATS
        else:
            self.found = True
        if stats != self.stats:
            self.stats = stats
        self.loaded = True


def stats_address(page: str, days: str, song: str = "") -> str:
    """The address of the figures of a period, of one song or of all."""
    parts = {name: value for name, value in (("days", days), ("song", song)) if value and value != _USUAL}
    return f"{page}?{urlencode(parts)}" if parts else page

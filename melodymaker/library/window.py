"""The part of a list of songs that a tab holds: the pages around the one that is looked at.

A list of a thousand songs is neither drawn nor sent as a whole. Each page is a value of its own, so that a page which
comes is sent alone.
"""

from collections.abc import Iterable

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db.pagination import Cursor
from melodymaker.library.queries import Choice, Part, count_songs, songs_of
from melodymaker.songs.rows import SongRow
from melodymaker.web.shared_reads import Reader

ROWS_A_PAGE = 16
PAGES_AROUND = 3
SLOTS = 2 * PAGES_AROUND + 1


class SongWindow(Private, rx.State, mixin=True):
    """The pages around `center`: page `number` is in the slot `number % SLOTS`. `total` counts all songs."""

    total: int = 0
    center: int = 0
    pages: list[int] = []
    slot_0: list[SongRow] = []
    slot_1: list[SongRow] = []
    slot_2: list[SongRow] = []
    slot_3: list[SongRow] = []
    slot_4: list[SongRow] = []
    slot_5: list[SongRow] = []
    slot_6: list[SongRow] = []
    # Where the pages begin of which that is known: they are read from there, without walking through those before.
    _starts: dict[int, Cursor | None] = {}

    def _choice(self) -> Choice:
        """Which list it is."""
        raise NotImplementedError

    def _drawn(self) -> list[SongRow]:
        """The songs of all pages that are held, in their order."""
        return [song for number in self.pages for song in getattr(self, _slot(number))]

    def _empty_window(self) -> None:
        self.total = 0
        self._hold([])

    async def _read_window(self, read: Reader, center: int) -> None:
        """Count the list anew, and read the pages around this one."""
        self.total = await read(count_songs, await self._owner_id(), self._choice())
        self._starts = {0: None}
        wanted = self._around(center)
        await self._read_pages(read, wanted)
        self._hold(wanted)

    async def _turn_to(self, read: Reader, center: int) -> None:
        """Hold the pages around this one; those that are there already are not read again."""
        wanted = self._around(center)
        await self._read_pages(read, [number for number in wanted if number not in self.pages])
        self._hold(wanted)

    def _around(self, center: int) -> list[int]:
        last = (self.total - 1) // ROWS_A_PAGE
        self.center = max(0, min(center, last))
        return list(range(max(0, self.center - PAGES_AROUND), min(last, self.center + PAGES_AROUND) + 1))

    async def _read_pages(self, read: Reader, numbers: list[int]) -> None:
        for first, count in _runs(numbers):
            known = max(number for number in self._starts if number <= first)
            skip = (first - known) * ROWS_A_PAGE
            part = Part(count * ROWS_A_PAGE, self._starts[known], skip)
            rows, end = await read(songs_of, await self._owner_id(), self._choice(), part)
            for number in range(first, first + count):
                begin = (number - first) * ROWS_A_PAGE
                self._put(number, rows[begin : begin + ROWS_A_PAGE])
            if end:
                self._starts = {**self._starts, first + count: end}

    def _put(self, number: int, rows: list[SongRow]) -> None:
        if rows != getattr(self, _slot(number)):
            setattr(self, _slot(number), rows)

    def _hold(self, numbers: list[int]) -> None:
        if numbers != self.pages:
            self.pages = numbers


def _slot(number: int) -> str:
    return f"slot_{number % SLOTS}"


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers, which ascend, as runs without a gap: the first of each, and how many they are."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs

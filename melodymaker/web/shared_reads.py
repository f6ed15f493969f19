"""Reads that several tabs ask for at the same time: one is made, and all get its result."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.i18n import current

P = ParamSpec("P")
R = TypeVar("R")

_KEPT_SECONDS = 5.0
"""How long a result is kept: as long as tabs take to look by themselves."""


@dataclass(frozen=True)
class _Read:
    began: float
    result: asyncio.Future[Any]


_reads: dict[tuple, _Read] = {}


@dataclass(frozen=True)
class Reader:
    """Reads for one refresh. A result is good for it if its read began after `since` (`time.monotonic()`)."""

    since: float

    async def __call__(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's result, computed off the event loop; shared with whoever asks for the same."""
        key = (current(), function, args, *sorted(kwargs.items()))
        read = _reads.get(key)
        if read is None or read.began < self.since or read.result.get_loop() is not asyncio.get_running_loop():
            read = _begin(key, asyncio.ensure_future(in_thread(function, *args, **kwargs)))
        return await asyncio.shield(read.result)


async def first_pages(
    read: Reader, pages: int, query: Callable[..., tuple[list[Any], Cursor | None]], *args: Any
) -> tuple[list[Any], Cursor | None]:
    """The rows of so many pages of a list from its start, and the cursor of the next page; at least one is read.

    `query` takes the arguments and the cursor of the page before.
    """
    rows: list[Any] = []
    cursor = None
    for _ in range(max(1, pages)):
        page, cursor = await read(query, *args, cursor)
        rows += page
        if cursor is None:
            break
    return rows, cursor


def fresh() -> Reader:
    """A reader that sees all that has happened up to now."""
    return Reader(time.monotonic())


def cached_results() -> int:
    """How many results are kept."""
    return len(_reads)


def _begin(key: tuple, result: asyncio.Future[Any]) -> _Read:
    read = _Read(time.monotonic(), result)
    _reads[key] = read
    # A failure that nobody waits for any more is no news; whoever waits gets it.
    result.add_done_callback(lambda done: done.cancelled() or done.exception())

    def forget() -> None:
        if _reads.get(key) is read:
            del _reads[key]

    asyncio.get_running_loop().call_later(_KEPT_SECONDS, forget)
    return read

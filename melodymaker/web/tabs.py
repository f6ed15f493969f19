"""The open tabs, and the one watch that each page of a tab may keep."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

import reflex as rx
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from melodymaker import ports
from melodymaker.errors import NoRoom
from melodymaker.types import ChangedId, Seconds, UserId

log = logging.getLogger(__name__)

# How soon a watch notices that its tab has gone.
_LOOK_UP = Seconds(5)

_app: rx.App | None = None
_watches: dict[tuple[str, str], object] = {}


def use(app: rx.App) -> None:
    """Name the app whose tabs these are."""
    global _app
    _app = app


def is_open(token: str) -> bool:
    """Whether the tab is connected."""
    names = _app.event_namespace if _app else None
    return names is not None and token in names._token_manager.token_to_socket  # noqa: SLF001 - Reflex offers no other way


def watching() -> int:
    """How many watches run."""
    return len(_watches)


async def watch(
    token: str,
    page: str,
    user_id: UserId,
    refresh: Callable[[set[ChangedId]], Awaitable[None]],
    *,
    looks: bool = True,
) -> None:
    """Call `refresh` with whatever changed for the user, until the tab goes away or watches anew.

    Every few seconds it is called with nothing, since news from other processes may be lost; unless `looks` is false,
    for what is of little weight.
    Reflex does not end a background event when its tab closes, so this looks for itself. A page that
    is loaded again starts a new watch, and the one before ends.
    """
    me = object()
    _watches[token, page] = me
    try:
        with ports.in_use().live.subscribe(user_id) as news:
            await refresh(set())  # what changed between the page's first read and this subscription
            while _watches.get((token, page)) is me and is_open(token):
                # Tabs that came back together, after a restart say, shall not go on looking together.
                changed = await news.changed(Seconds(_LOOK_UP * random.uniform(0.8, 1.2)))
                if not changed and not looks:
                    continue
                try:
                    await refresh(changed)
                except (RedisError, SQLAlchemyError, NoRoom) as error:
                    # The next look reads whatever this one missed.
                    log.warning("a tab waits for a server to come back: %s", error)
    except asyncio.CancelledError:
        if not is_open(token):
            return
        raise
    finally:
        if _watches.get((token, page)) is me:
            del _watches[token, page]

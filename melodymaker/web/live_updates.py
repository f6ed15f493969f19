"""What keeps an open tab up to date: one subscription a tab, for as long as it stays on a page."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import ClassVar

import reflex as rx
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from melodymaker import ports
from melodymaker.errors import NoRoom
from melodymaker.ports import News, Subscription
from melodymaker.types import Change, Kind, Seconds, Topic
from melodymaker.web.shared_reads import Reader

log = logging.getLogger(__name__)

LOOK = Seconds(5)
"""How often a tab without news looks by itself: news from other processes may be lost."""

_app: rx.App | None = None
_states: Mapping[str, Collection[type["LiveState"]]] = {}
_subscriptions: dict[str, Subscription] = {}


class LiveState(rx.State, mixin=True):
    """For states that follow changes while their page is open."""

    kinds: ClassVar[frozenset[Kind]] = frozenset()
    """Which changes concern it."""

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        """Read again what these changes concern, and give the browser only what differs."""

    async def _look(self, read: Reader) -> None:
        """Read again what may have changed without news; called every few seconds. Nothing, unless told otherwise."""

    @staticmethod
    def _topics(_path: str) -> Iterable[Topic]:
        """What to listen to on the page at this path, beside all that is the user's."""
        return ()


def use(app: rx.App, states: Mapping[str, Collection[type[LiveState]]]) -> None:
    """Name the app whose tabs these are, and the states that follow changes on each of its routes."""
    global _app, _states
    _app = app
    _states = states


def states_on(route: str) -> Collection[type[LiveState]]:
    """The states that follow changes on the page of this route."""
    return _states.get(route, ())


def is_open(token: str) -> bool:
    """Whether the tab is connected."""
    names = _app.event_namespace if _app else None
    return names is not None and token in names._token_manager.token_to_socket  # noqa: SLF001 - Reflex offers no other way


def watching() -> int:
    """How many tabs are kept up to date."""
    return len(_subscriptions)


def open_page(token: str, topics: Collection[Topic]) -> None:
    """Listen to these topics for this tab from now on; for the page that it has left it listens no more."""
    close_page(token)
    if topics:
        _subscriptions[token] = ports.in_use().live.subscribe(*topics)


def close_page(token: str) -> None:
    """Listen no more for this tab; its watch ends."""
    if subscription := _subscriptions.pop(token, None):
        subscription.close()


async def watch(token: str, refresh: Callable[[News | None], Awaitable[None]]) -> None:
    """Call `refresh` with each news of the tab's page, and with None every few seconds, until the page is left.

    Reflex does not end a background event when its tab closes, so this looks for itself.
    """
    subscription = _subscriptions.get(token)
    if subscription is None:
        return
    try:
        while is_open(token):
            # Tabs that came back together, after a restart say, shall not go on looking together.
            news = await subscription.news(Seconds(LOOK * random.uniform(0.8, 1.2)))
            if _subscriptions.get(token) is not subscription:
                return
            try:
                await refresh(news)
            except (RedisError, SQLAlchemyError, NoRoom) as error:
                # The next look reads whatever this one missed.
                log.warning("a tab waits for a server to come back: %s", error)
    except asyncio.CancelledError:
        if is_open(token):
            raise
    finally:
        if _subscriptions.get(token) is subscription:
            close_page(token)

"""Keeps the page of a tab up to date."""

import time
from typing import cast

import reflex as rx

from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.errors import NotSignedIn
from melodymaker.ports import News
from melodymaker.types import Kind, user_topic
from melodymaker.web import arguments, cookies, live_updates
from melodymaker.web.live_updates import LOOK
from melodymaker.web.shared_reads import Reader


class TabState(rx.State):
    """Listens for the page that is open, and has its states read again what has changed."""

    @rx.event
    async def open_page(self, route: str) -> rx.event.EventSpec:
        """Listen to what the page at this route shows, before any of it is read, so that nothing is missed."""
        user = await current_user(self)
        kinds = live_updates.states_on(arguments.text(route))
        topics = [user_topic(user.id)] if user and kinds else []
        for kind in kinds:
            # A public method would be an endpoint. It may have to look up whose page this is.
            topics += await in_thread(kind._topics, self.router.url.path)  # noqa: SLF001
        live_updates.open_page(self.router.session.client_token, topics)
        return cast("rx.event.EventSpec", TabState.watch_page(arguments.text(route)))

    @rx.event(background=True)
    async def watch_page(self, route: str) -> None:
        """Push each change of what the page shows into this tab, until the page is left."""
        kinds = live_updates.states_on(arguments.text(route))
        async with self:
            user = await current_user(self)
            token = self.router.session.client_token
            session = cookies.session_token(self.router.headers.cookie)

        async def refresh(news: News | None) -> None:
            # What another tab has looked up just now is good for this one too.
            read = Reader(news.since if news else time.monotonic() - LOOK / 2)
            in_doubt = news is None or any(one.kind == Kind.SESSION for one in news.changes)
            if in_doubt and session and await read(user_of_session, session) is None:
                raise NotSignedIn
            async with self:
                for kind in kinds:
                    changes = frozenset(one for one in news.changes if one.kind in kind.kinds) if news else frozenset()
                    if news is None or changes:
                        state = await self.get_state(kind)
                        if user and isinstance(state, Private) and not state._owner:  # noqa: SLF001 - ours
                            # A state that was lost meanwhile, with Redis say, does not know whose it is any more.
                            state._owner = user.id  # noqa: SLF001
                        await (state._refresh(changes, read) if changes else state._look(read))  # noqa: SLF001

        await live_updates.watch(token, refresh)

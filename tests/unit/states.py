"""Reflex states as one tab of one visitor sees them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import reflex as rx
from reflex.istate.data import HeaderData, ReflexURL, RouterData, SessionData

from melodymaker.web import cookies

S = TypeVar("S", bound=rx.State)


class Tab:
    """A tab at an address of the site, whose connection carries the cookie of a session, or none."""

    def __init__(self, token: str = "", address: str = "/") -> None:
        self.root = rx.State(_reflex_internal_init=True)
        self._address = address
        self.sign(token)

    def sign(self, token: str) -> None:
        """Connect again with this session's cookie."""
        cookie = f"{cookies.SESSION}={token}" if token else ""
        self.root.router = RouterData(
            session=SessionData(client_token="tab"),
            headers=HeaderData(cookie=cookie),
            url=ReflexURL(f"http://localhost:3000{self._address}"),
        )

    def go_to(self, address: str) -> None:
        """Show another address of the site."""
        self.root.router = replace(self.root.router, url=ReflexURL(f"http://localhost:3000{address}"))

    async def state(self, kind: type[S]) -> S:
        """The tab's state of that kind."""
        return await self.root.get_state(kind)


def commands_in(events: Sequence[rx.event.EventSpec]) -> list[dict[str, Any]]:
    """What a handler's events have the page carry out: each command's name and details."""
    values = [{str(name): value for name, value in event.args}["value"] for event in events]
    return [value._var_value for value in values]

"""Reflex states as one tab of one visitor sees them."""

from typing import TypeVar

import reflex as rx
from reflex.istate.data import HeaderData, RouterData, SessionData

from melodymaker import cookies

S = TypeVar("S", bound=rx.State)


class Tab:
    """A tab whose connection carries the cookie of a session, or none."""

    def __init__(self, token: str = "") -> None:
        self.root = rx.State(_reflex_internal_init=True)
        self.sign(token)

    def sign(self, token: str) -> None:
        """Connect anew with this session's cookie."""
        cookie = f"{cookies.SESSION}={token}" if token else ""
        self.root.router = RouterData(session=SessionData(client_token="tab"), headers=HeaderData(cookie=cookie))

    async def state(self, kind: type[S]) -> S:
        """The tab's state of that kind."""
        return await self.root.get_state(kind)

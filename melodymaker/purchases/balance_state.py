"""What is left of one's credits, wherever it is shown."""

from typing import ClassVar

import reflex as rx

from melodymaker.accounts.state import Private, current_user
from melodymaker.purchases.queries import Balance, balance_of
from melodymaker.types import Change, Kind
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh


class BalanceState(Private, LiveState, rx.State):
    """The balance of whoever is signed in, kept up to date by itself."""

    kinds: ClassVar = frozenset({Kind.CREDITS})

    balance: Balance = Balance()

    @rx.event
    async def load_balance(self) -> None:
        """Show what is left."""
        if await current_user(self) is None:
            self.reset()
            return
        await self._user_id()
        await self._show(fresh())

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        if self._owner:  # visitors have none
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        found = await read(balance_of, await self._owner_id())
        if found != self.balance:
            self.balance = found

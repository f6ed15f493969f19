"""The page of one's credits."""

from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar, cast

import reflex as rx

from melodymaker import ports
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.errors import NotFound, PaymentsUnreachable, TooManyAttempts
from melodymaker.generation.requests import continue_request
from melodymaker.i18n import later, t
from melodymaker.purchases import queries, service
from melodymaker.purchases.queries import EntryRow, credits_in_words
from melodymaker.types import Change, GenerationId, Kind
from melodymaker.ui.commands import leave_for, toast_done
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader

PAID = later("Thank you. Your credits appear here as soon as the payment is confirmed.")
BOOKED = later("Thank you. Your credits are here, and what was waiting for them goes on.")


@dataclass(frozen=True)
class PackRow:
    """A pack as it is shown."""

    id: str
    credits: str
    price: str
    monthly: bool


class CreditsState(Private, LiveState, rx.State):
    """Packs, and the ledger."""

    kinds: ClassVar = frozenset({Kind.CREDITS})

    packs: list[PackRow] = []
    # Why none are shown.
    trouble: str = ""
    entries: list[EntryRow] = []
    more: bool = False
    loaded: bool = False
    # What is said to somebody who has just come back from paying.
    thanks: str = ""
    _cursor: Cursor | None = None

    @rx.event
    async def load_credits(self) -> None:
        """Show the ledger, then what is for sale."""
        await self._user_id()
        await self._read_entries()
        self.loaded = True

    @rx.event
    async def load_packs(self) -> None:
        """Show what is for sale; the payment service may take a while to say so."""
        await self._user_id()
        payments = ports.in_use().payments
        try:
            self.packs = [_pack_row(pack) for pack in await in_thread(payments.packs)] if payments else []
            self.trouble = ""
        except PaymentsUnreachable as error:
            self.trouble = error.message

    @rx.event
    async def load_payment(self) -> rx.event.EventSpec | None:
        """Thank somebody who comes back from a checkout."""
        await self._user_id()
        self.thanks = PAID if "paid" in self.router.url.query_parameters else ""
        return cast("rx.event.EventSpec", CreditsState.book_payment) if self.thanks else None

    @rx.event
    async def book_payment(self) -> None:
        """Book what was bought without waiting for a message about it."""
        user_id = await self._user_id()
        with suppress(PaymentsUnreachable, NotFound, TooManyAttempts):  # the message about it comes by itself
            await in_thread(service.read_own_orders, user_id)
        await self._thank()

    @rx.event
    async def load_more_entries(self) -> None:
        """Read the next page of the ledger."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        rows, self._cursor = await in_thread(queries.entries_of, user_id, self._cursor)
        have = {row.id for row in self.entries}
        self.entries = [*self.entries, *(row for row in rows if row.id not in have)]
        self.more = self._cursor is not None

    @rx.event
    async def buy(self, pack_id: str) -> rx.event.EventSpec:
        """Go to where a pack is paid for."""
        user_id = await self._user_id()
        return leave_for(await in_thread(service.begin_checkout, user_id, arguments.text(pack_id)))

    @rx.event
    async def open_portal(self) -> rx.event.EventSpec:
        """Go to where one's orders and subscriptions are."""
        return leave_for(await in_thread(service.portal, await self._user_id()))

    @rx.event
    async def continue_request(self, generation_id: str) -> rx.event.EventSpec:
        """Have a request made that waited for credits."""
        request_id = GenerationId(arguments.row_id(generation_id))
        await in_thread(continue_request, await self._user_id(), request_id)
        return toast_done(t("Continued: both takes are in the queue."))

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        if self._owner and self.loaded:
            await self._read_entries()
            await self._thank()

    async def _thank(self) -> None:
        if self.thanks and await in_thread(queries.has_just_bought, await self._owner_id()):
            self.thanks = BOOKED

    async def _read_entries(self) -> None:
        self.entries, self._cursor = await in_thread(queries.entries_of, await self._owner_id())
        self.more = self._cursor is not None


def _pack_row(pack: ports.Pack) -> PackRow:
    return PackRow(pack.id, credits_in_words(pack.credits), pack.price, pack.monthly)

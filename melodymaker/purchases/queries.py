"""Reads of credits, as rows ready to draw."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db, ports
from melodymaker.db.models import CreditEntry, Song, User, now
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.generation.quota import SONGS_A_REQUEST
from melodymaker.i18n import later, t, translated
from melodymaker.types import Movement, Status, UserId

ROWS_A_PAGE = 30
_JUST_NOW = timedelta(minutes=15)

_NEWEST_FIRST = Order(col(CreditEntry.number), col(CreditEntry.key))
_COLUMNS = (
    *(col(getattr(CreditEntry, name)) for name in ("number", "at", "kind", "amount", "balance")),
    col(Song.title),
    col(Song.status),
)
_WORDS = {
    Movement.FREE: later("Free credits to start with"),
    Movement.HOLD: later("Held for {name}"),
    Movement.SETTLE: later("{name} is finished: what was held is spent"),
    Movement.REFUND: later("{name} {how}: credits returned"),
    Movement.PURCHASE: later("Credits bought"),
    Movement.PLAN: later("A month of your plan"),
    Movement.CLAW_BACK: later("A payment was refunded: its credits were taken back, as far as they were left"),
}
_OF_REQUESTS = {Movement.HOLD, Movement.SETTLE, Movement.REFUND}


@dataclass(frozen=True)
class Balance:
    """What somebody has left, and what a request costs. Where nothing costs anything, `on` is False.

    `left` is the balance in words; `for_sale` says whether more can be bought.
    """

    on: bool = False
    credits: int = 0
    left: str = ""
    price: int = 0
    enough: bool = True
    for_sale: bool = False


@dataclass(frozen=True)
class EntryRow:
    """One line of the ledger: what happened at `at` (ISO 8601), how the balance changed, and what it was then."""

    id: int
    at: str
    text: str
    amount: str
    balance: str


def balance_of(user_id: UserId) -> Balance:
    """What the user has left; guests pay nothing."""
    terms = ports.in_use().credits
    if not terms.on:
        return Balance()
    with db.read() as session:
        mine = sa.select(col(User.credits)).where(col(User.id) == user_id, ~col(User.guest))
        left = session.connection().execute(mine).scalar()
    if left is None:
        return Balance()
    price = terms.price * SONGS_A_REQUEST
    for_sale = ports.in_use().payments is not None
    return Balance(
        on=True, credits=left, left=credits_in_words(left), price=price, enough=left >= price, for_sale=for_sale
    )


def entries_of(user_id: UserId, after: Cursor | None = None) -> tuple[list[EntryRow], Cursor | None]:
    """A page of the user's ledger, the newest first, and the cursor of the next page."""
    mine = (
        sa.select(*_COLUMNS)
        .outerjoin(Song, sa.and_(col(Song.generation_id) == CreditEntry.generation_id, col(Song.take) == "A"))
        .where(col(CreditEntry.user_id) == user_id)
    )
    with db.read() as session:
        rows, cursor = read_page(session, mine, _NEWEST_FIRST, ROWS_A_PAGE, after)
    return [_entry_row(row) for row in rows], cursor


def has_just_bought(user_id: UserId) -> bool:
    """Whether credits that the user paid for were booked a moment ago."""
    bought = (
        col(CreditEntry.user_id) == user_id,
        col(CreditEntry.kind).in_((Movement.PURCHASE, Movement.PLAN)),
        col(CreditEntry.at) > now() - _JUST_NOW,
    )
    with db.read() as session:
        return (
            session.connection().execute(sa.select(col(CreditEntry.number)).where(*bought).limit(1)).first() is not None
        )


def credits_in_words(number: int) -> str:
    """The number with its noun."""
    return t("{count, plural, one {# credit} other {# credits}}", count=number)


def _entry_row(row: sa.Row) -> EntryRow:
    amount = f"{row.amount:+,}".replace("-", "−") if row.amount else "0"
    return EntryRow(row.number, row.at.isoformat(), _words(row), amount, f"{row.balance:,}")


def _words(row: sa.Row) -> str:
    """What the entry is, in plain words."""
    if row.kind not in _OF_REQUESTS:
        return translated(_WORDS[row.kind])
    how = t("was cancelled") if row.status == Status.CANCELLED else t("could not be made")
    text = t(_WORDS[row.kind], name=_request_name(row), how=how)
    return text[:1].upper() + text[1:]


def _request_name(row: sa.Row) -> str:
    """The request by its song's title, which may be deleted by now."""
    return t("“{title}”", title=row.title) if row.title else t("a deleted song")

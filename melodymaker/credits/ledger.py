"""The ledger: the one place where credits move.

Each movement is one entry with a key of its own, and the user's balance changes with it in the same transaction. A
movement whose key is there already has happened, and does not happen again. No balance falls below zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import CreditEntry, User
from melodymaker.errors import NotEnoughCredits, NotFound
from melodymaker.types import Change, GenerationId, Kind, Movement, UserId, user_topic


@dataclass(frozen=True)
class PaidOrder:
    """An order of the payment service: what it gives, and which part of it was paid back (0 to 1)."""

    id: str
    user_id: UserId
    credits: int
    monthly: bool = False
    refunded: float = 0.0


def give_free(session: Session, user_id: UserId) -> None:
    """Give a new account its free credits, once."""
    terms = ports.in_use().credits
    if terms.on and terms.free:
        _move(session, user_id, terms.free, Movement.FREE, _free_key(user_id))


def give_free_to_all() -> int:
    """Give the free credits to the accounts that were there before credits were; returns how many they were."""
    terms = ports.in_use().credits
    if not terms.on or not terms.free:
        return 0
    given = sa.exists().where(col(CreditEntry.user_id) == User.id, col(CreditEntry.kind) == Movement.FREE)
    with db.read() as session:
        missing = session.exec(select(User.id).where(~given, ~col(User.guest))).all()
    for user_id in missing:
        with db.transaction() as session:
            give_free(session, UserId(user_id))
    return len(missing)


def hold(session: Session, user_id: UserId, generation_id: GenerationId, songs: int) -> bool:
    """Put the price of a request's songs aside; False, and nothing is moved, where the user has too few credits.

    Guests pay nothing: they are limited by how many requests they may make.
    """
    terms = ports.in_use().credits
    _lock(session, user_id)
    if not terms.on or _is_guest(session, user_id):
        return True
    number = len(_holds(session, generation_id))
    try:
        key = f"generation:{generation_id}:hold:{number}"
        _move(session, user_id, -terms.price * songs, Movement.HOLD, key, generation_id=generation_id)
    except NotEnoughCredits:
        return False
    return True


def settle(session: Session, generation_id: GenerationId, songs: int) -> None:
    """Spend what was held for the songs that are finished, and give back the rest."""
    if held := _last_hold(session, generation_id):
        over = max(-held.amount - ports.in_use().credits.price * songs, 0)
        _close(session, held, over, Movement.SETTLE)


def give_back(session: Session, generation_id: GenerationId) -> None:
    """Give back what was held for a request of which nothing comes."""
    if held := _last_hold(session, generation_id):
        _close(session, held, -held.amount, Movement.REFUND)


def book_order(session: Session, order: PaidOrder) -> bool:
    """Give what a paid order gives, once, and take back what belongs to the part of it that was paid back.

    Orders may be told of again, and in any order: what is booked follows from the greatest refund told of so far.
    What is taken back is at most what is left. Returns whether anything new was given. Raises NotFound for a user who
    is not there.
    """
    _lock(session, order.user_id)
    kind = Movement.PLAN if order.monthly else Movement.PURCHASE
    given = _move(session, order.user_id, order.credits, kind, f"order:{order.id}:paid", order_id=order.id)
    entries = session.exec(select(CreditEntry).where(CreditEntry.order_id == order.id)).all()
    granted = next(entry.amount for entry in entries if entry.kind in {Movement.PURCHASE, Movement.PLAN})
    due = round(granted * min(order.refunded, 1.0))
    asked = max((int(entry.key.rpartition(":")[2]) for entry in entries if entry.kind == Movement.CLAW_BACK), default=0)
    if due > asked:
        left = _balance(session, order.user_id)
        taken = min(due - asked, left)
        _move(session, order.user_id, -taken, Movement.CLAW_BACK, f"order:{order.id}:refunded:{due}", order_id=order.id)
    return given


def _close(session: Session, held: CreditEntry, amount: int, kind: Movement) -> None:
    """End a hold, whichever way comes first: both have the same key."""
    key = held.key.replace(":hold:", ":close:")
    _move(session, UserId(held.user_id), amount, kind, key, generation_id=GenerationId(held.generation_id))


def _last_hold(session: Session, generation_id: GenerationId) -> CreditEntry | None:
    """What is held for a request; one that was tried again after it had failed was paid for again."""
    holds = _holds(session, generation_id)
    return holds[-1] if holds else None


def _holds(session: Session, generation_id: GenerationId) -> Sequence[CreditEntry]:
    of_request = select(CreditEntry).where(
        CreditEntry.generation_id == generation_id, CreditEntry.kind == Movement.HOLD
    )
    return session.exec(of_request.order_by(col(CreditEntry.number))).all()


def _move(
    session: Session,
    user_id: UserId,
    amount: int,
    kind: Movement,
    key: str,
    *,
    generation_id: str = "",
    order_id: str = "",
) -> bool:
    """Add the entry and change the balance with it; returns False where the key has happened already.

    Raises NotEnoughCredits where the balance would fall below zero, and NotFound for a user who is not there.
    """
    _lock(session, user_id)  # until the transaction ends nobody else moves this user's credits
    if session.exec(select(CreditEntry.number).where(CreditEntry.key == key)).first() is not None:
        return False
    balance = col(User.credits) + amount
    changed = (
        sa.update(User)
        .where(col(User.id) == user_id, balance >= 0)
        .values(credits=balance)
        .returning(col(User.credits))
    )
    left = session.connection().execute(changed).scalar_one_or_none()
    if left is None:
        raise NotEnoughCredits
    session.add(
        CreditEntry(
            key=key,
            user_id=user_id,
            kind=kind,
            amount=amount,
            balance=left,
            generation_id=generation_id,
            order_id=order_id,
        )
    )
    session.flush()
    db.after_commit(session, lambda: ports.in_use().live.publish(Change(Kind.CREDITS, user_id), user_topic(user_id)))
    return True


def _lock(session: Session, user_id: UserId) -> None:
    _balance(session, user_id)


def _balance(session: Session, user_id: UserId) -> int:
    """What the user has left, who is locked until the transaction ends."""
    row = select(User.credits).where(User.id == user_id).with_for_update(key_share=True)
    found = session.exec(row).one_or_none()
    if found is None:
        raise NotFound
    return found


def _is_guest(session: Session, user_id: UserId) -> bool:
    return bool(session.exec(select(User.guest).where(User.id == user_id)).first())


def _free_key(user_id: UserId) -> str:
    return f"free:{user_id}"

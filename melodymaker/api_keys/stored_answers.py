"""Requests that are sent twice and done once: what the first one was answered is kept for a day."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db
from melodymaker.api_keys.secrets import key_hash
from melodymaker.db.models import StoredAnswer, new_id, now
from melodymaker.errors import KeyUsedBefore, RequestInProgress
from melodymaker.types import UserId

KEPT = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(minutes=1)
"""When a request that was not answered is no longer believed to be worked on."""


@dataclass(frozen=True)
class Begun:
    """A request to be worked on, or, with a `status`, what it was answered before.

    `submission_id` is the same whenever it is sent, also where an earlier try ended before it was answered.
    """

    submission_id: str
    status: int = 0
    body: str = ""


def begin(actor: UserId, key: str, request_hash: str) -> Begun:
    """Begin to work on a request with an idempotency key; raises KeyUsedBefore and RequestInProgress."""
    at = now()
    row = StoredAnswer(user_id=actor, key=key_hash(key), request_hash=request_hash, submission_id=new_id())
    own = (col(StoredAnswer.user_id) == actor, col(StoredAnswer.key) == row.key)
    with db.transaction() as session:
        session.exec(sa.delete(StoredAnswer).where(*own, col(StoredAnswer.created_at) < at - KEPT))
        if db.insert_new(session, row):
            return Begun(row.submission_id)
        earlier = session.get_one(StoredAnswer, (actor, row.key), with_for_update=True)
        if earlier.request_hash != request_hash:
            raise KeyUsedBefore
        if not earlier.status:
            if earlier.begun_at > at - GIVEN_UP_AFTER:
                raise RequestInProgress
            earlier.begun_at = at
        return Begun(earlier.submission_id, earlier.status, earlier.body)


def answer(actor: UserId, key: str, status: int, body: str) -> None:
    """Keep what the request was answered."""
    own = (col(StoredAnswer.user_id) == actor, col(StoredAnswer.key) == key_hash(key))
    with db.transaction() as session:
        session.exec(sa.update(StoredAnswer).where(*own).values(status=status, body=body))


def forget(actor: UserId, key: str) -> None:
    """Let the key be used again: its request was refused, and nothing was done."""
    own = (col(StoredAnswer.user_id) == actor, col(StoredAnswer.key) == key_hash(key))
    with db.transaction() as session:
        session.exec(sa.delete(StoredAnswer).where(*own, col(StoredAnswer.status) == 0))


def forget_old_answers() -> int:
    """Remove what is kept no longer; returns how many."""
    with db.transaction() as session:
        old = sa.delete(StoredAnswer).where(col(StoredAnswer.created_at) < now() - KEPT)
        return session.exec(old).rowcount

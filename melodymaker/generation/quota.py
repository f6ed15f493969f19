"""How much one user may have made and stored, by the settings."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import ports
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.errors import GuestSongsUsedUp, NotFound, StorageUsedUp, TooManySongs
from melodymaker.i18n import t
from melodymaker.i18n.sizes import size_text
from melodymaker.types import Status, UserId

DAY = timedelta(days=1)
SONGS_A_REQUEST = 2
GUEST_REQUESTS = 3
# Failed and cancelled songs count for nothing; deleted ones count.
COUNTED = (Status.QUEUED, Status.PROCESSING, Status.READY, Status.NO_CREDITS)


def check_quota(session: Session, actor: UserId) -> None:
    """Make sure that the actor may ask for two more songs, and lock the actor's row until the transaction ends.

    With the lock, of two requests at once the second counts the first one's songs.
    Raises TooManySongs, StorageUsedUp and GuestSongsUsedUp, and NotFound for an actor without an account.
    """
    stored = lock_account(session, actor)
    _check_guest(session, actor)
    quota = ports.in_use().quota
    if quota.songs_per_day:
        _check_day(session, actor, quota.songs_per_day, now())
    if quota.bytes_per_user and stored >= quota.bytes_per_user:
        msg = t(
            "Your songs take up {size}, which is the most. Delete some, and empty “Recently deleted” in your library:"
            " until then they can be restored.",
            size=size_text(quota.bytes_per_user),
        )
        raise StorageUsedUp(msg)


def lock_account(session: Session, actor: UserId) -> int:
    """Lock the actor's row until the transaction ends; gives the bytes that their files take up.

    Raises NotFound for an actor without an account.
    """
    row = select(User.stored_bytes).where(User.id == actor).with_for_update(key_share=True)
    stored = session.exec(row).one_or_none()
    if stored is None:
        raise NotFound
    return stored


def count_bytes(session: Session, changes: Mapping[str, int]) -> None:
    """Add to what each user's files take up, or with negative numbers take away; by user id."""
    for user_id in sorted(changes):  # in one order, so that no two transactions wait for each other
        change = changes[user_id]
        least = sa.case((col(User.stored_bytes) + change > 0, col(User.stored_bytes) + change), else_=0)
        session.exec(sa.update(User).where(col(User.id) == user_id).values(stored_bytes=least))


def _check_guest(session: Session, actor: UserId) -> None:
    if not session.exec(select(User.guest).where(User.id == actor)).one():
        return
    counted = (Generation.user_id == actor, col(Generation.status).in_(COUNTED))
    if session.exec(select(sa.func.count()).select_from(Generation).where(*counted)).one() >= GUEST_REQUESTS:
        raise GuestSongsUsedUp


def _check_day(session: Session, actor: UserId, limit: int, at: datetime) -> None:
    counted = (Song.user_id == actor, col(Song.status).in_(COUNTED), col(Song.created_at) > at - DAY)
    made = session.exec(select(sa.func.count()).select_from(Song).where(*counted)).one()
    if made + SONGS_A_REQUEST <= limit:
        return
    # There is room for two again once all but `limit - 2` of the songs are a day old.
    newest_first = select(Song.created_at).where(*counted).order_by(col(Song.created_at).desc())
    last = session.exec(newest_first.offset(limit - SONGS_A_REQUEST).limit(1)).one()
    wait = min(last + DAY - at, DAY)
    msg = t(
        "You have made {made} songs in the last 24 hours, which is the most. Try again in {duration}.",
        made=made,
        duration=_duration(wait),
    )
    raise TooManySongs(msg)


def _duration(wait: timedelta) -> str:
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    if minutes < 90:
        return t("{minutes, plural, one {a minute} other {# minutes}}", minutes=minutes)
    return t("{hours, plural, one {an hour} other {# hours}}", hours=math.ceil(minutes / 60))

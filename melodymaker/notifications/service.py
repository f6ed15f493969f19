"""Telling somebody of something, taking it back, and marking what was read.

Both happen in the caller's transaction, so that no notification is of something that did not happen. Open tabs hear of
it after the commit.
"""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.blocks import has_blocked
from melodymaker.db.models import Notification, NotificationEvent, now
from melodymaker.types import Change, Kind, Notice, NotificationId, SongId, UserId, user_topic

KEPT = timedelta(days=180)
"""How long a notification that nothing was added to is kept."""


def notify(
    session: Session,
    recipient: UserId,
    kind: Notice,
    *,
    actor: UserId | None = None,
    song_id: SongId | None = None,
    thread: str = "",
    source: str = "",
) -> None:
    """Tell a person that `actor` did something, unless that is they themselves, or somebody whom they have blocked.

    What was done to the same song, or with a `thread` in the same thread, is one line of the list. `source` is the id
    of what was done, where one person can do it more than once.
    """
    if actor is not None and (actor == recipient or has_blocked(session, recipient, actor)):
        return
    at = now()
    key = _group_key(kind, song_id, thread)
    fields = {"user_id": recipient, "kind": kind, "group_key": key, "song_id": song_id, "actor_id": actor}
    db.insert_new(session, Notification(**fields, created_at=at, updated_at=at))
    notification = _locked(session, recipient, key)
    if notification is None:
        return
    known = actor is not None and _has_acted(session, notification, actor)
    event = NotificationEvent(
        notification_id=notification.id, source_id=source or actor or song_id or kind, actor_id=actor, at=at
    )
    if not db.insert_new(session, event):
        return
    notification.people += 0 if known or actor is None else 1
    notification.actor_id = actor
    notification.updated_at = at
    notification.read_at = None
    notification.mailed_at = None
    _announce(session, notification.user_id)


def retract(
    session: Session,
    recipient: UserId,
    kind: Notice,
    *,
    actor: UserId,
    song_id: SongId | None = None,
    thread: str = "",
    source: str = "",
) -> None:
    """Take back what `notify` told with the same arguments, because it was undone."""
    notification = _locked(session, recipient, _group_key(kind, song_id, thread))
    if notification is not None:
        _take_out(session, notification, actor, [source or actor])


def forget_person(session: Session, recipient: UserId, actor: UserId) -> None:
    """Take back all that the recipient was told of this person."""
    _forget(session, actor, col(Notification.user_id) == recipient)


def forget_everywhere(session: Session, actor: UserId) -> None:
    """Take back all that anybody was told of this person."""
    _forget(session, actor, sa.true())


def _forget(session: Session, actor: UserId, which: sa.ColumnElement[bool]) -> None:
    theirs = (
        select(Notification, NotificationEvent.source_id)
        .join(NotificationEvent, col(NotificationEvent.notification_id) == col(Notification.id))
        .where(NotificationEvent.actor_id == actor, which)
        .order_by(col(Notification.id))
    )
    sources: dict[str, list[str]] = {}
    rows: dict[str, Notification] = {}
    for notification, source in session.exec(theirs):
        rows[notification.id] = notification
        sources.setdefault(notification.id, []).append(source)
    for key, notification in rows.items():
        _take_out(session, notification, actor, sources[key])


def mark_read(actor: UserId, notification_id: NotificationId) -> None:
    """Mark one of the actor's notifications as read; another id changes nothing."""
    _mark_read(actor, col(Notification.id) == notification_id)


def mark_all_read(actor: UserId) -> None:
    """Mark all of the actor's notifications as read."""
    _mark_read(actor)


def purge_old() -> int:
    """Remove the notifications that nothing was added to for half a year; returns how many."""
    old = select(Notification.id).where(col(Notification.updated_at) < now() - KEPT).limit(5_000)
    with db.transaction() as session:
        return session.exec(sa.delete(Notification).where(col(Notification.id).in_(old))).rowcount


def announce(recipient: str) -> None:
    """Tell a person's tabs that they are notified of other things now."""
    ports.in_use().live.publish(Change(Kind.NOTIFICATION, recipient), user_topic(recipient))


def _mark_read(actor: UserId, *conditions: sa.ColumnElement[bool]) -> None:
    unread = (col(Notification.user_id) == actor, col(Notification.read_at).is_(None), *conditions)
    with db.transaction() as session:
        changed = session.exec(sa.update(Notification).where(*unread).values(read_at=now())).rowcount
    if changed:
        announce(actor)


def _group_key(kind: Notice, song_id: SongId | None, thread: str) -> str:
    return f"{kind}:{thread or song_id or ''}"


def _locked(session: Session, recipient: UserId, group_key: str) -> Notification | None:
    """The recipient's notification of that group, whose events change one after the other."""
    one = select(Notification).where(Notification.user_id == recipient, Notification.group_key == group_key)
    return session.exec(one.with_for_update()).first()


def _has_acted(session: Session, notification: Notification, actor: UserId) -> bool:
    events = select(NotificationEvent.source_id).where(
        NotificationEvent.actor_id == actor, NotificationEvent.notification_id == notification.id
    )
    return session.exec(events.limit(1)).first() is not None


def _take_out(session: Session, notification: Notification, actor: UserId, sources: Sequence[str]) -> None:
    """Remove these of an actor's events; with its last event the notification goes too."""
    of_it = col(NotificationEvent.notification_id) == notification.id
    events = sa.delete(NotificationEvent).where(
        of_it, col(NotificationEvent.source_id).in_(sources), col(NotificationEvent.actor_id) == actor
    )
    if not session.exec(events).rowcount:
        return
    newest = select(NotificationEvent).where(of_it).order_by(col(NotificationEvent.at).desc()).limit(1)
    last = session.exec(newest).first()
    if last is None:
        session.delete(notification)
    else:
        if not _has_acted(session, notification, actor):
            notification.people -= 1
        notification.actor_id = last.actor_id
        notification.updated_at = last.at
    _announce(session, notification.user_id)


def _announce(session: Session, recipient: str) -> None:
    db.after_commit(session, lambda: announce(recipient))

"""What somebody wants to be told of, in the app and by e-mail."""

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db
from melodymaker.db.models import NotificationChoice
from melodymaker.notifications.service import announce
from melodymaker.types import Notice, UserId


def choose_in_app(actor: UserId, kind: Notice, *, on: bool) -> None:
    """Show the notifications of this kind in the app, those of before too, or hide them."""
    _choose(actor, kind, in_app=on)
    announce(actor)


def choose_by_mail(actor: UserId, kind: Notice, *, on: bool) -> None:
    """Have what is unread of this kind in a daily e-mail, or no longer."""
    _choose(actor, kind, by_mail=on)


def stop_mails(user_id: UserId) -> None:
    """Send this person nothing more."""
    with db.transaction() as session:
        theirs = sa.update(NotificationChoice).where(col(NotificationChoice.user_id) == user_id)
        session.exec(theirs.where(col(NotificationChoice.by_mail)).values(by_mail=False))


def _choose(actor: UserId, kind: Notice, **choice: bool) -> None:
    with db.transaction() as session:
        db.insert_new(session, NotificationChoice(user_id=actor, kind=kind))
        same = col(NotificationChoice.user_id) == actor, col(NotificationChoice.kind) == kind
        session.exec(sa.update(NotificationChoice).where(*same).values(**choice))

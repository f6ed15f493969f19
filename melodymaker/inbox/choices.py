"""Reads of what somebody wants to be told of."""

from dataclasses import dataclass

from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import NotificationChoice
from melodymaker.i18n import later, translated
from melodymaker.types import Notice, UserId

_LABELS = {
    Notice.READY: later("My songs are ready"),
    Notice.FOLLOW: later("Somebody follows me"),
    Notice.LIKE: later("Likes of my songs"),
    Notice.COMMENT: later("Comments on my songs"),
    Notice.REPLY: later("Replies to my comments"),
    Notice.REMIX: later("Remixes of my songs"),
}


@dataclass(frozen=True)
class ChoiceRow:
    """A kind of notification in words, and where somebody wants it."""

    kind: str
    label: str
    in_app: bool
    by_mail: bool


def choices_of(user_id: UserId) -> list[ChoiceRow]:
    """A person's choices, of every kind; until they choose, in the app alone."""
    with db.read() as session:
        rows = session.exec(select(NotificationChoice).where(NotificationChoice.user_id == user_id)).all()
    chosen = {row.kind: row for row in rows}
    ordinary = NotificationChoice(user_id=user_id, kind="")
    return [
        ChoiceRow(kind, translated(label), (row := chosen.get(kind, ordinary)).in_app, row.by_mail)
        for kind, label in _LABELS.items()
    ]

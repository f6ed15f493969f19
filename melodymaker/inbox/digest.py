"""A daily e-mail of what is unread, for those who chose so.

Each digest is sent at most once: what stands in it is marked before it is handed over, so a worker that is killed in
between loses it, and nobody gets it twice. Where the mail server certainly did not take it, the marks are taken back.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports, routes
from melodymaker.accounts.languages import language_of_user
from melodymaker.accounts.people import visible
from melodymaker.db.models import Digest, Notification, NotificationChoice, User, now
from melodymaker.errors import MailNotSent
from melodymaker.i18n import later, speaking, t
from melodymaker.inbox.queries import NotificationRow, to_notification_row, visible_notifications
from melodymaker.inbox.unsubscribe import unsubscribe_link
from melodymaker.types import UserId

log = logging.getLogger(__name__)

# A little less than a day: the task that sends them comes each hour, and not to the second.
EVERY = timedelta(hours=23, minutes=30)
MOST_LINES = 20
_AT_ONCE = 1_000
_WHY = later("You get this at most once a day, because you chose so.")
_CHOOSE = later("Choose what you are told of")
_STOP = later("No more e-mails")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Claim:
    """What one digest is made of, marked as sent: by its time it is unmarked again."""

    email: str
    rows: list[NotificationRow]
    at: datetime
    before: datetime


def send_digests() -> int:
    """Send a digest to everybody for whom one is due; returns how many were sent."""
    sent = 0
    for user_id in _due():
        with speaking(language_of_user(user_id)):
            claim = _claim(user_id)
            mail = to_mail(user_id, claim.email, claim.rows) if claim else None
        if claim is None or mail is None:
            continue
        try:
            ports.in_use().mailer.send(mail)
        except MailNotSent as error:
            log.warning("digests wait until the mail server takes them: %s", error.__cause__)
            _release(user_id, claim)
            return sent
        sent += 1
    return sent


def to_mail(user_id: UserId, email: str, rows: Sequence[NotificationRow]) -> ports.Mail:
    """The mail that lists these notifications."""
    site = ports.in_use().site.url
    lines = [(row.text, site + row.href if row.href else site) for row in rows[:MOST_LINES]]
    rest = len(rows) - len(lines)
    more = t("… and {rest} more", rest=rest) if rest > 0 else ""
    unsubscribe = unsubscribe_link(user_id)
    choices = site + routes.SETTINGS
    subject = rows[0].text if len(rows) == 1 else t("{count} things happened on MelodyMaker", count=len(rows))
    return ports.Mail(
        to=email,
        subject=subject[:150],
        text="\n\n".join(
            filter(None, (*(f"{text}\n{link}" for text, link in lines), more, _foot(choices, unsubscribe)))
        ),
        html=_html(lines, more, choices, unsubscribe),
        unsubscribe=unsubscribe,
    )


def _due() -> Sequence[UserId]:
    """Those who chose e-mails and were sent none for a day."""
    lately = select(Digest.user_id).where(col(Digest.sent_at) > now() - EVERY)
    wanting = (
        select(NotificationChoice.user_id)
        .join(User, col(User.id) == col(NotificationChoice.user_id))
        .where(col(NotificationChoice.by_mail), visible(), col(NotificationChoice.user_id).not_in(lately))
        .where(
            select(Notification.id)
            .where(
                Notification.user_id == NotificationChoice.user_id,
                Notification.kind == NotificationChoice.kind,
                col(Notification.read_at).is_(None),
                col(Notification.mailed_at).is_(None),
            )
            .exists()
        )
    )
    with db.read() as session:
        return [UserId(user_id) for user_id in session.exec(wanting.distinct().limit(_AT_ONCE))]


def _claim(user_id: UserId) -> _Claim | None:
    """Mark what the person's digest is made of; None where another worker was faster, or nothing is left to say."""
    at = now()
    with db.transaction() as session:
        db.insert_new(session, Digest(user_id=user_id, sent_at=_NEVER))
        digest = session.exec(select(Digest).where(Digest.user_id == user_id).with_for_update()).one()
        before = digest.sent_at
        rows = _unmailed(session, user_id)
        if before > at - EVERY or not rows:
            return None
        marked = sa.update(Notification).where(col(Notification.id).in_([row.id for row in rows]))
        session.exec(marked.values(mailed_at=at))
        digest.sent_at = at
        email = session.get_one(User, user_id).email
    return _Claim(email, rows, at, before)


def _unmailed(session: Session, user_id: UserId) -> list[NotificationRow]:
    chosen = sa.select(col(NotificationChoice.kind)).where(
        col(NotificationChoice.user_id) == user_id, col(NotificationChoice.by_mail)
    )
    unread = visible_notifications(user_id).where(
        col(Notification.read_at).is_(None),
        col(Notification.mailed_at).is_(None),
        col(Notification.kind).in_(chosen),
    )
    newest = unread.order_by(col(Notification.updated_at).desc(), col(Notification.id).desc()).limit(500)
    return [to_notification_row(row) for row in session.connection().execute(newest)]


def _release(user_id: UserId, claim: _Claim) -> None:
    with db.transaction() as session:
        marked = sa.update(Notification).where(
            col(Notification.user_id) == user_id, col(Notification.mailed_at) == claim.at
        )
        session.exec(marked.values(mailed_at=None))
        session.exec(sa.update(Digest).where(col(Digest.user_id) == user_id).values(sent_at=claim.before))


def _foot(choices: str, unsubscribe: str) -> str:
    return f"{t(_WHY)}\n{t(_CHOOSE)}: {choices}\n{t(_STOP)}: {unsubscribe}"


def _html(lines: Sequence[tuple[str, str]], more: str, choices: str, unsubscribe: str) -> str:
    items = "".join(f'<p><a href="{escape(link)}">{escape(text)}</a></p>' for text, link in lines)
    return (
        f'<div style="max-width:34em;font:16px/1.5 sans-serif">{items}{f"<p>{escape(more)}</p>" if more else ""}'
        f'<p style="color:#777;font-size:13px">{escape(t(_WHY))} '
        f'<a href="{escape(choices)}">{escape(t(_CHOOSE))}</a> · '
        f'<a href="{escape(unsubscribe)}">{escape(t(_STOP))}</a></p></div>'
    )

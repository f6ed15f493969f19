"""Asking for one's account to be deleted, and keeping it after all."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.credentials import check_password
from melodymaker.accounts.links import forget_links
from melodymaker.accounts.mails import plain_mail, send_after_commit
from melodymaker.accounts.sessions import Visitor, announce_sessions, end_other_sessions
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.generation.outcomes import cancel_request
from melodymaker.i18n import current, t
from melodymaker.i18n.messages import date_text
from melodymaker.songs.remix_counts import count_remixes_by
from melodymaker.types import PENDING, Change, GenerationId, Kind, LinkPurpose, UserId, person_topic, user_topic

UNDO = timedelta(days=14)


def ask_deletion(actor: UserId, password: str, visitor: Visitor) -> str:
    """Have the actor's account deleted in 14 days; returns the day, as people write it.

    Until then nobody sees anything of it, and signing in offers to keep it. All sessions end. Raises InvalidInput and
    TooManyAttempts.
    """
    check_password(actor, password, visitor, "delete_password")
    at = now() + UNDO
    day = date_text(at, current().code)
    _cancel_requests(actor)
    with db.transaction() as session:
        user = session.get_one(User, actor, with_for_update=True)
        user.delete_at = at
        _show_songs(session, user)
        forget_links(session, actor, *LinkPurpose)
        end_other_sessions(session, actor)
        send_after_commit(session, _mail(user, day))
        _announce(session, actor)
    return day


def keep_account(actor: UserId) -> None:
    """Keep the actor's account after all, with everything as it was; one that was not to go stays as it is."""
    with db.transaction() as session:
        user = session.get_one(User, actor, with_for_update=True)
        user.delete_at = None
        _show_songs(session, user)
        _announce(session, actor)


def _show_songs(session: Session, user: User) -> None:
    """Hide or show what is public of the person, as their account now is."""
    hidden = user.suspended_at is not None or user.delete_at is not None
    session.flush()
    session.exec(sa.update(Song).where(col(Song.user_id) == user.id).values(owner_suspended=hidden))
    count_remixes_by(session, user.id)


def _cancel_requests(actor: UserId) -> None:
    pending = select(Generation.id).where(Generation.user_id == actor, col(Generation.status).in_(PENDING))
    with db.read() as session:
        waiting = session.exec(pending).all()
    for generation_id in waiting:
        cancel_request(actor, GenerationId(generation_id))


def _mail(user: User, day: str) -> ports.Mail:
    return plain_mail(
        user.email,
        t("Your MelodyMaker account goes on {day}", day=day),
        t(
            "Hello {name}, your account and everything in it will be deleted on {day}. Nobody sees it any more.",
            name=user.name,
            day=day,
        ),
        t("To keep it, sign in before that day: {url}", url=ports.in_use().site.url),
    )


def _announce(session: Session, actor: UserId) -> None:
    announce_sessions(session, actor)
    publish = ports.in_use().live.publish
    db.after_commit(session, lambda: publish(Change(Kind.PERSON, actor), user_topic(actor), person_topic(actor)))

"""What people report."""

from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.people import is_visible_to
from melodymaker.db.models import Comment, Report, User, get_or_none, now
from melodymaker.db.text import cleaned, length_error
from melodymaker.errors import InvalidInput, NotFound, TooManyAttempts
from melodymaker.i18n import later, t
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import Change, Kind, Reason, Reported, SongId, UserId, admin_topic

MAX_TEXT = 500
RATE = "20/hour"
TOO_MANY = later("You have reported 20 things within an hour, which is the most. Try again later.")


def report(actor: UserId, kind: Reported, target_id: str, reason: Reason, text: str = "") -> None:
    """Report something that the actor can see; reporting it again changes the report.

    Raises NotFound, InvalidInput for the text, and TooManyAttempts.
    """
    text = cleaned(text)
    if error := length_error(text, MAX_TEXT):
        raise InvalidInput({"text": error})
    if not ports.in_use().limits.allow(RATE, "report", actor):
        raise TooManyAttempts(TOO_MANY)
    with db.transaction() as session:
        _check_visible(session, actor, kind, target_id)
        db.insert_new(session, Report(reporter_id=actor, kind=kind, target_id=target_id, reason=reason))
        mine = (
            col(Report.reporter_id) == actor,
            col(Report.kind) == kind,
            col(Report.target_id) == target_id,
            col(Report.closed_at).is_(None),
        )
        entry = session.exec(select(Report).where(*mine)).one()
        entry.reason = reason
        entry.text = text
        entry.at = now()
    ports.in_use().live.publish(Change(Kind.REPORT, target_id), admin_topic())


def _check_visible(session: Session, actor: UserId, kind: Reported, target_id: str) -> None:
    """Raise NotFound unless the actor can see what they report, and it is not their own."""
    if kind == Reported.SONG:
        owner = get_playable_song(session, actor, SongId(target_id)).user_id
    elif kind == Reported.COMMENT:
        comment = get_or_none(session, Comment, target_id)
        if comment is None or comment.deleted_at is not None:
            raise NotFound
        get_playable_song(session, actor, SongId(comment.song_id))
        owner = comment.user_id
    else:
        user = get_or_none(session, User, target_id)
        if user is None or not is_visible_to(actor, user):
            raise NotFound
        owner = user.id
    if owner == actor:
        raise InvalidInput({"text": t("This is your own. You can change or delete it yourself.")})

"""What admins do. Each change writes the log in the same transaction."""

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker import db, ports
from melodymaker.accounts.permissions import require_admin
from melodymaker.comments.changes import announce_comments
from melodymaker.comments.service import remove_comment
from melodymaker.db.models import AdminAction, Comment, Report, Song, User, get_or_none, now
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.generation.announcements import announce
from melodymaker.generation.outcomes import retry_failed
from melodymaker.i18n import t
from melodymaker.songs.announcements import announce_removal
from melodymaker.songs.remix_counts import count_remix, count_remixes_by
from melodymaker.types import (
    Change,
    CommentId,
    GenerationId,
    Kind,
    Reported,
    SongId,
    UserId,
    admin_topic,
    person_topic,
    song_topic,
    user_topic,
)

_LONGEST_NAME = 160
# Of so many comments the pages are told at once that their author is suspended; others see it when they are read again.
_MOST_TOLD = 200


def hide_song(actor: UserId, song_id: SongId, *, hidden: bool) -> str:
    """Hide a song from all but its owner, or restore it; returns its title.

    Raises NotFound, as all of these do for whoever is no admin.
    """
    with db.transaction() as session:
        require_admin(session, actor)
        song = _song(session, song_id)
        song.hidden_at = (song.hidden_at or now()) if hidden else None
        count_remix(session, song)
        _log(session, actor, "hide song" if hidden else "restore song", song.id, song.title)
        _close(session, Reported.SONG, song.id)
    announce_removal(song)
    _announce()
    return song.title


def feature_song(actor: UserId, song_id: SongId, *, featured: bool) -> str:
    """Put a song on the first page, or take it away; returns its title.

    Raises NotFound, and InvalidInput for a song that not everybody may hear.
    """
    with db.transaction() as session:
        require_admin(session, actor)
        song = _song(session, song_id)
        if featured and song.listed_at is None:
            raise InvalidInput({"song": t("Only a song that everybody may hear can be featured.")})
        song.featured_at = (song.featured_at or now()) if featured else None
        _log(session, actor, "feature song" if featured else "unfeature song", song.id, song.title)
    announce_removal(song)
    return song.title


def hide_comment(actor: UserId, comment_id: CommentId) -> None:
    """Remove somebody's comment; raises NotFound."""
    with db.transaction() as session:
        require_admin(session, actor)
        song, text = remove_comment(session, actor, comment_id)
        _log(session, actor, "remove comment", comment_id, text)
        _close(session, Reported.COMMENT, comment_id)
    announce_comments(song)
    _announce()


def suspend_person(actor: UserId, person: UserId, *, suspended: bool) -> str:
    """Suspend somebody, who then creates, posts and follows nothing and whose songs are hidden; or restore them.

    Returns their name. Raises NotFound, and InvalidInput for oneself and for other admins.
    """
    with db.transaction() as session:
        require_admin(session, actor)
        user = get_or_none(session, User, person, lock=True)
        if user is None:
            raise NotFound
        if user.admin:
            raise InvalidInput({"person": t("Admins cannot be suspended. Make them no admin first, at the server.")})
        user.suspended_at = (user.suspended_at or now()) if suspended else None
        songs = sa.update(Song).where(col(Song.user_id) == user.id)
        session.exec(songs.values(owner_suspended=suspended or user.delete_at is not None))
        count_remixes_by(session, user.id)
        _log(
            session, actor, "suspend person" if suspended else "restore person", user.id, f"{user.name} @{user.handle}"
        )
        _close(session, Reported.PERSON, user.id)
        commented = _commented_lately(session, person)
    topics = (user_topic(person), person_topic(person), *map(song_topic, commented))
    ports.in_use().live.publish(Change(Kind.PERSON, person), *topics)
    _announce()
    return user.name


def dismiss_reports(actor: UserId, kind: Reported, target_id: str) -> None:
    """Close the open reports of a thing and leave it as it is; raises NotFound."""
    with db.transaction() as session:
        require_admin(session, actor)
        if not _close(session, kind, target_id):
            raise NotFound
        _log(session, actor, "dismiss reports", target_id, kind.value)
    _announce()


def retry_generation(actor: UserId, generation_id: GenerationId) -> None:
    """Let a failed request be tried again; raises NotFound, and AlreadyOver for one that has not failed."""
    with db.transaction() as session:
        require_admin(session, actor)
        generation = retry_failed(session, generation_id)
        _log(session, actor, "retry request", generation_id, generation.title or generation.description)
    announce(generation)
    ports.in_use().queue.enqueue()
    _announce()


def _song(session: Session, song_id: SongId) -> Song:
    song = get_or_none(session, Song, song_id, lock=True)
    if song is None or song.deleted_at is not None:
        raise NotFound
    return song


def _commented_lately(session: Session, person: UserId) -> set[SongId]:
    """The songs of somebody's newest comments, which open pages may show."""
    newest = sa.select(col(Comment.song_id)).where(col(Comment.user_id) == person)
    rows = session.connection().execute(newest.order_by(col(Comment.created_at).desc()).limit(_MOST_TOLD))
    return set(map(SongId, rows.scalars()))


def _close(session: Session, kind: Reported, target_id: str) -> int:
    """Close the open reports of a thing; returns how many there were."""
    open_ones = (col(Report.kind) == kind, col(Report.target_id) == target_id, col(Report.closed_at).is_(None))
    return session.exec(sa.update(Report).where(*open_ones).values(closed_at=now())).rowcount


def _log(session: Session, actor: UserId, action: str, target_id: str, about: str) -> None:
    session.add(AdminAction(admin_id=actor, action=action, target_id=target_id, about=about[:_LONGEST_NAME]))


def _announce() -> None:
    ports.in_use().live.publish(Change(Kind.REPORT, ""), admin_topic())

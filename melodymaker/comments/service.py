"""Writing comments and replies, changing and deleting them."""

import math
import re
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import refuse_banned_words
from melodymaker.accounts.blocks import refuse_blocked
from melodymaker.accounts.permissions import require_account
from melodymaker.comments.changes import announce_comments, count_comment, tell, uncount_comment, untell
from melodymaker.db.models import Comment, Song, get_or_none, is_id, now
from melodymaker.db.text import cleaned, length_error, one_line
from melodymaker.errors import InvalidInput, NotFound, TooManyAttempts
from melodymaker.i18n import later, t
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import MAX_COMMENT, CommentId, SongId, UserId

RATE = "10/minute"
TOO_MANY = later(
    "You have written ten comments within a minute, which is the most. Try again in a minute; your text stays."
)
MAX_REPLIES = 100
PURGE_AFTER = timedelta(days=1)
_EMPTY_LINES = re.compile(r"\n\s*\n")


def write_comment(actor: UserId, song_id: SongId, text: str, at_seconds: float | None = None) -> CommentId:
    """Write a comment about a song that the actor may hear, or with `at_seconds` about that position in it.

    Raises NotFound, InvalidInput for the text, NotWelcome where the song's owner has blocked the actor, Suspended, and
    TooManyAttempts.
    """
    text = _checked(text)
    _check_rate(actor)
    with db.transaction() as session:
        song = _open_song(session, actor, song_id)
        comment = Comment(song_id=song.id, user_id=actor, text=text, at_seconds=_position(song, at_seconds))
        _add(session, song, comment, None)
    announce_comments(song)
    return CommentId(comment.id)


def write_reply(actor: UserId, parent_id: CommentId, text: str) -> CommentId:
    """Reply to a comment; raises as `write_comment` does, and InvalidInput where there are 100 replies already."""
    text = _checked(text)
    _check_rate(actor)
    with db.transaction() as session:
        song = _open_song(session, actor, _place(session, parent_id)[0])
        parent = _get(session, parent_id)
        if parent.parent_id is not None or parent.deleted_at is not None:
            raise NotFound
        refuse_blocked(session, UserId(parent.user_id), actor)
        if parent.replies >= MAX_REPLIES:
            raise InvalidInput({"comment": t("This comment has {most} replies, which is the most.", most=MAX_REPLIES)})
        reply = Comment(song_id=song.id, user_id=actor, text=text, parent_id=parent.id)
        _add(session, song, reply, parent)
    announce_comments(song)
    return CommentId(reply.id)


def edit_comment(actor: UserId, comment_id: CommentId, text: str) -> None:
    """Give one of the actor's comments another text; raises NotFound, InvalidInput, Suspended and TooManyAttempts."""
    text = _checked(text)
    _check_rate(actor)
    with db.transaction() as session:
        comment = _get(session, comment_id)
        if comment.user_id != actor or comment.deleted_at is not None:
            raise NotFound
        song = _open_song(session, actor, SongId(comment.song_id), lock=False)
        if text != comment.text:
            comment.text = text
            comment.edited_at = now()
    announce_comments(song)


def delete_comment(actor: UserId, comment_id: CommentId) -> None:
    """Delete a comment: one's own, or whichever under one's own song. Its replies stay. Raises NotFound.

    It can be restored by whoever deleted it until it is purged.
    """
    with db.transaction() as session:
        song, comment, parent = _locked(session, comment_id)
        if comment.deleted_at is not None or actor not in {comment.user_id, song.user_id}:
            raise NotFound
        _delete(session, actor, song, comment, parent)
    announce_comments(song)


def remove_comment(session: Session, admin: UserId, comment_id: CommentId) -> tuple[Song, str]:
    """Delete anybody's comment for an admin, whose right the caller has checked and who tells open tabs of it.

    Returns its song and its text; raises NotFound.
    """
    song, comment, parent = _locked(session, comment_id)
    if comment.deleted_at is not None:
        raise NotFound
    _delete(session, admin, song, comment, parent)
    return song, comment.text


def _delete(session: Session, actor: UserId, song: Song, comment: Comment, parent: Comment | None) -> None:
    comment.deleted_at = now()
    comment.removed_by = None if actor == comment.user_id else actor
    uncount_comment(session, song, comment, parent)
    untell(session, song, comment, parent)


def restore_comment(actor: UserId, comment_id: CommentId) -> None:
    """Bring a comment back that the actor has deleted; raises NotFound for any other, and once it is purged."""
    with db.transaction() as session:
        song, comment, parent = _locked(session, comment_id)
        if comment.deleted_at is None or actor != (comment.removed_by or comment.user_id):
            raise NotFound
        comment.deleted_at = None
        comment.removed_by = None
        count_comment(session, song, comment, parent)
        tell(session, song, comment, parent)
    announce_comments(song)


def purge_deleted_comments() -> int:
    """Remove comments deleted over a day ago, and the text of those that have replies; returns how many."""
    old = col(Comment.deleted_at) < now() - PURGE_AFTER
    with db.transaction() as session:
        some = select(Comment.id).where(old, Comment.replies == 0).limit(500)
        removed = session.exec(sa.delete(Comment).where(col(Comment.id).in_(some))).rowcount
        kept = sa.update(Comment).where(old, col(Comment.replies) > 0, col(Comment.text) != "")
        return removed + session.exec(kept.values(text="")).rowcount


def remove_comments_of(session: Session, person: UserId) -> None:
    """Remove for good what somebody whose account goes has written, with the replies to it."""
    mine = select(Comment.id).where(Comment.user_id == person)
    replies = select(Comment.id).where(col(Comment.parent_id).in_(mine), Comment.user_id != person)
    which = sa.or_(col(Comment.id).in_(mine), col(Comment.id).in_(replies))
    songs = session.exec(select(Comment.song_id).where(which).distinct().order_by(col(Comment.song_id))).all()
    for song_id in songs:
        song = session.get_one(Song, song_id, with_for_update=True)
        # The replies first, while what they reply to is there.
        ordered = select(Comment).where(which, Comment.song_id == song_id).order_by(col(Comment.parent_id).is_(None))
        for comment in session.exec(ordered).all():
            parent = session.get(Comment, comment.parent_id, with_for_update=True) if comment.parent_id else None
            if comment.deleted_at is None:
                uncount_comment(session, song, comment, parent)
                untell(session, song, comment, parent)
            session.delete(comment)
            session.flush()
        db.after_commit(session, partial(announce_comments, song))


def _checked(text: str) -> str:
    text = _EMPTY_LINES.sub("\n\n", cleaned(text))
    if not one_line(text):
        raise InvalidInput({"comment": t("Write something first.")})
    if error := length_error(text, MAX_COMMENT):
        raise InvalidInput({"comment": error})
    refuse_banned_words(comment=text)
    return text


def _check_rate(actor: UserId) -> None:
    if not ports.in_use().limits.allow(RATE, "comment", actor):
        raise TooManyAttempts(TOO_MANY)


def _open_song(session: Session, actor: UserId, song_id: SongId, *, lock: bool = True) -> Song:
    """The song, if the actor may hear it and is welcome; locked, so that its count changes with its comments."""
    require_account(session, actor)
    song = get_playable_song(session, actor, song_id, lock=lock)
    refuse_blocked(session, UserId(song.user_id), actor)
    return song


def _position(song: Song, at_seconds: float | None) -> float | None:
    if at_seconds is None or not math.isfinite(at_seconds):
        return None
    return round(min(max(at_seconds, 0.0), song.duration), 1)


def _add(session: Session, song: Song, comment: Comment, parent: Comment | None) -> None:
    session.add(comment)
    count_comment(session, song, comment, parent)
    session.flush()
    tell(session, song, comment, parent)


def _get(session: Session, comment_id: str) -> Comment:
    """The comment, locked; nothing of it may have been read before, because that would not be read again."""
    comment = get_or_none(session, Comment, comment_id, lock=True)
    if comment is None:
        raise NotFound
    return comment


def _place(session: Session, comment_id: CommentId) -> tuple[SongId, CommentId | None]:
    """The song that a comment is about, and the comment that it replies to; these never change."""
    columns = select(Comment.song_id, Comment.parent_id).where(Comment.id == comment_id)
    found = session.exec(columns).first() if is_id(comment_id) else None
    if found is None:
        raise NotFound
    return SongId(found[0]), CommentId(found[1]) if found[1] else None


def _locked(session: Session, comment_id: CommentId) -> tuple[Song, Comment, Comment | None]:
    """A comment with its song and the comment it replies to, locked in the order in which all lock them."""
    song_id, parent_id = _place(session, comment_id)
    song = get_or_none(session, Song, song_id, lock=True)
    if song is None:
        raise NotFound
    parent = _get(session, parent_id) if parent_id else None
    return song, _get(session, comment_id), parent

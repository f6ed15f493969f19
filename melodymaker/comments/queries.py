"""Reads of comments, as rows ready to draw."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from melodymaker import db
from melodymaker.accounts.blocks import not_blocked_by
from melodymaker.accounts.people import NO_PERSON, PersonRow, avatar_of, visible
from melodymaker.db.models import Comment, Song, User, columns_of, is_id
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.songs.permissions import playable_by
from melodymaker.types import SongId, UserId

THREADS_A_PAGE = 20
MOST_MARKS = 60
_EXCERPT = 120

_NEWEST_FIRST = Order(col(Comment.created_at), col(Comment.id))
_COLUMNS = (
    *columns_of(Comment, "id", "parent_id", "user_id", "at_seconds", "text", "created_at"),
    col(Comment.edited_at).is_not(None).label("edited"),
    col(Comment.deleted_at).is_not(None).label("deleted"),
    *columns_of(User, "name", "handle", "avatar"),
)


@dataclass(frozen=True)
class CommentRow:
    """One comment, as one viewer sees it.

    `time` is the position in the song that it is about, as in "1:12", or empty; `seconds` the same as a number. One
    that is deleted, or by somebody whom the viewer does not see, keeps its place for its replies: `gone` says so there.
    Who owns the song may remove it.
    """

    id: str
    author: PersonRow
    text: str
    at: str
    time: str
    seconds: float
    edited: bool
    gone: str
    own: bool
    removable: bool


@dataclass(frozen=True)
class Thread:
    """A comment and the replies to it, the oldest first."""

    comment: CommentRow
    replies: list[CommentRow]


@dataclass(frozen=True)
class Mark:
    """A comment at a position in the song: `percent` of the way, and what its dot says."""

    id: str
    seconds: float
    percent: float
    label: str


@dataclass(frozen=True)
class CommentsPage:
    """A song's newest comments, how many there are in all, the dots, and where the next page begins.

    Where all of them are there, `count` is of those that the viewer sees.
    """

    count: int
    threads: list[Thread]
    marks: list[Mark]
    cursor: Cursor | None


def comments_page(viewer: UserId | None, song_id: SongId) -> CommentsPage:
    """The comments of a song that the viewer may hear, without those of people whom they have blocked.

    Raises NotFound for any other song.
    """
    with db.read() as session:
        song = _song(session, viewer, song_id)
        threads, cursor = _threads(session, viewer, song, None)
        count = song.comments if cursor else count_in(threads)
        return CommentsPage(count, threads, _marks(session, viewer, song), cursor)


def count_in(threads: Iterable[Thread]) -> int:
    """How many comments and replies these threads hold."""
    return sum(len(thread.replies) + (not thread.comment.gone) for thread in threads)


def threads_of(viewer: UserId | None, song_id: SongId, after: Cursor) -> tuple[list[Thread], Cursor | None]:
    """The page of a song's comments that follows the cursor, and the cursor of the next one; raises NotFound."""
    with db.read() as session:
        return _threads(session, viewer, _song(session, viewer, song_id), after)


def clock(seconds: float) -> str:
    """Minutes and seconds of a position, as in 1:12."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _song(session: Session, viewer: UserId | None, song_id: SongId) -> sa.Row:
    """What comments need of their song; raises NotFound for one that the viewer may not hear."""
    columns = sa.select(col(Song.id), col(Song.user_id), col(Song.comments), col(Song.duration))
    one = columns.where(col(Song.id) == song_id, playable_by(viewer))
    song = session.connection().execute(one).first() if is_id(song_id) else None
    if song is None:
        raise NotFound
    return song


def _threads(
    session: Session, viewer: UserId | None, song: sa.Row, after: Cursor | None
) -> tuple[list[Thread], Cursor | None]:
    seen = _seen(viewer)
    first = sa.select(*_COLUMNS, seen.label("seen")).join(User, col(User.id) == Comment.user_id)
    shown = sa.or_(sa.and_(col(Comment.deleted_at).is_(None), seen), _has_replies(viewer))
    of_song = first.where(col(Comment.song_id) == song.id, col(Comment.parent_id).is_(None), shown)
    rows, cursor = read_page(session, of_song, _NEWEST_FIRST, THREADS_A_PAGE, after)
    replies = _readable(sa.select(*_COLUMNS, sa.true().label("seen")), viewer).where(
        col(Comment.parent_id).is_not(None),
        col(Comment.parent_id).in_([row.id for row in rows]),
        col(Comment.deleted_at).is_(None),
    )
    in_order = replies.order_by(col(Comment.parent_id), col(Comment.created_at), col(Comment.id))
    below = defaultdict(list)
    for reply in session.connection().execute(in_order) if rows else ():
        below[reply.parent_id].append(_row(reply, viewer, song))
    return [Thread(_row(row, viewer, song), below[row.id]) for row in rows], cursor


def _seen(viewer: UserId | None) -> sa.ColumnElement[bool]:
    """The condition that the viewer sees a comment's author: they are not suspended, nor blocked by the viewer."""
    return sa.and_(not_blocked_by(viewer, col(Comment.user_id)), visible())


def _readable(comments: sa.Select, viewer: UserId | None) -> sa.Select:
    """These comments with their authors, but for those whose author the viewer does not see."""
    return comments.join(User, col(User.id) == Comment.user_id).where(_seen(viewer))


def _has_replies(viewer: UserId | None) -> sa.ColumnElement[bool]:
    """The condition that the viewer sees a reply to a comment."""
    reply = aliased(Comment)
    below = sa.select(col(reply.id)).join(User, col(User.id) == col(reply.user_id))
    seen = below.where(
        col(reply.parent_id) == col(Comment.id),
        col(reply.deleted_at).is_(None),
        not_blocked_by(viewer, col(reply.user_id)),
        visible(),
    )
    return sa.and_(col(Comment.replies) > 0, seen.correlate(Comment).exists())


def _marks(session: Session, viewer: UserId | None, song: sa.Row) -> list[Mark]:
    text = sa.func.substr(col(Comment.text), 1, _EXCERPT + 1).label("text")
    columns = sa.select(col(Comment.id), col(Comment.at_seconds), text, col(User.name))
    timed = _readable(columns.select_from(Comment), viewer).where(
        col(Comment.song_id) == song.id, col(Comment.at_seconds).is_not(None), col(Comment.deleted_at).is_(None)
    )
    newest = session.connection().execute(timed.order_by(col(Comment.created_at).desc()).limit(MOST_MARKS))
    return sorted((_mark(row, song) for row in newest), key=lambda mark: mark.seconds)


def _mark(row: sa.Row, song: sa.Row) -> Mark:
    seconds = float(row.at_seconds or 0)
    line = " ".join(row.text.split())
    text = f"{line[:_EXCERPT]}…" if len(line) > _EXCERPT else line
    percent = 100 * seconds / song.duration if song.duration else 0.0
    label = t("{name} at {clock}: {text}", name=row.name, clock=clock(seconds), text=text)
    return Mark(row.id, seconds, round(min(percent, 100.0), 2), label)


def _row(row: sa.Row, viewer: UserId | None, song: sa.Row) -> CommentRow:
    gone = t("This comment was deleted.") if row.deleted else "" if row.seen else t("This comment is not shown.")
    own = row.user_id == viewer
    seconds = None if gone else row.at_seconds
    author = PersonRow(row.user_id, row.name, row.handle, avatar_of(row.handle, row.avatar))
    return CommentRow(
        id=row.id,
        author=NO_PERSON if gone else author,
        text="" if gone else row.text,
        at=row.created_at.isoformat(),
        time="" if seconds is None else clock(seconds),
        seconds=seconds or 0.0,
        edited=bool(row.edited),
        gone=gone,
        own=own and not gone,
        removable=viewer == song.user_id and not own and not gone,
    )

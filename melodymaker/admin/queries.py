"""Reads for the admins, as rows ready to draw."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker import db, routes
from melodymaker.accounts.permissions import require_admin
from melodymaker.db.models import AdminAction, Comment, Generation, Report, Song, User
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.db.search import matching
from melodymaker.i18n import translated
from melodymaker.i18n.sizes import size_text
from melodymaker.songs.queries import REQUEST, request_text
from melodymaker.types import Reported, Status, UserId

ROWS_A_PAGE = 30
_MOST_REPORTS = 500
_EXCERPT = 200
_NEWEST_ACTION = Order(col(AdminAction.at), col(AdminAction.id))
_NEWEST_FAILURE = Order(col(Generation.finished_at), col(Generation.id))


@dataclass(frozen=True)
class ReportRow:
    """All open reports of one thing. `address` leads to it, `about` names it; `author` is whose it is.

    `reasons` are values of Reason with how often each was given; `texts` what the reporters wrote.
    """

    kind: str
    target_id: str
    address: str
    about: str
    author: str
    author_handle: str
    count: int
    reasons: list[tuple[str, int]]
    texts: list[str]
    at: str
    gone: bool = False


@dataclass(frozen=True)
class FailureRow:
    """A request that failed: whose, for what, and why."""

    id: str
    person: str
    handle: str
    request: str
    reason: str
    at: str


@dataclass(frozen=True)
class PersonStanding:
    """A person as an admin sees them."""

    id: str
    name: str
    handle: str
    email: str
    songs: int
    stored: str
    admin: bool
    suspended: bool


@dataclass(frozen=True)
class ActionRow:
    """A line of the log. `hidden_song` is the song that was hidden by it and still is, or empty.

    `address` leads to what it was about, while that is there.
    """

    id: str
    admin: str
    action: str
    about: str
    at: str
    hidden_song: str = ""
    address: str = ""


def open_reports(actor: UserId) -> list[ReportRow]:
    """What was reported and not dealt with yet, the newest first; raises NotFound for others."""
    with db.read() as session:
        require_admin(session, actor)
        found = select(Report).where(col(Report.closed_at).is_(None)).order_by(col(Report.at).desc())
        groups: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
        for report in session.exec(found.limit(_MOST_REPORTS)):
            groups[report.kind, report.target_id].append(report)
        return [_report_row(session, *target, reports) for target, reports in groups.items()]


def failures(actor: UserId, after: Cursor | None = None) -> tuple[list[FailureRow], Cursor | None]:
    """A page of the requests that failed, the newest first; raises NotFound for others."""
    query = sa.select(*REQUEST, col(Generation.reason), col(Generation.finished_at), col(User.name), col(User.handle))
    query = query.join(User, col(User.id) == Generation.user_id).where(col(Generation.status) == Status.FAILED)
    with db.read() as session:
        require_admin(session, actor)
        rows, cursor = read_page(session, query, _NEWEST_FAILURE, ROWS_A_PAGE, after)
    return [
        FailureRow(
            row.id,
            row.name,
            row.handle,
            request_text(row)[:_EXCERPT],
            translated(row.reason),
            row.finished_at.isoformat(),
        )
        for row in rows
    ], cursor


def people(actor: UserId, text: str) -> list[PersonStanding]:
    """The people found by name, handle or email, or those who joined last; raises NotFound for others."""
    songs = sa.select(sa.func.count()).where(col(Song.user_id) == User.id, col(Song.deleted_at).is_(None))
    query = sa.select(*sa.inspect(User).columns, songs.correlate(User).scalar_subquery().label("songs"))
    chosen = sa.select(col(User.id))
    with db.read() as session:
        require_admin(session, actor)
        found = matching(session.connection().dialect, User, text)
        if found is not None:
            chosen = chosen.where(sa.or_(found, col(User.email) == text.strip().lower()))
        # Chosen first, because the database counts songs before it sorts.
        query = query.where(col(User.id).in_(chosen.order_by(col(User.created_at).desc()).limit(ROWS_A_PAGE)))
        rows = session.connection().execute(query.order_by(col(User.created_at).desc())).all()
    return [
        PersonStanding(
            id=row.id,
            name=row.name,
            handle=row.handle,
            email=row.email,
            songs=row.songs,
            stored=size_text(row.stored_bytes),
            admin=row.admin,
            suspended=row.suspended_at is not None,
        )
        for row in rows
    ]


def actions(actor: UserId, after: Cursor | None = None) -> tuple[list[ActionRow], Cursor | None]:
    """A page of the log, the newest first; raises NotFound for others."""
    columns = [col(getattr(AdminAction, name)) for name in ("id", "action", "about", "at")]
    hidden = sa.select(col(Song.id)).where(
        col(AdminAction.action) == "hide song",
        col(Song.id) == AdminAction.target_id,
        col(Song.hidden_at).is_not(None),
        col(Song.deleted_at).is_(None),
    )
    songs = hidden.correlate(AdminAction).scalar_subquery().label("hidden_song")
    query = sa.select(*columns, songs, *_targets(), col(User.name))
    query = query.join(User, col(User.id) == AdminAction.admin_id, isouter=True)
    with db.read() as session:
        require_admin(session, actor)
        rows, cursor = read_page(session, query, _NEWEST_ACTION, ROWS_A_PAGE, after)
    return [
        ActionRow(
            row.id, row.name or "", row.action, row.about, row.at.isoformat(), row.hidden_song or "", _address(row)
        )
        for row in rows
    ], cursor


def _targets() -> Iterator[sa.Label]:
    """What an action's id belongs to: a song, a comment's song, or a person's handle."""
    person = aliased(User)
    of = AdminAction.target_id
    song = sa.select(col(Song.id)).where(col(Song.id) == of, col(Song.deleted_at).is_(None))
    comment = sa.select(col(Comment.song_id)).where(col(Comment.id) == of)
    handle = sa.select(col(person.handle)).where(col(person.id) == of)
    for name, found in (("song", song), ("commented", comment), ("handle", handle)):
        yield found.correlate(AdminAction).scalar_subquery().label(name)


def _address(row: sa.Row) -> str:
    song = row.song or row.commented
    return routes.song(song) if song else routes.profile(row.handle) if row.handle else ""


def _report_row(session: Session, kind: str, target_id: str, reports: list[Report]) -> ReportRow:
    reasons: defaultdict[str, int] = defaultdict(int)
    for report in reports:
        reasons[report.reason] += 1
    about, address, owner_id = _target(session, kind, target_id)
    owner = session.get(User, owner_id) if owner_id else None
    return ReportRow(
        kind=kind,
        target_id=target_id,
        address=address,
        about=about,
        author=owner.name if owner else "",
        author_handle=owner.handle if owner else "",
        count=len(reports),
        reasons=sorted(reasons.items(), key=lambda pair: -pair[1]),
        texts=[report.text for report in reports if report.text],
        at=reports[0].at.isoformat(),
        gone=owner is None,
    )


def _target(session: Session, kind: str, target_id: str) -> tuple[str, str, str]:
    """What a reported thing is called, its address, and whose it is; empty for what is gone."""
    if kind == Reported.SONG:
        song = session.get(Song, target_id)
        return (song.title, routes.song(song.id), song.user_id) if song and not song.deleted_at else ("", "", "")
    if kind == Reported.COMMENT:
        comment = session.get(Comment, target_id)
        if comment is None or comment.deleted_at:
            return "", "", ""
        return comment.text[:_EXCERPT], routes.song(comment.song_id), comment.user_id
    user = session.get(User, target_id)
    return (user.name, routes.profile(user.handle), user.id) if user else ("", "", "")

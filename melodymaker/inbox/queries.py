"""Reads of notifications, as rows ready to draw."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db, routes
from melodymaker.accounts.people import avatar_of
from melodymaker.db.models import Notification, NotificationChoice, Song, User
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.i18n import later, t
from melodymaker.songs.permissions import playable_by
from melodymaker.types import Notice, UserId

ROWS_A_PAGE = 20
MOST_COUNTED = 99

_NEWEST_FIRST = Order(col(Notification.updated_at), col(Notification.id))
_COLUMNS = (
    *(col(getattr(Notification, name)) for name in ("id", "kind", "song_id", "people", "updated_at", "read_at")),
    *(col(getattr(User, name)).label(f"actor_{name}") for name in ("name", "handle", "avatar")),
    col(Song.title),
    col(Song.take),
)
# What was done; the song's title is drawn by itself.
_WORDS = {
    Notice.READY: later("{title} is ready: two takes to hear"),
    Notice.FOLLOW: later("started following you"),
    Notice.LIKE: later("liked {title}"),
    Notice.COMMENT: later("commented on {title}"),
    Notice.REPLY: later("replied to your comment on {title}"),
    Notice.REMIX: later("made a remix of your song: {title}"),
}
_ABOUT_COMMENTS = {Notice.COMMENT, Notice.REPLY}


@dataclass(frozen=True)
class NotificationRow:
    """One line of the list: `who` did `what` to the `take` of the song `title`, or to both, then `rest`.

    `actor` is who did it last, with the picture `avatar`; `thumb` is the song's picture. `at` is ISO 8601; `href` is
    where it leads, if anywhere.
    """

    id: str
    kind: str
    who: str
    what: str
    title: str
    rest: str
    actor: str
    avatar: str
    thumb: str
    at: str
    href: str
    unread: bool
    take: str = ""

    @property
    def text(self) -> str:
        """The whole line as plain text."""
        title = t("“{title}”", title=self.title) if self.title else ""
        return " ".join(filter(None, (self.who, self.what, title, self.rest)))


def notifications_of(user_id: UserId, after: Cursor | None = None) -> tuple[list[NotificationRow], Cursor | None]:
    """A page of what a person is notified of, the newest first, and the cursor of the next page.

    What is about a song that they may not hear any more is left out, and so are the kinds that they do not want.
    """
    with db.read() as session:
        rows, cursor = read_page(session, select_notifications(user_id), _NEWEST_FIRST, ROWS_A_PAGE, after)
    return [to_notification_row(row) for row in rows], cursor


def unread_count(user_id: UserId) -> int:
    """How many of those are unread; those beyond the hundredth are not counted."""
    unread = select_notifications(user_id).where(col(Notification.read_at).is_(None))
    some = unread.with_only_columns(sa.literal(1)).limit(MOST_COUNTED + 1).subquery()
    with db.read() as session:
        return session.connection().execute(sa.select(sa.func.count()).select_from(some)).scalar_one()


def select_notifications(user_id: UserId) -> sa.Select:
    """The columns that `to_notification_row` needs of what the person sees in the app."""
    hidden = sa.select(col(NotificationChoice.kind)).where(
        col(NotificationChoice.user_id) == user_id, ~col(NotificationChoice.in_app)
    )
    return visible_notifications(user_id).where(col(Notification.kind).not_in(hidden))


def visible_notifications(user_id: UserId) -> sa.Select:
    """The same, of all kinds."""
    return (
        sa.select(*_COLUMNS)
        .select_from(Notification)
        .join(User, col(User.id) == Notification.actor_id, isouter=True)
        .join(Song, col(Song.id) == Notification.song_id, isouter=True)
        .where(col(Notification.user_id) == user_id, sa.or_(col(Notification.song_id).is_(None), playable_by(user_id)))
    )


def to_notification_row(row: sa.Row) -> NotificationRow:
    """A notification of `select_notifications`, ready to draw."""
    what, _, rest = t(_WORDS[Notice(row.kind)]).partition("{title}")
    actor = row.actor_name or ""
    return NotificationRow(
        id=row.id,
        kind=row.kind,
        who=_people(actor, row.people),
        what=what.strip(),
        title=row.title or "",
        rest=rest.strip(),
        actor=actor,
        avatar=avatar_of(row.actor_handle or "", row.actor_avatar or ""),
        thumb=routes.media(row.song_id, "thumb") if row.song_id else "",
        at=row.updated_at.isoformat(),
        href=_address(row),
        unread=row.read_at is None,
        take=(row.take or "") if row.kind != Notice.READY else "",
    )


def _people(actor: str, people: int) -> str:
    if people <= 1:
        return actor
    return t("{actor} and {others, plural, one {# other} other {# others}}", actor=actor, others=people - 1)


def _address(row: sa.Row) -> str:
    if not row.song_id:
        return routes.profile(row.actor_handle) if row.actor_handle else ""
    return routes.song(row.song_id) + ("#comments" if row.kind in _ABOUT_COMMENTS else "")

"""Reads of what is public, for other programs."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db, routes
from melodymaker.accounts.handles import person_with
from melodymaker.accounts.people import is_visible_to, visible
from melodymaker.db.models import Playlist, Song, User
from melodymaker.errors import NotFound
from melodymaker.i18n import t

ENTRIES = 50
# The most that one file may list (sitemaps.org).
MOST_PAGES = 50_000


@dataclass(frozen=True)
class FeedEntry:
    """A song of a feed; `seconds` is its length, `about` its style."""

    id: str
    title: str
    artist: str
    handle: str
    about: str
    seconds: float
    published_at: datetime


@dataclass(frozen=True)
class Feed:
    """A feed's songs, the newest first; `address` is the page that it is of, without the site."""

    title: str
    address: str
    entries: list[FeedEntry]

    @property
    def updated_at(self) -> datetime:
        """When its newest song was published."""
        return max((entry.published_at for entry in self.entries), default=datetime(2026, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class PublicPage:
    """An address on this site, and when what it shows was last changed."""

    address: str
    changed_at: datetime


def newest_songs() -> Feed:
    """The songs that were published last."""
    return Feed(t("New on MelodyMaker"), routes.browse("new"), _entries())


def newest_songs_of(handle: str) -> Feed:
    """The songs that a person published last; raises NotFound."""
    with db.read() as session:
        user = person_with(session, handle)
        if not is_visible_to(None, user):
            raise NotFound
        name, current = user.name, user.handle
    return Feed(t("{name} on MelodyMaker", name=name), routes.profile(current), _entries(col(Song.user_id) == user.id))


def months() -> list[str]:
    """The months in which songs were published that everybody may hear, as in 2026-11."""
    with db.read() as session:
        first, last = session.exec(select(sa.func.min(Song.listed_at), sa.func.max(Song.listed_at))).one()
    if first is None or last is None:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def songs_of_month(month: str) -> list[PublicPage]:
    """The pages of the songs that were published in a month; raises NotFound for what is none."""
    try:
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError as error:
        raise NotFound from error
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    songs = select(Song.id, Song.listed_at).where(col(Song.listed_at) >= first, col(Song.listed_at) < after)
    with db.read() as session:
        found = session.exec(songs.order_by(col(Song.listed_at).desc()).limit(MOST_PAGES)).all()
    return [PublicPage(routes.song(key), at) for key, at in found if at]


def people_pages() -> list[PublicPage]:
    """The pages of people of whom there is something to hear, the most followed first."""
    listed = sa.select(sa.func.max(Song.listed_at)).where(col(Song.user_id) == User.id).correlate(User)
    people = sa.select(col(User.handle), listed.scalar_subquery().label("at")).where(visible())
    with db.read() as session:
        found = session.connection().execute(people.order_by(col(User.followers).desc()).limit(MOST_PAGES)).all()
    return [PublicPage(routes.profile(row.handle), row.at) for row in found if row.at]


def playlist_pages() -> list[PublicPage]:
    """The pages of public playlists, the last changed first."""
    public = (col(Playlist.public), col(Playlist.deleted_at).is_(None), visible())
    lists = select(Playlist.id, Playlist.updated_at).join(User, col(User.id) == Playlist.user_id).where(*public)
    with db.read() as session:
        found = session.exec(lists.order_by(col(Playlist.updated_at).desc()).limit(MOST_PAGES)).all()
    return [PublicPage(routes.playlist(key), at) for key, at in found]


def _entries(*conditions: sa.ColumnElement[bool]) -> list[FeedEntry]:
    columns = (Song.id, Song.title, User.name, User.handle, Song.style, Song.duration, Song.listed_at)
    songs = sa.select(*map(col, columns)).join(User, col(User.id) == Song.user_id)
    listed = songs.where(col(Song.listed_at).is_not(None), *conditions)
    with db.read() as session:
        rows = session.connection().execute(listed.order_by(col(Song.listed_at).desc()).limit(ENTRIES)).all()
    return [FeedEntry(*row) for row in rows]

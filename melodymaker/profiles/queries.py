"""Reads of profiles, as rows ready to draw."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, routes
from melodymaker.accounts.blocks import has_blocked
from melodymaker.accounts.handles import person_with
from melodymaker.accounts.people import NO_PERSON, PersonRow, is_visible_to, to_person_row
from melodymaker.accounts.permissions import is_admin
from melodymaker.db.models import Follow, Song, User
from melodymaker.db.pagination import Cursor, Order, cursor_of, read_page
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.songs.page_queries import Card
from melodymaker.songs.rows import SongRow, select_songs, to_song_row
from melodymaker.types import FileName, SongId, Status, UserId

SONGS_A_PAGE = 24
_NEWEST = Order(col(Song.listed_at), col(Song.id))
_NEWEST_OWN = Order(col(Song.created_at), col(Song.id))


@dataclass(frozen=True)
class LinkRow:
    """A link to another site: what is shown of it, and its address."""

    label: str
    address: str


@dataclass(frozen=True)
class ProfilePage:
    """A person's page, as one viewer sees it.

    `joined` is ISO 8601; `banner` is the address of the newest cover, or empty; songs and plays are counted over what
    everybody may hear.
    """

    person: PersonRow = NO_PERSON
    bio: str = ""
    links: tuple[LinkRow, ...] = ()
    joined: str = ""
    banner: str = ""
    songs: int = 0
    plays: int = 0
    followers: int = 0
    follows: int = 0
    own: bool = False
    following: bool = False
    blocked: bool = False
    suspended: bool = False


@dataclass(frozen=True)
class EditedProfile:
    """What a person can change about their page, as it is stored."""

    person: PersonRow
    bio: str
    links: str


NO_PROFILE = EditedProfile(NO_PERSON, "", "")


def own_profile(user_id: UserId) -> EditedProfile:
    """What the user can change about their page."""
    with db.read() as session:
        user = session.get_one(User, user_id)
        return EditedProfile(to_person_row(user), user.bio, user.links)


def profile_of(viewer: UserId | None, handle: str) -> ProfilePage:
    """The page of the person with this handle, or who had it until lately; raises NotFound.

    Of somebody who is suspended, an admin sees it.
    """
    with db.read() as session:
        user = person_with(session, handle)
        if not (is_visible_to(viewer, user) or (user.suspended_at and is_admin(session, viewer))):
            raise NotFound
        listed = (col(Song.user_id) == user.id, col(Song.listed_at).is_not(None))
        counts = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(Song.listens)), 0)).where(*listed)
        songs, plays = session.connection().execute(counts).one()
        newest = _newest_song(session, user.id)
        return ProfilePage(
            person=to_person_row(user),
            bio=user.bio,
            links=tuple(LinkRow(_label(line), line) for line in user.links.split("\n") if line),
            joined=user.created_at.isoformat(),
            banner=routes.media(newest, "thumb") if newest else "",
            songs=songs,
            plays=plays,
            followers=user.followers,
            follows=user.following,
            own=user.id == viewer,
            following=bool(viewer and session.get(Follow, (viewer, user.id))),
            blocked=bool(viewer and has_blocked(session, viewer, UserId(user.id))),
            suspended=user.suspended_at is not None,
        )


def songs_by(
    viewer: UserId | None, user_id: UserId, after: Cursor | None = None
) -> tuple[list[SongRow], Cursor | None]:
    """A page of a person's songs, the newest first, and the cursor of the next one: to others only what is listed."""
    with db.read() as session:
        query = select_songs(viewer).where(col(Song.user_id) == user_id, *_shown(viewer, user_id))
        rows, cursor = read_page(session, query, _order(viewer, user_id), SONGS_A_PAGE, after)
    return [to_song_row(row, viewer) for row in rows], cursor


def songs_by_after(viewer: UserId | None, handle: str, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page that follows one of the songs of the person with this handle; empty if it is not among them."""
    with db.read() as session:
        user_id = UserId(person_with(session, handle).id)
        shown = (col(Song.id) == song_id, col(Song.user_id) == user_id, *_shown(viewer, user_id))
        after = cursor_of(session, _order(viewer, user_id), *shown)
    return songs_by(viewer, user_id, after) if after else ([], None)


def profile_card(handle: str) -> Card:
    """The preview of a person's page where its link is pasted, with the newest cover; raises NotFound."""
    page = profile_of(None, handle)
    figures = t("{count, plural, one {# song} other {# songs}} on MelodyMaker", count=page.songs)
    about = " ".join(page.bio.split())[:200] or t("@{handle} · {figures}", handle=page.person.handle, figures=figures)
    with db.read() as session:
        newest = _newest_song(session, page.person.id)
    person = page.person
    return Card(f"{person.name} (@{person.handle})", about, newest, artist=person.name, handle=person.handle)


def picture_of(handle: str) -> FileName:
    """The storage name of a person's picture; raises NotFound."""
    with db.read() as session:
        user = person_with(session, handle)
        if not user.avatar:
            raise NotFound
        return FileName(user.avatar)


def user_id_of(handle: str) -> UserId | None:
    """Whose handle this is, or was until lately."""
    with db.read() as session:
        try:
            return UserId(person_with(session, handle).id)
        except NotFound:
            return None


def _newest_song(session: Session, user_id: str) -> str:
    listed = select(Song.id).where(col(Song.user_id) == user_id, col(Song.listed_at).is_not(None))
    return session.exec(listed.order_by(col(Song.listed_at).desc()).limit(1)).first() or ""


def _shown(viewer: UserId | None, user_id: UserId) -> tuple[sa.ColumnElement[bool], ...]:
    if viewer == user_id:
        return col(Song.status) == Status.READY, col(Song.deleted_at).is_(None)
    return (col(Song.listed_at).is_not(None),)


def _order(viewer: UserId | None, user_id: UserId) -> Order:
    return _NEWEST_OWN if viewer == user_id else _NEWEST


def _label(address: str) -> str:
    """An address without what all of them have."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")

"""A site on which every page has something to show, as an admin sees it who has published a pair there."""

import functools
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from playwright.sync_api import Browser, StorageState, expect
from sqlmodel import Session, col, select

from melodymaker import routes
from melodymaker.db.models import AdminAction, Comment, Follow, Playlist, PlaylistSong, Report, Song, User
from tests.browser.conftest import DESKTOP, make_songs, new_email, open_account
from tests.browser.server import Server

TEXTS = ("Qq 1", "Qq 2", "Qq 3", "Qq 4", "Qq 5")


@dataclass(frozen=True)
class WholeSite:
    """The admin's cookies, and the addresses of pages with something on them."""

    state: StorageState
    song: str
    profile: str
    playlist: str

    @property
    def pages(self) -> tuple[str, ...]:
        """All of them, and the admin's own."""
        tabs = ("reports", "people", "requests", "site", "log")
        return (self.song, self.profile, self.playlist, *(f"{routes.ADMIN}?tab={tab}" for tab in tabs))


@functools.cache
def open_whole_site(browser: Browser, server: Server) -> WholeSite:
    """The site, made once."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP)
    email = new_email()
    other = new_email()
    open_account(server, TEXTS[1], other)
    context.add_cookies([open_account(server, TEXTS[0], email)])
    page = context.new_page()
    page.goto(routes.CREATE)
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    make_songs(page)
    song_id = page.get_by_role("article").first.get_attribute("data-song") or ""
    state = context.storage_state()
    context.close()
    engine = sa.create_engine(f"sqlite:///{server.data_dir / 'melodymaker.sqlite'}")
    with Session(engine) as session, session.begin():
        admin = session.exec(select(User).where(User.email == email)).one()
        follower = session.exec(select(User).where(User.email == other)).one()
        admin.admin = True
        admin.bio = TEXTS[2]
        song = session.exec(select(Song).where(col(Song.id) == song_id)).one()
        song.published_at = datetime.now(UTC)
        playlist = Playlist(user_id=admin.id, title=TEXTS[3], description=TEXTS[2], public=True)
        session.add(playlist)
        session.flush()
        comment = Comment(song_id=song.id, user_id=follower.id, text=TEXTS[4], at_seconds=3.0)
        session.add(comment)
        session.flush()
        session.add_all(
            [
                PlaylistSong(playlist_id=playlist.id, song_id=song.id, position=1),
                Follow(follower_id=follower.id, followed_id=admin.id),
                Comment(song_id=song.id, user_id=admin.id, text=TEXTS[4], parent_id=comment.id),
                *(
                    Report(reporter_id=follower.id, kind=kind, target_id=target, reason="spam", text=TEXTS[4])
                    for kind, target in (("song", song.id), ("comment", comment.id), ("person", admin.id))
                ),
                *(
                    AdminAction(admin_id=admin.id, action=action, target_id=song.id, about=TEXTS[4])
                    for action in ("hide song", "restore song", "feature song")
                ),
            ]
        )
        site = WholeSite(state, routes.song(song.id), routes.profile(admin.handle), routes.playlist(playlist.id))
    engine.dispose()
    return site

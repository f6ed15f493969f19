"""The app: its pages, its HTTP routes, and what runs as long as it does."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import cast

import reflex as rx
from reflex_components_core.base.app_wrap import AppWrap

from melodymaker import bootstrap, routes
from melodymaker.accounts.components import account_menu
from melodymaker.accounts.page import sign_in_page, sign_up_page
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.state import AccountState, AuthFormState
from melodymaker.accounts.tab_state import TabState
from melodymaker.api import http_routes
from melodymaker.comments.components import comment_marks, comments_section
from melodymaker.comments.state import CommentsState
from melodymaker.comments.writing_state import WritingState
from melodymaker.create.feed_state import FeedState
from melodymaker.create.page import create_page
from melodymaker.create.preset_state import PresetState
from melodymaker.create.queue_state import QueueState
from melodymaker.create.state import CreateState
from melodymaker.db import in_thread
from melodymaker.discover.page import home_page
from melodymaker.discover.search_page import search_page
from melodymaker.discover.search_state import SearchState
from melodymaker.discover.shelf_page import shelf_page
from melodymaker.discover.state import DiscoverState, ShelfState
from melodymaker.errors import MelodyError, NotSignedIn
from melodymaker.inbox.components import bell
from melodymaker.inbox.state import InboxState
from melodymaker.library.components import dialogs, song_actions, song_items, song_page_actions, song_page_items
from melodymaker.library.page import library_page
from melodymaker.library.state import LibraryState
from melodymaker.likes.state import LikeState
from melodymaker.player.components import player_bar
from melodymaker.playlists.components import sidebar_playlists
from melodymaker.playlists.page import playlist_page
from melodymaker.playlists.state import PlaylistState, SidebarState
from melodymaker.profiles.page import profile_page
from melodymaker.profiles.state import ProfileState
from melodymaker.remixes.tree_state import RemixTreeState
from melodymaker.remixes.tree_view import remixes_region
from melodymaker.settings import load_settings
from melodymaker.songs.listen_state import ListenState
from melodymaker.songs.page import song_page
from melodymaker.songs.state import SongPageState
from melodymaker.ui import theme
from melodymaker.ui.buttons import link_button
from melodymaker.ui.commands import commands, toast_error
from melodymaker.ui.layout import frame
from melodymaker.ui.messages import empty_state, toaster
from melodymaker.ui.trouble import connection_banner, error_boundary
from melodymaker.web import live_updates, logs
from melodymaker.web.connections import use_sessions
from melodymaker.web.live_updates import LiveState
from melodymaker.web.security_headers import SecurityHeaders
from melodymaker.web.socket_limits import SocketLimits
from tasks import worker
from tasks.queue import open_queue

log = logging.getLogger(__name__)

NAME = "MelodyMaker"


@dataclass(frozen=True)
class Page:
    """One page of the site. `framed` pages stand between the sidebar and the player; `live` states follow changes."""

    route: str
    title: str | rx.Var[str]
    draw: Callable[[], rx.Component]
    on_load: tuple = ()
    live: tuple[type[LiveState], ...] = ()
    framed: bool = True


PAGES = (
    Page(
        routes.HOME,
        NAME,
        lambda: home_page(song_items),
        (DiscoverState.load_discover,),
        (DiscoverState,),
    ),
    Page(
        routes.BROWSE,
        ShelfState.heading,
        lambda: shelf_page(song_items),
        (ShelfState.load_shelf,),
        (ShelfState,),
    ),
    Page(
        routes.SEARCH,
        "Search",
        lambda: search_page(song_actions),
        (SearchState.load_search,),
        (SearchState,),
    ),
    Page(
        routes.PROFILE,
        ProfileState.heading,
        lambda: profile_page(song_actions, lambda _person: rx.fragment()),
        (ProfileState.load_profile,),
        (ProfileState,),
    ),
    Page(
        routes.CREATE,
        "Create",
        lambda: create_page(song_actions),
        (CreateState.load_composer, PresetState.load_presets, FeedState.load_pairs, QueueState.load_queue),
        (FeedState, QueueState),
    ),
    Page(routes.LIBRARY, "Library", library_page, (LibraryState.load_library,), (LibraryState,)),
    Page(
        routes.SONG,
        SongPageState.heading,
        lambda: song_page(
            song_page_actions,
            song_page_items,
            comment_marks,
            lambda song: rx.fragment(remixes_region(song), comments_section(song)),
        ),
        (
            SongPageState.load_song,
            RemixTreeState.load_tree,
            CommentsState.load_comments,
            WritingState.load_writing,
        ),
        (SongPageState, RemixTreeState, CommentsState),
    ),
    Page(
        routes.PLAYLIST,
        PlaylistState.heading,
        lambda: playlist_page(song_actions),
        (PlaylistState.load_playlist,),
        (PlaylistState,),
    ),
    Page(routes.SIGN_IN, "Sign in", sign_in_page, (AuthFormState.load_sign_in,), framed=False),
    Page(routes.SIGN_UP, "Sign up", sign_up_page, (AuthFormState.load_sign_up,), framed=False),
)


def not_found_page() -> rx.Component:
    """What an address that leads nowhere shows."""
    message = empty_state(
        "This page does not exist",
        "The address may be mistyped, or what it led to is gone.",
        link_button("Make a song", href=routes.CREATE, kind="primary"),
        link_button("Go to the front page", href=routes.HOME),
        icon="map-pin-off",
    )
    return rx.el.div(message, class_name="page page-centered")


NOT_FOUND = Page("404", "Not found", not_found_page)


def tell_user(exception: Exception) -> rx.event.EventSpec:
    """What a tab does when one of its events fails: say why, or ask for a sign-in."""
    if isinstance(exception, NotSignedIn):
        return cast("rx.event.EventSpec", AccountState.go_to_sign_in())
    if isinstance(exception, MelodyError):
        return toast_error(exception.message)
    log.error("an event handler raised", exc_info=exception)
    return toast_error("That was not done, because of an error on our side. Nothing was lost; please try again.")


@asynccontextmanager
async def services() -> AsyncIterator[None]:
    """The adapters and the embedded worker, for as long as the app runs."""
    settings = load_settings()
    queue = await in_thread(open_queue, settings)
    async with AsyncExitStack() as stack:
        await _enter(stack, bootstrap.started(settings, queue.make_next_songs))
        await _enter(stack, worker.embedded(settings, queue))
        yield


async def _enter(stack: AsyncExitStack, context: AbstractContextManager[object]) -> None:
    """Start something off the event loop, to be stopped off it when the stack ends."""
    await in_thread(context.__enter__)
    stack.push_async_callback(in_thread, context.__exit__, None, None, None)


async def _session_is_open(token: str) -> bool:
    return await in_thread(user_of_session, token) is not None


def _report_page(exception: Exception) -> None:
    log.error("a page failed: %s", logs.one_line(exception, 1_000))


def _framed(content: rx.Component, current: str) -> rx.Component:
    return frame(
        content, dialogs(), current=current, account=account_menu(), playlists=sidebar_playlists(), bell=bell()
    )


def _draw(page: Page) -> Callable[[], rx.Component]:
    """What draws a page, of no module of its own.

    Reflex writes all that a module's pages consist of into one file, which each of them loads. Of no module, every part
    becomes a file, and a page loads only its parts.
    """

    def draw() -> rx.Component:
        content = page.draw()
        return _framed(content, page.route if page is not NOT_FOUND else "") if page.framed else content

    draw.__module__ = ""
    return draw


def _on_load(page: Page) -> list:
    """What a page does when it is opened: it listens before it reads, so that no change is missed in between."""
    around = [SidebarState.load_sidebar, InboxState.load_inbox] if page.framed else []
    return [TabState.open_page(page.route), AccountState.load_account, *around, *page.on_load]


def _player() -> rx.Component:
    return player_bar(
        ListenState.count_listen, LikeState.set_like, owner=AccountState.user_id, known=AccountState.known
    )


def _title(page: Page) -> str | rx.Var[str]:
    return page.title if isinstance(page.title, rx.Var) or page.title == NAME else f"{page.title} · {NAME}"


logs.keep_secrets()
app = rx.App(
    stylesheets=theme.STYLESHEETS,
    head_components=theme.head_components(),
    toaster=toaster(),
    html_lang="en",
    backend_exception_handler=tell_user,
    frontend_exception_handler=_report_page,
    # The last one is the outermost.
    api_transformer=[http_routes(), SocketLimits, SecurityHeaders],
    extra_app_wraps={
        (2, "Commands"): lambda _stateful: commands(),
        # Reflex's own innermost wrap, so that the player stands after the page and outlives it.
        (0, "AppWrap"): lambda _stateful: rx.fragment(AppWrap.create(), _player()),
        # In the places of Reflex's own, which speak to developers.
        (5, "Overlay"): lambda _stateful: connection_banner(),
        (55, "ErrorBoundary"): lambda _stateful: error_boundary(),
    },
)
for page in (*PAGES, NOT_FOUND):
    app.add_page(
        _draw(page),
        route=page.route,
        title=_title(page),
        description="Say what you want to hear; two finished songs appear.",
        on_load=_on_load(page),
    )
app.register_lifespan_task(services)
use_sessions(app, _session_is_open)
live_updates.use(
    app, {page.route: (*page.live, SidebarState, InboxState) for page in (*PAGES, NOT_FOUND) if page.framed}
)

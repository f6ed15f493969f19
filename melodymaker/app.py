"""The app: its pages, its HTTP routes, and what runs as long as it does."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from typing import cast

import reflex as rx
from reflex.utils.exec import get_frontend_mount
from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles
from reflex_base.environment import environment
from reflex_components_core.base.app_wrap import AppWrap
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from melodymaker import bootstrap
from melodymaker.accounts.components import account_menu
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.state import AccountState
from melodymaker.accounts.tab_state import TabState
from melodymaker.accounts.verification_state import VerificationState
from melodymaker.api import http_routes
from melodymaker.api.mcp.endpoint import ENDPOINT
from melodymaker.create.outbox import outbox
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError, NeedsAccount, NotSignedIn, NotVerified
from melodymaker.i18n import later, marks, t
from melodymaker.inbox.components import bell
from melodymaker.inbox.state import InboxState
from melodymaker.library.components import dialogs
from melodymaker.library.playing_menu import playing_menu
from melodymaker.likes.state import LikeState
from melodymaker.pages import NAME, NOT_FOUND, PAGES, Page
from melodymaker.player.components import player_bar
from melodymaker.player.kept import play_kept
from melodymaker.playlists.components import sidebar_playlists
from melodymaker.playlists.state import SidebarState
from melodymaker.purchases.balance_state import BalanceState
from melodymaker.purchases.components import credits_item, credits_left
from melodymaker.settings import load_addresses, load_settings
from melodymaker.songs.listen_state import ListenState
from melodymaker.ui import theme
from melodymaker.ui.commands import commands, toast_error
from melodymaker.ui.layout import frame
from melodymaker.ui.messages import toaster
from melodymaker.ui.trouble import connection_banner, error_boundary
from melodymaker.web import built_pages, live_updates, log_lines, logs, shutdown
from melodymaker.web.connections import use_sessions
from melodymaker.web.language_pages import EventLanguage, LanguageFiles, LanguagePages
from melodymaker.web.request_ids import EventIds, RequestIds
from melodymaker.web.security_headers import SecurityHeaders
from melodymaker.web.socket_limits import SocketLimits
from melodymaker.web.traces import TracedRequests
from tasks import worker
from tasks.queue import open_queue

log = logging.getLogger(__name__)


def tell_user(exception: Exception) -> rx.event.EventSpec:
    """What a tab does when one of its events fails: say why, or ask for a sign-in."""
    if isinstance(exception, NotSignedIn):
        return cast("rx.event.EventSpec", AccountState.go_to_sign_in())
    if isinstance(exception, NotVerified):
        again = VerificationState.send_link_again()
        return toast_error(exception.message, button=t("Send the link again"), then=again)
    if isinstance(exception, NeedsAccount):
        return toast_error(exception.message, button=t("Create an account"), then=AccountState.go_to_sign_up())
    if isinstance(exception, MelodyError):
        return toast_error(exception.message)
    log.error("an event handler raised", exc_info=exception)
    return toast_error(t("That was not done, because of an error on our side. Nothing was lost; please try again."))


@asynccontextmanager
async def services() -> AsyncIterator[None]:
    """The adapters and the embedded worker, for as long as the app runs."""
    log_lines.set_up()  # here and not before: what serves the app has set up its own just now
    shutdown.watch()
    settings = load_settings()
    queue = await in_thread(open_queue, settings)
    async with AsyncExitStack() as stack:
        await _enter(stack, bootstrap.started(settings, queue.tasks))
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
        content,
        rx.fragment(dialogs(), outbox()),
        current=current,
        account=account_menu(credits_left(), credits_item()),
        playlists=sidebar_playlists(),
        bell=bell(),
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
    around = [SidebarState.load_sidebar, InboxState.load_inbox, BalanceState.load_balance] if page.framed else []
    return [TabState.open_page(page.route), AccountState.load_account, *around, *page.on_load]


def _player() -> rx.Component:
    return player_bar(
        playing_menu(),
        ListenState.count_listen,
        LikeState.set_like,
        owner=AccountState.user_id,
        known=AccountState.known,
    )


def _title(page: Page) -> str | rx.Var[str]:
    return (
        page.title
        if isinstance(page.title, rx.Var) or page.title == NAME
        else t("{title} · {name}", title=page.title, name=NAME)
    )


def _with_pages(api: ASGIApp) -> ASGIApp:
    """Let the process serve the built pages as well, in each language, as Reflex has it where it builds them itself."""
    routes = cast("Starlette", api).routes
    if environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.get():
        built_pages.note_served()
    elif load_addresses().serve_pages == "on":
        routes.append(get_frontend_mount(router=app.router))
    for route in routes:
        if isinstance(route, Mount) and isinstance(route.app, PrecompressedStaticFiles):
            route.app = LanguageFiles.of(route.app)
    return api


logs.keep_secrets()
app = rx.App(
    stylesheets=theme.STYLESHEETS,
    head_components=theme.head_components(),
    toaster=toaster(),
    html_lang=marks.page_language(),
    html_custom_attrs={"dir": marks.page_direction()},
    backend_exception_handler=tell_user,
    frontend_exception_handler=_report_page,
    # The last one is the outermost.
    api_transformer=[
        _with_pages,
        http_routes(),
        SocketLimits,
        LanguagePages,
        SecurityHeaders,
        TracedRequests,
        RequestIds,
    ],
    extra_app_wraps={
        (2, "Commands"): lambda _stateful: commands(),
        # Reflex's own innermost wrap, so that the player stands after the page and outlives it.
        (0, "AppWrap"): lambda _stateful: rx.fragment(AppWrap.create(), _player()),
        # In the places of Reflex's own, which speak to developers.
        (5, "Overlay"): lambda _stateful: connection_banner(load_addresses().origins, play_kept()),
        (55, "ErrorBoundary"): lambda _stateful: error_boundary(),
    },
)
for page in (*PAGES, NOT_FOUND):
    app.add_page(
        _draw(page),
        route=page.route,
        title=_title(page),
        description=later("Say what you want to hear; two finished songs appear."),
        image=f"{load_addresses().url}/icon-512.png",  # of a link that is shared
        on_load=_on_load(page),
    )
app.register_lifespan_task(services)
app.register_lifespan_task(ENDPOINT.running)
app.add_middleware(EventIds())
app.add_middleware(EventLanguage())
use_sessions(app, _session_is_open)
live_updates.use(
    app,
    {page.route: (*page.live, SidebarState, InboxState, BalanceState) for page in (*PAGES, NOT_FOUND) if page.framed},
)

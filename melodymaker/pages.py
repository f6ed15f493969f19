"""The pages of the site: where each is, how it is drawn, and what it reads when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.components import invitation
from melodymaker.accounts.link_pages import confirm_page, forgot_page, reset_page
from melodymaker.accounts.link_state import LinkPageState
from melodymaker.accounts.page import sign_in_page, sign_up_page
from melodymaker.accounts.passkey_settings import passkey_settings
from melodymaker.accounts.settings_page import settings_page
from melodymaker.accounts.sign_in_settings import SESSIONS, SIGN_IN, session_settings, sign_in_settings
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.accounts.state import AuthFormState
from melodymaker.admin.components import admin_person_items
from melodymaker.admin.page import admin_page
from melodymaker.admin.state import AdminState
from melodymaker.api_keys.components import key_settings
from melodymaker.api_keys.state import KeysState
from melodymaker.comments.components import comment_marks, comments_section, comments_seen
from melodymaker.comments.queries import CommentRow
from melodymaker.comments.state import CommentsState
from melodymaker.comments.writing_state import WritingState
from melodymaker.create.feed_state import FeedState
from melodymaker.create.page import create_page
from melodymaker.create.preset_state import PresetState
from melodymaker.create.state import CreateState
from melodymaker.deletion.components import DELETE, delete_settings
from melodymaker.deletion.page import keep_page
from melodymaker.discover.page import home_page
from melodymaker.discover.search_page import search_page
from melodymaker.discover.search_state import SearchState
from melodymaker.discover.shelf_page import shelf_page
from melodymaker.discover.state import DiscoverState, ShelfState
from melodymaker.exports.components import EXPORT, export_settings
from melodymaker.follows.blocked_state import BlockedState
from melodymaker.follows.blocking import BLOCKED, block_item, blocked_settings
from melodymaker.i18n import t
from melodymaker.inbox.choices_state import ChoicesState
from melodymaker.inbox.settings_section import notification_settings
from melodymaker.library.components import song_actions, song_items, song_page_actions, song_page_items
from melodymaker.library.page import library_page
from melodymaker.library.state import LibraryState
from melodymaker.player.settings_section import PLAYBACK, playback_settings
from melodymaker.playlists.page import playlist_page
from melodymaker.playlists.state import PlaylistState
from melodymaker.profiles.edit import profile_settings
from melodymaker.profiles.edit_state import EditProfileState
from melodymaker.profiles.page import profile_page
from melodymaker.profiles.queries import ProfilePage
from melodymaker.profiles.state import ProfileState
from melodymaker.purchases.page import credits_page
from melodymaker.purchases.state import CreditsState
from melodymaker.remixes.tree_state import RemixTreeState
from melodymaker.remixes.tree_view import remixes_region
from melodymaker.reports.components import report_item
from melodymaker.songs.page import song_page
from melodymaker.songs.state import SongPageState
from melodymaker.stats.components import song_stats
from melodymaker.stats.page import stats_page
from melodymaker.stats.song_state import SongStatsState
from melodymaker.stats.state import StatsState
from melodymaker.types import Reported
from melodymaker.ui.buttons import link_button
from melodymaker.ui.messages import page_message
from melodymaker.ui.theme import APPEARANCE, appearance_settings
from melodymaker.web.live_updates import LiveState
from melodymaker.webhooks.components import webhook_settings
from melodymaker.webhooks.state import WebhooksState

NAME = "MelodyMaker"


def _person_items(page: ProfilePage) -> rx.Component:
    """What can be done about a person, in the menu on their page."""
    person = page.person
    return rx.fragment(
        report_item(Reported.PERSON, person.id, person.name),
        block_item(person.id, person.name, page.blocked),
        admin_person_items(person.id, page.suspended),
    )


def _comment_items(comment: CommentRow) -> rx.Component:
    """What can be done about somebody's comment, in its menu."""
    author = comment.author
    return rx.fragment(
        report_item(Reported.COMMENT, comment.id, author.name),
        block_item(author.id, author.name),
    )


def _settings() -> rx.Component:
    """The settings, each by the title that the index has."""
    sections = {
        t("Profile"): profile_settings(),
        SIGN_IN: sign_in_settings(passkey_settings()),
        SESSIONS: session_settings(),
        t("Notifications"): notification_settings(),
        PLAYBACK: playback_settings(),
        APPEARANCE: appearance_settings(),
        t("Keys"): key_settings(),
        t("Webhooks"): webhook_settings(),
        BLOCKED: blocked_settings(),
        EXPORT: export_settings(),
        DELETE: delete_settings(),
    }
    return settings_page(sections)


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
        t("Search"),
        lambda: search_page(song_actions),
        (SearchState.load_search,),
        (SearchState,),
    ),
    Page(
        routes.PROFILE,
        ProfileState.heading,
        lambda: profile_page(song_actions, _person_items),
        (ProfileState.load_profile,),
        (ProfileState,),
    ),
    Page(
        routes.CREATE,
        t("Create"),
        lambda: create_page(song_actions),
        (CreateState.load_composer, PresetState.load_presets, FeedState.load_pairs),
        (FeedState,),
    ),
    Page(
        routes.CREDITS,
        t("Credits"),
        credits_page,
        (CreditsState.load_credits, CreditsState.load_packs, CreditsState.load_payment),
        (CreditsState,),
    ),
    Page(routes.LIBRARY, t("Library"), library_page, (LibraryState.load_library,), (LibraryState,)),
    Page(
        routes.SONG,
        SongPageState.heading,
        lambda: song_page(
            song_page_actions,
            song_page_items,
            comment_marks,
            lambda song: rx.fragment(
                invitation(), remixes_region(song), song_stats(song), comments_section(song, _comment_items)
            ),
            comments_seen,
        ),
        (
            SongPageState.load_song,
            RemixTreeState.load_tree,
            CommentsState.load_comments,
            WritingState.load_writing,
            SongStatsState.load_song_stats,
        ),
        (SongPageState, RemixTreeState, CommentsState, SongStatsState),
    ),
    Page(
        routes.PLAYLIST,
        PlaylistState.heading,
        lambda: playlist_page(song_actions),
        (PlaylistState.load_playlist,),
        (PlaylistState,),
    ),
    Page(
        routes.SETTINGS,
        t("Settings"),
        _settings,
        (
            SignInState.load_sign_in,
            EditProfileState.load_edit,
            ChoicesState.load_choices,
            KeysState.load_keys,
            WebhooksState.load_webhooks,
            BlockedState.load_blocked,
        ),
        (SignInState, WebhooksState),
    ),
    Page(routes.STATS, t("Stats"), stats_page, (StatsState.load_stats,), (StatsState,)),
    Page(routes.ADMIN, t("Admin"), admin_page, (AdminState.load_admin,), (AdminState,)),
    Page(routes.SIGN_IN, t("Sign in"), sign_in_page, (AuthFormState.load_sign_in,), framed=False),
    Page(routes.SIGN_UP, t("Sign up"), sign_up_page, (AuthFormState.load_sign_up,), framed=False),
    Page(routes.FORGOT, t("Forgot your password?"), forgot_page, (LinkPageState.load_forgot,), framed=False),
    Page(routes.RESET, t("Set a new password"), reset_page, (LinkPageState.load_reset,), framed=False),
    Page(routes.CONFIRM, t("Confirm your email"), confirm_page, (LinkPageState.load_confirm,), framed=False),
    Page(routes.KEEP, t("Keep your account?"), keep_page, (SignInState.load_sign_in,), framed=False),
)


def not_found_page() -> rx.Component:
    """What an address that leads nowhere shows."""
    return page_message(
        t("This page does not exist"),
        t("The address may be mistyped, or what it led to is gone."),
        link_button(t("Make a song"), href=routes.CREATE, kind="primary"),
        link_button(t("Go to the front page"), href=routes.HOME),
        icon="map-pin-off",
    )


NOT_FOUND = Page("404", t("Not found"), not_found_page)

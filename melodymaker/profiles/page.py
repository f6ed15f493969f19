"""A person's page."""

from collections.abc import Callable

import reflex as rx

from melodymaker import routes
from melodymaker.create.feed_state import FeedState
from melodymaker.follows.components import follow_button, person_row
from melodymaker.i18n import t
from melodymaker.playlists.components import playlist_tile
from melodymaker.profiles.queries import LinkRow, ProfilePage
from melodymaker.profiles.state import ProfileState
from melodymaker.songs.components import Slot, song_row, track_list
from melodymaker.songs.queries import ProgressRow
from melodymaker.ui.buttons import icon_button, link_button, quiet_button
from melodymaker.ui.controls import tab_panel, tabs
from melodymaker.ui.labels import avatar
from melodymaker.ui.messages import empty_state, note, skeleton_rows
from melodymaker.ui.overlays import menu
from melodymaker.ui.share import share_button
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

_TABS = (
    ("songs", t("Songs")),
    ("playlists", t("Playlists")),
    ("followers", t("Followers")),
    ("following", t("Following")),
)
_NO_PROGRESS = ProgressRow("", 0, "")
# What people link to says nothing about this site, and learns nothing of who came from it.
_ELSEWHERE = "nofollow noopener noreferrer ugc"
PersonSlot = Callable[[ProfilePage], rx.Component]


def profile_page(actions: Slot, menu_items: PersonSlot) -> rx.Component:
    """A person: who they are, and under tabs their songs, playlists, followers and whom they follow.

    `actions` stand at each song's end; `menu_items` are what can be done about another person, such as a report.
    """
    gone = empty_state(
        t("Profile not found"),
        t("There is no profile at this address, or its owner is not on MelodyMaker any more."),
        link_button(t("Discover songs"), href=routes.HOME, kind="solid"),
        icon="user-round-x",
    )
    shown = rx.cond(ProfileState.found, rx.fragment(_head(menu_items), _lists(actions)), gone)
    return rx.el.div(rx.cond(ProfileState.loaded, shown, skeleton_rows(6)), class_name="page")


def _head(menu_items: PersonSlot) -> rx.Component:
    page = ProfileState.page
    own = rx.fragment(
        link_button(t("Edit profile"), href=routes.SETTINGS),
        share_button(page.person.name),
    )
    others = rx.fragment(
        rx.cond(~page.blocked, follow_button(page.person.id, page.person.name, page.following)),
        share_button(page.person.name),
        menu(icon_button("ellipsis", t("More"), raised=True), menu_items(page)),
    )
    return rx.el.header(
        rx.el.div(
            rx.cond(page.banner, rx.el.img(src=page.banner, alt="")),
            class_name="profile-banner",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            avatar(page.person.name, page.person.avatar),
            rx.el.div(
                rx.el.h1(page.person.name, dir="auto"),
                rx.el.p("@", page.person.handle, class_name="profile-handle"),
                class_name="profile-name",
            ),
            rx.el.div(rx.cond(page.own, own, others), class_name="actions"),
            class_name="profile-line",
        ),
        rx.cond(page.suspended, note(_suspended(page), bad=True)),
        rx.cond(
            page.blocked, note(t("You have blocked this person: they cannot follow you or comment on your songs."))
        ),
        rx.cond(page.bio, rx.el.p(page.bio, class_name="profile-bio", dir="auto")),
        rx.el.ul(
            _figure(
                page.songs,
                rx.cond(
                    page.own,
                    formatted("{count, plural, one {published song} other {published songs}}", count=page.songs),
                    formatted("{count, plural, one {song} other {songs}}", count=page.songs),
                ),
            ),
            _figure(page.plays, formatted("{count, plural, one {play} other {plays}}", count=page.plays)),
            _figure(
                page.followers, formatted("{count, plural, one {follower} other {followers}}", count=page.followers)
            ),
            _figure(page.follows, t("following")),
            rx.foreach(page.links, _link),
            class_name="profile-figures",
        ),
        class_name="profile-head",
    )


def _suspended(page: ProfilePage) -> rx.Var[str]:
    return rx.cond(
        page.own,
        t("Your account is suspended: only you and the admins see this page."),
        t("This person is suspended: only they and the admins see this page."),
    )


def _figure(number: rx.Var[int] | int, noun: rx.Var[str] | str) -> rx.Component:
    return rx.el.li(rx.el.strong(number), " ", noun)


def _link(row: LinkRow) -> rx.Component:
    return rx.el.li(
        rx.icon("link", size=14),
        rx.el.a(
            row.label, href=row.address, target="_blank", rel="nofollow noopener noreferrer ugc", class_name="link"
        ),
    )


def _lists(actions: Slot) -> rx.Component:
    state = ProfileState
    return rx.fragment(
        tabs("profile", t("Profile"), _TABS, state.tab, state.set_tab, line=True),
        tab_panel(
            rx.fragment(
                rx.match(
                    state.tab,
                    ("playlists", _playlists()),
                    ("followers", _people(t("Nobody follows yet"), t("Followers are listed here."))),
                    (
                        "following",
                        _people(t("Follows nobody yet"), t("The people they follow are listed here.")),
                    ),
                    _songs(actions),
                )
            ),
            name="profile",
            value=state.tab,
        ),
    )


def _songs(actions: Slot) -> rx.Component:
    state = ProfileState
    rows = rx.foreach(
        state.songs,
        lambda song: song_row(song, _NO_PROGRESS, FeedState.cancel_request, actions, rx.el.h2, marks_private=True),
    )
    own = empty_state(
        t("No songs yet"),
        t("Make one: two takes are ready in a moment. Others see here what you publish."),
        link_button(t("Make a song"), href=routes.CREATE, kind="primary"),
    )
    others = empty_state(t("No songs yet"), t("Published songs are listed here."), icon="music")
    return rx.cond(
        count(state.songs) > 0,
        rx.fragment(track_list(rows, more=state.more_tracks), _more()),
        rx.cond(state.page.own, own, others),
    )


def _playlists() -> rx.Component:
    rows = ProfileState.playlists
    return rx.cond(
        count(rows) > 0,
        rx.el.div(rx.foreach(rows, playlist_tile), class_name="tiles"),
        empty_state(t("No public playlists"), t("Public playlists are listed here."), icon="list-music"),
    )


def _people(title: str, text: str) -> rx.Component:
    rows = ProfileState.people
    return rx.cond(
        count(rows) > 0,
        rx.fragment(rx.el.ul(rx.foreach(rows, person_row), class_name="people"), _more()),
        empty_state(title, text, icon="users-round"),
    )


def _more() -> rx.Component:
    button = quiet_button(t("Load more"), on_click=ProfileState.load_more)
    return rx.cond(ProfileState.more, rx.el.div(button, class_name="more"))

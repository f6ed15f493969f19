"""The library page: songs, favorites, playlists, and the history of requests."""

import reflex as rx

from melodymaker import routes
from melodymaker.downloads.state import DownloadState
from melodymaker.i18n import t
from melodymaker.library.components import history_row
from melodymaker.library.deleted import deleted_head, nothing_deleted
from melodymaker.library.song_list import song_list
from melodymaker.library.state import TABS, LibraryState
from melodymaker.playlists.components import playlist_tile
from melodymaker.playlists.dialog_states import EditState
from melodymaker.ui.address import query_value
from melodymaker.ui.buttons import icon_button, link_button, quiet_button, solid_button
from melodymaker.ui.controls import choice, radio_group, search_field, tab_panel, tabs
from melodymaker.ui.filters import filters
from melodymaker.ui.messages import empty_state, skeleton_rows
from melodymaker.ui.vars import count, text_for

_TABS = (("songs", t("Songs")), ("favorites", t("Favorites")), ("playlists", t("Playlists")), ("history", t("History")))
_STATUSES = (("", t("Any status")), ("ready", t("Ready")), ("pending", t("In progress")), ("failed", t("Failed")))
_KINDS = (
    ("", t("Any kind")),
    ("instrumental", t("Instrumental")),
    ("remix", t("Remixes")),
    ("published", t("Published")),
)
_SORTS = (
    ("newest", t("Newest first")),
    ("oldest", t("Oldest first")),
    ("title", t("By title")),
    ("played", t("Most played")),
    ("longest", t("Longest")),
)
_VIEWS = (("list", t("List")), ("grid", t("Grid")))


def library_page() -> rx.Component:
    """All that is one's own, under four tabs."""
    state = LibraryState
    # The address changes at once, and the rows when the server has read them.
    tab = text_for(query_value("tab"), ((name, name) for name in TABS), "songs")
    under = rx.cond(tab == "deleted", "songs", tab)
    turn = lambda chosen: rx.redirect(  # noqa: E731 - Reflex reads its argument's name
        f"{routes.LIBRARY}?tab={chosen}{rx.cond(state.view == 'grid', '&view=grid', '')}"
    )
    return rx.el.div(
        rx.el.div(
            rx.el.h1(t("Library")),
            rx.cond(
                (state.tab == "songs") | (state.tab == "favorites"),
                search_field(t("Search your songs"), state.search, state.set_search),
            ),
            class_name="page-head",
        ),
        tabs("library", t("Library"), _TABS, under, turn, line=True),
        tab_panel(
            rx.cond(
                state.loaded & (state.tab == tab),
                rx.match(
                    state.tab,
                    ("favorites", rx.fragment(_counted(), _list(_no_favorites()))),
                    ("playlists", _playlists()),
                    ("history", _history()),
                    ("deleted", rx.fragment(deleted_head(state.total), _counted(), _list(nothing_deleted()))),
                    # There is nothing to choose from in an empty library.
                    rx.fragment(
                        rx.cond((state.total > 0) | state.narrowed, _tools()),
                        _counted(*_whole_library()),
                        _list(_no_songs()),
                    ),
                ),
                skeleton_rows(6),
            ),
            name="library",
            value=under,
        ),
        class_name="page",
    )


def _tools() -> rx.Component:
    state = LibraryState
    categories = rx.fragment(rx.el.option(t("Any category"), value=""), rx.foreach(state.categories, _category))
    chosen = rx.el.div(
        rx.el.span(state.selected_text, role="status"),
        quiet_button(t("Select all"), on_click=state.select_all),
        _on_selected(t("Add to playlist"), "list-plus", state.add_selected),
        _on_selected(t("Publish"), "globe", state.publish_selected(True)),  # noqa: FBT003
        _on_selected(t("Unpublish"), "lock", state.publish_selected(False)),  # noqa: FBT003
        _on_selected(t("Download"), "download", state.download_selected),
        _on_selected(t("Delete"), "trash-2", state.delete_selected),
        solid_button(t("Done"), on_click=state.set_selecting(False)),
        class_name="library-tools",
        role="toolbar",
        custom_attrs={"aria-label": t("Selected songs")},
    )
    offered = rx.el.div(
        filters(
            t("What is shown"),
            choice(t("Status"), _STATUSES, state.status, state.set_status),
            choice(t("Kind"), _KINDS, state.kind, state.set_kind),
            rx.cond(
                (count(state.categories) > 0) | (state.category != ""),
                choice(t("Category"), categories, state.category, state.set_category),
            ),
            choice(t("Sort"), _SORTS, state.sort, state.set_sort),
            narrowed=(state.status != "") | (state.kind != "") | (state.category != ""),
        ),
        radio_group("view", t("View"), _VIEWS, state.view, state.set_view),
        quiet_button(t("Select"), on_click=state.set_selecting(True), disabled=state.total == 0),
        class_name="library-tools",
    )
    return rx.cond(state.selecting, chosen, offered)


def _counted(*buttons: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(LibraryState.counted, role="status"),
        rx.el.div(*buttons, class_name="actions"),
        class_name="library-count",
    )


def _whole_library() -> tuple[rx.Component, ...]:
    return (
        icon_button("download", t("Download your whole library"), on_click=DownloadState.open_library),
        icon_button("trash-2", t("Recently deleted"), on_click=rx.redirect(f"{routes.LIBRARY}?tab=deleted")),
    )


def _on_selected(label: str, icon: str, act: rx.event.EventType[()]) -> rx.Component:
    none = LibraryState.selected_count == 0
    return quiet_button(rx.icon(icon, size=16), label, on_click=act, disabled=none)


def _category(name: str) -> rx.Component:
    return rx.el.option(name, value=name)


def _list(nothing: rx.Component) -> rx.Component:
    return rx.cond(LibraryState.total > 0, song_list(), nothing)


def _more() -> rx.Component:
    button = quiet_button(t("Load more"), on_click=LibraryState.load_more)
    return rx.cond(LibraryState.more, rx.el.div(button, class_name="more"))


def _playlists() -> rx.Component:
    new = solid_button(rx.icon("plus", size=18), t("New playlist"), on_click=EditState.open_new)
    return rx.cond(
        count(LibraryState.playlists) > 0,
        rx.fragment(
            rx.el.div(new, class_name="library-tools"),
            rx.el.div(rx.foreach(LibraryState.playlists, playlist_tile), class_name="tiles"),
        ),
        empty_state(
            t("No playlists yet"), t("Put songs together for a mood, a drive, a friend."), new, icon="list-music"
        ),
    )


def _history() -> rx.Component:
    return rx.cond(
        count(LibraryState.history) > 0,
        rx.fragment(
            rx.el.ol(rx.foreach(LibraryState.history, history_row), class_name="history"),
            _more(),
        ),
        empty_state(
            t("Nothing asked for yet"),
            t("Every request is kept here with its settings."),
            link_button(t("Describe your first song"), href=routes.CREATE, kind="primary"),
            icon="history",
        ),
    )


def _no_songs() -> rx.Component:
    return rx.cond(
        LibraryState.narrowed,
        _nothing_found(t("No songs match. Try other words, or show all.")),
        empty_state(
            t("Nothing here yet"),
            t("Every song you make is kept here."),
            link_button(t("Describe your first song"), href=routes.CREATE, kind="primary"),
            icon="library",
        ),
    )


def _no_favorites() -> rx.Component:
    return rx.cond(
        LibraryState.narrowed,
        _nothing_found(t("None of your favorites fits.")),
        empty_state(
            t("No favorites yet"),
            t("Choose “Add to favorites” in a song’s menu. Only you see what is here."),
            link_button(t("Go to your songs"), href=routes.LIBRARY, kind="solid"),
            icon="star",
        ),
    )


def _nothing_found(words: str) -> rx.Component:
    return empty_state(
        t("Nothing found"), words, quiet_button(t("Show all"), on_click=LibraryState.show_all), icon="search-x"
    )

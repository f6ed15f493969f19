"""The library page."""

import reflex as rx

from melodymaker import routes
from melodymaker.library.state import LibraryState
from melodymaker.songs.parts import song_dialogs, song_menu, song_row, track_list
from melodymaker.songs.state import FeedState
from melodymaker.ui.buttons import link_button, quiet_button
from melodymaker.ui.controls import radio_group, search_field
from melodymaker.ui.messages import empty_state, skeleton_rows

_FILTERS = (("", "All"), ("ready", "Ready"), ("pending", "In the making"), ("failed", "Failed"))


def library_page() -> rx.Component:
    """All of one's songs, newest first."""
    return rx.el.div(
        rx.el.div(
            rx.el.h1("Library"),
            rx.el.div(
                search_field("Search your songs", LibraryState.words, LibraryState.set_words),
                radio_group("status", "Show", _FILTERS, LibraryState.status, LibraryState.set_status),
                class_name="actions",
            ),
            class_name="page-head",
        ),
        rx.cond(
            LibraryState.loaded,
            rx.cond(LibraryState.songs.length() > 0, _songs(), _nothing()),
            skeleton_rows(6),
        ),
        song_dialogs(),
        class_name="page",
    )


def _songs() -> rx.Component:
    return rx.fragment(
        track_list(
            rx.foreach(
                LibraryState.songs,
                lambda song: song_row(
                    song, LibraryState.progress[song.generation_id], FeedState.cancel_request, song_menu, rx.el.h2
                ),
            ),
        ),
        rx.cond(
            LibraryState.more,
            rx.el.div(quiet_button("Load more", on_click=LibraryState.load_more_songs), class_name="more"),
        ),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        (LibraryState.status == "") & (LibraryState.words == ""),
        empty_state(
            "Nothing here yet",
            "Every song you make is kept here.",
            link_button("Describe your first song", href=routes.CREATE, kind="primary"),
            icon="library",
        ),
        empty_state("Nothing found", "None of your songs fits. Try other words, or show all.", icon="search-x"),
    )

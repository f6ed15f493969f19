"""One shelf, or one category, as a page."""

import reflex as rx

from melodymaker import routes
from melodymaker.discover.components import song_tile
from melodymaker.discover.state import ShelfState
from melodymaker.i18n import t
from melodymaker.songs.components import Slot, track_list
from melodymaker.ui.buttons import link_button, quiet_button
from melodymaker.ui.messages import empty_state, skeleton_tiles
from melodymaker.ui.vars import count


def shelf_page(actions: Slot) -> rx.Component:
    """All songs of a shelf; `actions` stand at each song's end."""
    state = ShelfState
    gone = empty_state(
        t("This shelf is not here"),
        t("There may be no song of this kind, or you have to sign in to see it."),
        link_button(t("Discover songs"), href=routes.HOME, kind="solid"),
        icon="music",
    )
    empty = empty_state(
        t("Nothing here yet"),
        t("Songs appear here as they are published."),
        link_button(t("Discover songs"), href=routes.HOME, kind="solid"),
        icon="music",
    )
    more = rx.el.div(quiet_button(t("Load more"), on_click=state.load_more), class_name="more")
    songs = rx.fragment(
        track_list(
            rx.foreach(state.songs, lambda song: song_tile(song, actions)), class_name="tiles", more=state.more_tracks
        ),
        rx.cond(state.more, more),
    )
    return rx.el.div(
        rx.cond(
            state.loaded,
            rx.cond(
                state.found,
                rx.fragment(
                    rx.el.div(rx.el.h1(state.title), class_name="page-head"),
                    rx.cond(count(state.songs) > 0, songs, empty),
                ),
                gone,
            ),
            skeleton_tiles(12),
        ),
        class_name="page",
    )

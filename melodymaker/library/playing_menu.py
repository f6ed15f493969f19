"""The menu of the song that plays, for the player that fills a phone's screen."""

import reflex as rx

from melodymaker import routes
from melodymaker.downloads.components import download_item
from melodymaker.i18n import t
from melodymaker.library.components import favorite_item, moderation_items
from melodymaker.library.playing_state import PlayingState
from melodymaker.player.store import player
from melodymaker.playlists.components import add_item
from melodymaker.remixes.components import remix_item
from melodymaker.songs.components import own_items
from melodymaker.ui.buttons import icon_button
from melodymaker.ui.overlays import menu, menu_item, menu_label


def playing_menu() -> rx.Component:
    """Return the menu; what it offers is read as it opens."""
    song = PlayingState.song
    items = rx.fragment(
        menu_item(
            t("Open"),
            "square-arrow-out-up-right",
            [player.leave_full(), rx.redirect(routes.song(song.id))],
        ),
        favorite_item(song),
        add_item(song),
        remix_item(song),
        rx.cond(song.own, download_item(song)),
        moderation_items(song),
        rx.cond(song.own, rx.fragment(*own_items(song))),
    )
    return menu(
        icon_button("ellipsis", t("More")),
        rx.cond(song.id == player.track.id, items, menu_label(t("Loading…"))),
        on_open_change=lambda opened: PlayingState.load_playing(player.track.id, opened),
    )

"""Songs on shelves."""

import reflex as rx

from melodymaker import routes
from melodymaker.player.components import play_button
from melodymaker.songs.components import Slot
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import link
from melodymaker.ui.labels import badge


def song_tile(song: SongRow, actions: Slot) -> rx.Component:
    """Return a song of anybody's as a tile: its cover plays it, its title and artist lead to their pages."""
    return rx.el.article(
        play_button(song.track, "cover-large"),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    link(rx.el.h3(song.title, class_name="song-title ellipsis", dir="auto"), href=routes.song(song.id)),
                    badge(song.take),
                    class_name="song-line",
                ),
                link(song.track.artist, href=routes.profile(song.handle), class_name="tile-about ellipsis"),
                class_name="song-tile-words",
            ),
            actions(song),
            class_name="song-tile-foot",
        ),
        class_name="tile song-tile",
        custom_attrs={"aria-label": song.title, "data-song": song.id},
    )

"""The heart."""

import reflex as rx

from melodymaker.likes.state import LikeState
from melodymaker.songs.components import Song
from melodymaker.ui.buttons import icon_button


def like_button(song: Song, *, raised: bool = False) -> rx.Component:
    """Return the heart: a like is public appreciation, and counts."""
    return icon_button(
        "heart",
        "Like",
        hint="Like: everybody sees the count",
        raised=raised,
        class_name="heart",
        on_click=LikeState.set_like(song.id, ~song.track.liked),
        custom_attrs={"aria-pressed": rx.cond(song.track.liked, "true", "false")},
    )

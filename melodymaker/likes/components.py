"""The heart."""

import reflex as rx

from melodymaker.likes.state import LikeState
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import icon_button
from melodymaker.ui.vars import negate


def like_button(song: SongRow, *, raised: bool = False) -> rx.Component:
    """Return the heart: a like is public appreciation, and counts."""
    return icon_button(
        "heart",
        "Like",
        hint="Like: everybody sees the count",
        raised=raised,
        class_name="heart",
        on_click=LikeState.set_like(song.id, negate(song.track.liked)),
        custom_attrs={"aria-pressed": rx.cond(song.track.liked, "true", "false")},
    )

"""The heart and the star."""

import reflex as rx

from melodymaker.social.state import SocialState
from melodymaker.songs.queries import SongRow
from melodymaker.ui.buttons import icon_button
from melodymaker.ui.overlays import menu_item
from melodymaker.ui.vars import negate


def like_button(song: SongRow, *, raised: bool = False) -> rx.Component:
    """Return the heart: a like is public appreciation, and counts."""
    return icon_button(
        "heart",
        "Like",
        hint="Like: everybody sees the count",
        raised=raised,
        class_name="heart",
        on_click=SocialState.set_like(song.id, negate(song.track.liked)),
        custom_attrs={"aria-pressed": rx.cond(song.track.liked, "true", "false")},
    )


def favorite_button(song: SongRow, *, raised: bool = False) -> rx.Component:
    """Return the star: favorites are a private collection."""
    return icon_button(
        "star",
        "Favorite",
        hint="Favorite: only you see it",
        raised=raised,
        class_name="star",
        on_click=SocialState.set_favorite(song.id, negate(song.favorite)),
        custom_attrs={"aria-pressed": rx.cond(song.favorite, "true", "false")},
    )


def favorite_item(song: SongRow) -> rx.Component:
    """Return the same as an item of a song's menu."""
    return rx.cond(
        song.favorite,
        menu_item("Remove from favorites", "star-off", SocialState.set_favorite(song.id, False)),  # noqa: FBT003
        menu_item("Add to favorites", "star", SocialState.set_favorite(song.id, True)),  # noqa: FBT003
    )

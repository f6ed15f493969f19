"""The heart."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.likes.state import LikeState
from melodymaker.songs.rows import SongRow
from melodymaker.ui.browser import callback
from melodymaker.ui.buttons import TOGGLES, icon_button
from melodymaker.ui.held import Held


def like_button(song: SongRow, *, raised: bool = False) -> rx.Component:
    """Return the heart, which answers at once: a like is public appreciation, and counts."""

    def change(on: rx.Var[bool]) -> Any:
        return LikeState.set_like(song.id, on)

    draw = _large_heart if raised else _heart
    return draw(liked=song.track.liked, on_change=callback(change, bool))


@rx.memo
def _heart(liked: rx.Var[bool], on_change: rx.Var[Any]) -> rx.Component:
    return _button(liked, on_change, raised=False)


@rx.memo
def _large_heart(liked: rx.Var[bool], on_change: rx.Var[Any]) -> rx.Component:
    return _button(liked, on_change, raised=True)


def _button(liked: rx.Var[bool], on_change: rx.Var[Any], *, raised: bool) -> rx.Component:
    held = Held(liked, on_change, kind=bool)
    return icon_button(
        "heart",
        t("Like"),
        hint=t("Like: everybody sees the count"),
        raised=raised,
        class_name="heart",
        on_click=held.set(~held.value),
        custom_attrs={"aria-pressed": held.value, **TOGGLES},
    )

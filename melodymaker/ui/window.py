"""A long list of which only the rows around those that are seen are drawn."""

from dataclasses import dataclass
from typing import Any, TypedDict

import reflex as rx

from melodymaker.ui.browser import callback, hook_value, inline_style
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "window.js")
CELL = {"data-cell": ""}
"""The attributes of each of the list's rows or tiles, all of which are as high as the first."""


class Drawn(TypedDict):
    """The rows that are drawn, from `first` to before `end`, and how high the room of the others is, in px."""

    first: int
    end: int
    above: int
    below: int


@dataclass(frozen=True)
class Place:
    """A row of a list: its id, and how many stand before it."""

    id: str
    index: int


def drawn_rows(on_turn: Any, *, pages: list[int], center: int, rows_a_page: int, total: int, place: Place) -> Any:
    """Return which rows of the list to draw, inside of an `rx.memo`.

    `on_turn` is told which page should be the one in the middle of `pages`, which are held. The row that is seen first
    is kept in the address, as `at`, and a page that is opened with one begins there, once `place` says where it is.
    """
    parts = (callback(on_turn, int), pages, center, rows_a_page, total, place)
    return hook_value(_LIBRARY, "useWindow", *parts, name="drawn", kind=Drawn)


def window(cells: rx.Component, drawn: Any, *, tiles: rx.Var[bool]) -> rx.Component:
    """Return the list around these cells, rows or tiles, with the room of those that are not drawn above and below."""
    return rx.el.div(
        _room(drawn["above"], tiles),
        cells,
        _room(drawn["below"], tiles),
        class_name="window",
        custom_attrs={"data-window": ""},
    )


def _room(height: Any, tiles: rx.Var[bool]) -> rx.Component:
    look = rx.cond(tiles, "window-room", "window-room window-room-rows")
    return rx.el.div(class_name=look, custom_attrs={"aria-hidden": "true", **inline_style(height=height)})

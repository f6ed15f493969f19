"""The filled glyphs of playing, in the round-cornered hand of the other icons."""

import reflex as rx


def play_glyph(size: int) -> rx.Component:
    """Return the triangle."""
    return _glyph("M7 4.6v14.8L19.4 12z", size)


def pause_glyph(size: int) -> rx.Component:
    """Return the two bars."""
    return _glyph("M7 5h2.6v14H7zM14.4 5H17v14h-2.6z", size)


def _glyph(path: str, size: int) -> rx.Component:
    return rx.el.svg(
        rx.el.path(d=path),
        width=size,
        height=size,
        view_box="0 0 24 24",
        custom_attrs={
            "aria-hidden": "true",
            "fill": "currentColor",
            "stroke": "currentColor",
            "strokeWidth": 2,
            "strokeLinejoin": "round",
        },
    )

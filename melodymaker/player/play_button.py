"""The button that plays a song of a page, in its shapes."""

from typing import cast

import reflex as rx
from reflex.vars import StringVar

from melodymaker.i18n import t
from melodymaker.player.glyphs import pause_glyph, play_glyph
from melodymaker.player.store import player
from melodymaker.player.track import Track


@rx.memo
def cover_button(track: rx.Var[Track]) -> rx.Component:
    """The thumbnail with the glyph over it."""
    song = cast("Track", track)
    return _button(song, "cover", _picture(song.thumb), _glyph(player.state_of(song), 20))


@rx.memo
def large_cover_button(track: rx.Var[Track]) -> rx.Component:
    """The cover as wide as its container, which is a tile of a grid."""
    song = cast("Track", track)
    return _button(song, "cover-large", _picture(song.tile), _glyph(player.state_of(song), 22))


@rx.memo
def large_button(track: rx.Var[Track], label: rx.Var[str]) -> rx.Component:
    """The gradient button with its text."""
    song = cast("Track", track)
    state = player.state_of(song)
    # Both stand there, one above the other, so that what is beside the button stays where it is.
    words = rx.el.span(
        rx.el.span(t("Pause"), custom_attrs={"data-shown": state == "playing"}),
        rx.el.span(label, custom_attrs={"data-shown": state != "playing"}),
        class_name="play-words",
    )
    return _button(song, "large", _glyph(state, 22), words)


def _button(track: Track, shape: str, *children: rx.Component) -> rx.Component:
    state = player.state_of(track)
    act = rx.cond(state == "playing", t("Pause"), t("Play"))
    return rx.el.button(
        *children,
        type="button",
        class_name=f"play play-{shape}",
        title=act,
        on_click=player.press(track),
        custom_attrs={
            "aria-label": f"{act} {track.title}",
            "data-plays": player.registered(track),
            "data-state": state,
        },
    )


def _glyph(state: StringVar, size: int) -> rx.Component:
    return rx.el.span(rx.cond(state == "playing", pause_glyph(size), play_glyph(size)), class_name="play-glyph")


def _picture(address: str) -> rx.Component:
    picture = rx.el.img(src=address, alt="", custom_attrs={"loading": "lazy", "decoding": "async", "draggable": False})
    return rx.cond(address, picture)

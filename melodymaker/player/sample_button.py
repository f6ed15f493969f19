"""The button that plays a few seconds of something that is not a song yet."""

from typing import cast

import reflex as rx

from melodymaker.player.glyphs import pause_glyph, play_glyph
from melodymaker.player.store import player


@rx.memo
def sample_button(address: rx.Var[str], name: rx.Var[str]) -> rx.Component:
    """Return the button named `Hear <name>`, or `Stop <name>` while it sounds."""
    plays = player.plays_sample(cast("str", address))
    label = rx.cond(plays, f"Stop {name}", f"Hear {name}")
    return rx.el.button(
        rx.cond(plays, pause_glyph(18), play_glyph(18)),
        type="button",
        class_name="sample",
        title=rx.cond(plays, "Stop", "Hear how it might sound"),
        on_click=player.toggle_sample(cast("str", address)),
        custom_attrs={"aria-label": label, "data-state": rx.cond(plays, "playing", "idle")},
    )

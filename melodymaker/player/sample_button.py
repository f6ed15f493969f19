"""The button that plays a few seconds of something that is not a song yet."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.player.glyphs import pause_glyph, play_glyph
from melodymaker.player.web import module
from melodymaker.ui.browser import action, hook_value
from melodymaker.ui.texts import formatted

_SAMPLE = module("sample")


@rx.memo
def sample_button(address: rx.Var[str], name: rx.Var[str]) -> rx.Component:
    """Return the button named `Hear <name>`, or `Stop <name>` while it sounds."""
    plays = hook_value(_SAMPLE, "useSample", address, name="sample_plays", kind=bool)
    label = rx.cond(plays, formatted("Stop {name}", name=name), formatted("Hear {name}", name=name))
    return rx.el.button(
        rx.cond(plays, pause_glyph(18), play_glyph(18)),
        type="button",
        class_name="sample",
        title=rx.cond(plays, t("Stop"), t("Hear how it might sound")),
        on_click=action(_SAMPLE, "toggleSample", address),
        custom_attrs={"aria-label": label, "data-state": rx.cond(plays, "playing", "idle")},
    )

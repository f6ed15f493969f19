"""How long one song lasts into the next."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.player.inputs import range_input
from melodymaker.player.store import player
from melodymaker.ui.browser import inline_style
from melodymaker.ui.texts import formatted

_LONGEST_CROSSFADE = 12


def crossfade() -> rx.Component:
    """Return the slider of the seconds for which both are heard."""
    seconds = player.crossfade
    text = rx.cond(seconds == 0, t("off"), formatted("{seconds} s", seconds=seconds))
    return rx.el.label(
        rx.el.span(t("Crossfade")),
        range_input(
            class_name="range",
            min=0,
            max=_LONGEST_CROSSFADE,
            step=1,
            value=seconds,
            on_change=player.set_crossfade,
            custom_attrs={
                "aria-valuetext": text,
                **inline_style(__fill=f"{seconds * 100 / _LONGEST_CROSSFADE}%"),
            },
        ),
        rx.el.span(text, class_name="crossfade-words"),
        class_name="crossfade",
    )

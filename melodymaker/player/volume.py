"""How loud."""

from typing import cast

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.i18n import t
from melodymaker.player.inputs import range_input
from melodymaker.player.store import player
from melodymaker.ui.browser import inline_style

_STEP = 0.05
_HALF = 0.5


def volume() -> rx.Component:
    """Return the button that mutes, and the slider of the volume."""
    shown = cast("NumberVar[float]", rx.cond(player.muted, 0.0, player.volume))
    percent = round(shown * 100)
    icon = rx.cond(
        shown == 0,
        rx.icon("volume-x", size=18),
        rx.cond(shown < _HALF, rx.icon("volume-1", size=18), rx.icon("volume-2", size=18)),
    )
    mute = rx.el.button(
        icon,
        type="button",
        class_name="icon-button",
        title=rx.cond(player.muted, t("Unmute"), t("Mute")),
        on_click=player.toggle_mute(),
        custom_attrs={"aria-label": t("Mute"), "aria-pressed": player.muted},
    )
    slider = range_input(
        class_name="range",
        min=0,
        max=1,
        step=_STEP,
        value=shown,
        on_change=player.set_volume,
        custom_attrs={
            "aria-label": t("Volume"),
            "aria-valuetext": f"{percent} %",
            **inline_style(__fill=f"{percent}%"),
        },
    )
    return rx.el.div(mute, slider, class_name="volume")

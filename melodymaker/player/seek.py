"""Where in the song: its waveform, which is a slider, between the time played and the length."""

from typing import cast

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.i18n import t
from melodymaker.player.inputs import range_input
from melodymaker.player.store import player
from melodymaker.player.waveform import seek_bars
from melodymaker.ui.texts import formatted


def clock(seconds: NumberVar) -> rx.Var[str]:
    """Return whole seconds as 1:05."""
    rest = seconds % 60
    return cast("rx.Var[str]", f"{seconds // 60}:{rx.cond(rest < 10, '0', '')}{rest}")


def seek_bar() -> rx.Component:
    """Return the seek bar of the current song."""
    exact = cast("NumberVar", rx.cond(player.aim.is_none(), player.position, player.aim))
    shown = exact // 1
    length = round(player.seconds)  # as lists show it
    slider = range_input(
        min=0,
        max=rx.cond(player.seconds < 1, 1, player.seconds),
        step="any",
        value=exact,
        disabled=player.empty,
        on_pointer_down=player.hold_thumb(),
        on_change=player.move_thumb,
        on_pointer_up=player.release_thumb(),
        on_pointer_cancel=player.cancel_thumb(),
        on_key_down=player.seek_by_key(),
        custom_attrs={
            "aria-label": t("Seek"),
            "aria-valuetext": formatted("{clock} of {clock2}", clock=clock(shown), clock2=clock(length)),
        },
    )
    return rx.el.div(
        rx.el.span(clock(shown), class_name="seek-time"),
        rx.el.div(
            rx.cond(player.empty, rx.el.hr(), seek_bars(peaks=player.track.peaks, lit=True)),
            slider,
            class_name="seek-wave",
            custom_attrs={"data-progress": ""},
        ),
        rx.el.span(clock(length), class_name="seek-time"),
        class_name="seek",
    )

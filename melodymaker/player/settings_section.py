"""What the settings page offers about playing."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.player.crossfade import crossfade
from melodymaker.player.volume import volume
from melodymaker.ui.layout import settings_section

PLAYBACK = t("Playback")


def playback_settings() -> rx.Component:
    """Return the choices of how songs play."""
    return settings_section(
        PLAYBACK,
        t("These are kept in this browser. Shuffle, repeat and the queue are in the player; ? shows its keys."),
        rx.el.div(_playback(), class_name="playback-choices"),
    )


@rx.memo
def _playback() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.span(t("Volume")), volume(), class_name="playback-volume"),
        crossfade(),
    )

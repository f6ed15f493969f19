"""Exporting one's data, as the settings offer it."""

import reflex as rx

from melodymaker.exports.state import ExportState
from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.layout import settings_section

EXPORT = t("Your data")


def export_settings() -> rx.Component:
    """Return the button that exports everything that is one's own."""
    return settings_section(
        EXPORT,
        t("One ZIP with all your songs as FLAC and MP3, their covers, and everything else as JSON."),
        rx.el.div(
            quiet_button(rx.icon("download", size=18), t("Export my data"), on_click=ExportState.download_export),
            class_name="actions",
        ),
    )

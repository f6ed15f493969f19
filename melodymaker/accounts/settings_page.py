"""The settings: each feature's own section under the other, and an index of them."""

from collections.abc import Mapping

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.layout import anchor


def settings_page(sections: Mapping[str, rx.Component]) -> rx.Component:
    """Return the page of these sections, by their titles."""
    index = rx.el.nav(
        *[rx.el.a(title, href=f"#{anchor(title)}") for title in sections],
        class_name="settings-index",
        custom_attrs={"aria-label": t("Settings")},
    )
    return rx.el.div(
        rx.el.div(rx.el.h1(t("Settings")), class_name="page-head"),
        rx.el.div(index, rx.el.div(*sections.values(), class_name="settings-sections"), class_name="settings-body"),
        class_name="page settings-page",
    )

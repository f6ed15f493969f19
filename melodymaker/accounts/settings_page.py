"""The settings: each feature's own section under the other."""

import reflex as rx


def settings_page(*sections: rx.Component) -> rx.Component:
    """Return the page of these sections."""
    return rx.el.div(
        rx.el.div(rx.el.h1("Settings"), class_name="page-head"), *sections, class_name="page settings-page"
    )

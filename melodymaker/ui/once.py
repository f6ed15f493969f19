"""Something secret that is shown once, to be copied."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button


def shown_once(
    label: rx.Var[str] | str, value: rx.Var[str] | str, on_done: Any, *more: rx.Component | rx.Var, name: str
) -> rx.Component:
    """Return a field to copy from, which says that it will not be shown again, and the button that puts it away."""
    return rx.el.div(
        rx.el.label(label, html_for=f"new-{name}", class_name="field-label"),
        rx.el.div(
            rx.el.input(
                id=f"new-{name}",
                value=value,
                read_only=True,
                auto_complete="off",
                spell_check=False,
                class_name="input",
            ),
            quiet_button(t("Done"), on_click=on_done),
            class_name="settings-row",
        ),
        rx.el.p(t("Copy it now: it is not shown again."), class_name="field-hint"),
        *more,
        role="status",
        class_name="shown-once",
    )

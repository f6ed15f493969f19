"""A field for a password."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.held import Held


def password_input(**props: Any) -> rx.Component:
    """Return an input with these props, and the button that shows or hides what is typed into it."""
    return _password_input(**props)


@rx.memo
def _password_input(props: rx.RestProp) -> rx.Component:
    visible = Held(value=False, kind=bool)
    label = rx.cond(visible.value, t("Hide password"), t("Show password"))
    return rx.el.div(
        rx.el.input(props, type=rx.cond(visible.value, "text", "password"), class_name="input"),
        rx.el.button(
            rx.cond(visible.value, rx.icon("eye-off", size=18), rx.icon("eye", size=18)),
            type="button",
            class_name="icon-button",
            title=label,
            on_click=visible.set(~visible.value),
            custom_attrs={"aria-label": label},
        ),
        class_name="input-with-button",
    )

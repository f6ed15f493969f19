"""A switch."""

from typing import Any

import reflex as rx

from melodymaker.ui.browser import callback
from melodymaker.ui.held import Held


def switch(
    label: str, checked: rx.Var[bool] | bool, on_change: Any, *, disabled: rx.Var[bool] | bool = False
) -> rx.Component:
    """Return a labelled row with a switch; `on_change` receives the new value."""
    return _switch(label=label, checked=checked, disabled=disabled, on_change=callback(on_change, bool))


@rx.memo
def _switch(label: rx.Var[str], checked: rx.Var[bool], disabled: rx.Var[bool], on_change: rx.Var[Any]) -> rx.Component:
    held = Held(checked, on_change, kind=bool)
    return rx.el.button(
        rx.el.span(label),
        rx.el.span(class_name="switch-track"),
        type="button",
        role="switch",
        class_name="switch option-row",
        disabled=disabled,
        on_click=held.set(~held.value),
        custom_attrs={"aria-checked": held.value},
    )

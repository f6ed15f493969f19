"""A search box."""

from typing import Any

import reflex as rx

from melodymaker.ui.browser import callback
from melodymaker.ui.drafts import Draft


def search_field(label: str, value: rx.Var[str] | str, on_change: Any) -> rx.Component:
    """Return a search box without a visible label; `on_change` receives the text after a pause in typing."""
    return _search_field(label=label, value=value, on_change=callback(on_change, str))


@rx.memo
def _search_field(label: rx.Var[str], value: rx.Var[str], on_change: rx.Var[Any]) -> rx.Component:
    draft = Draft(value, on_change, "[type=search]")
    return rx.el.div(
        rx.icon("search", size=16),
        rx.el.input(
            type="search",
            class_name="input",
            placeholder=label,
            value=draft.text,
            on_change=draft.type,
            on_blur=draft.report(),
            custom_attrs={"aria-label": label},
        ),
        role="search",
        class_name="input-with-icon",
    )

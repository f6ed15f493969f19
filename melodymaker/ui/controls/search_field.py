"""A search box."""

from typing import Any

import reflex as rx

from melodymaker.ui.browser import callback
from melodymaker.ui.drafts import Draft


def search_field(
    label: str, value: rx.Var[str] | str, on_change: Any, *, placeholder: str = "", focused: bool = False
) -> rx.Component:
    """Return a search box without a visible label; `on_change` receives the text after a pause in typing.

    A `focused` one has the focus when its page opens.
    """
    return _search_field(
        label=label,
        placeholder=placeholder or label,
        focused=focused,
        value=value,
        on_change=callback(on_change, str),
    )


@rx.memo
def _search_field(
    label: rx.Var[str],
    placeholder: rx.Var[str],
    focused: rx.Var[bool],
    value: rx.Var[str],
    on_change: rx.Var[Any],
) -> rx.Component:
    draft = Draft(value, on_change, "[type=search]")
    return rx.el.div(
        rx.icon("search", size=16),
        rx.el.input(
            type="search",
            class_name="input",
            placeholder=placeholder,
            auto_focus=focused,
            value=draft.text,
            on_change=draft.type,
            on_blur=draft.report(),
            custom_attrs={"aria-label": label},
        ),
        role="search",
        class_name="input-with-icon",
    )

"""A short text that lives in the browser while it is typed."""

from typing import Any

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import callback
from melodymaker.ui.drafts import Draft
from melodymaker.web.arguments import MAX_TEXT


def text_field(
    label: str,
    name: str,
    value: rx.Var[str] | str,
    on_change: Any,
    *,
    filled: rx.Var[int] | int = 0,
    placeholder: str = "",
    hint: str = "",
    error: rx.Var[str] | str = "",
    input_mode: str = "text",
) -> rx.Component:
    """Return a labelled field that keeps what is typed, whatever the server does; see `text_area` for `filled`.

    `input_mode` is the keyboard that phones show.
    """
    return _text_field(
        label=label,
        name=name,
        value=value,
        filled=filled,
        placeholder=placeholder,
        hint=hint,
        error=error,
        input_mode=input_mode,
        on_change=callback(on_change, str),
    )


@rx.memo
def _text_field(
    label: rx.Var[str],
    name: rx.Var[str],
    value: rx.Var[str],
    filled: rx.Var[int],
    placeholder: rx.Var[str],
    hint: rx.Var[str],
    error: StringVar,
    input_mode: rx.Var[str],
    on_change: rx.Var[Any],
) -> rx.Component:
    draft = Draft(value, on_change, f"input[name={name}]", filled=filled)
    field = f"field-{name}"
    return rx.el.div(
        rx.el.label(label, html_for=field, class_name="field-label"),
        rx.el.input(
            name=name,
            class_name="input",
            placeholder=placeholder,
            max_length=MAX_TEXT,
            auto_complete="off",
            value=draft.text,
            on_change=draft.type,
            on_blur=draft.report(),
            custom_attrs={
                "id": field,
                "inputMode": input_mode,
                "aria-invalid": error.bool(),
                "aria-describedby": f"{field}-hint {field}-error",
            },
        ),
        rx.cond(hint, rx.el.p(hint, class_name="field-hint", custom_attrs={"id": f"{field}-hint"})),
        rx.el.p(
            error,
            role="alert",
            hidden=~error.bool(),
            class_name="field-error",
            custom_attrs={"id": f"{field}-error"},
        ),
        class_name="field",
    )

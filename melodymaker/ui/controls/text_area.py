"""A text area with its counter."""

from typing import Any

import reflex as rx
from reflex.vars import NumberVar, StringVar

from melodymaker.ui.browser import callback
from melodymaker.ui.drafts import Draft
from melodymaker.ui.texts import formatted
from melodymaker.web.arguments import MAX_TEXT


def text_area(
    label: str,
    name: str,
    value: rx.Var[str] | str,
    on_change: Any,
    *,
    filled: rx.Var[int] | int = 0,
    limit: int = 0,
    rows: int = 4,
    placeholder: str = "",
    hint: rx.Var[str] | str = "",
    error: rx.Var[str] | str = "",
    on_done: Any = None,
) -> rx.Component:
    """Return a text area with its counter ("57 / 1,000", marked above the limit).

    `filled` grows each time the server sets its text on purpose, also to nothing: a text that only vanished, because
    the server was restarted, is sent to it again instead.
    `on_change` receives the text after a pause in typing, and before any other control is used;
    `on_done`, an event or a function of the page, fires on Ctrl or ⌘ and Enter, after it.
    """
    return _text_area(
        label=label,
        name=name,
        value=value,
        filled=filled,
        limit=limit or MAX_TEXT,
        counted=bool(limit),
        rows=rows,
        placeholder=placeholder,
        hint=hint,
        error=error,
        on_change=callback(on_change, str),
        on_done=on_done if isinstance(on_done, rx.Var) else callback(on_done or rx.noop()),
    )


@rx.memo
def _text_area(
    label: rx.Var[str],
    name: rx.Var[str],
    value: rx.Var[str],
    filled: rx.Var[int],
    limit: NumberVar[int],
    counted: rx.Var[bool],
    rows: rx.Var[int],
    placeholder: rx.Var[str],
    hint: rx.Var[str],
    error: StringVar,
    on_change: rx.Var[Any],
    on_done: rx.Var[Any],
) -> rx.Component:
    draft = Draft(value, on_change, f"textarea[name={name}]", filled=filled)
    length = draft.text.length()
    over = length > limit
    field = f"text-{name}"
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=field, class_name="field-label"),
            rx.cond(
                counted,
                rx.el.span(
                    formatted("{count} / {most}", count=length, most=limit),
                    class_name="field-count",
                    custom_attrs={"data-over": over},
                ),
            ),
            class_name="field-head",
        ),
        rx.el.textarea(
            name=name,
            rows=rows,
            dir="auto",
            class_name="text-area",
            placeholder=placeholder,
            max_length=MAX_TEXT,
            value=draft.text,
            on_change=draft.type,
            on_blur=draft.report(),
            custom_attrs={
                "id": field,
                "aria-invalid": error.bool() | over,
                "aria-describedby": f"{field}-hint {field}-error",
                "onKeyDown": draft.act_on_keys(on_done),
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

"""Plain HTML forms and their fields: they work by posting, without any event of the page."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.function import FunctionStringVar
from reflex_components_core.el.elements.base import BaseHTML

from melodymaker.ui.controls import password_input


class NativeForm(BaseHTML):
    """A form that the browser itself submits."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]
    on_submit: rx.EventHandler[rx.event.no_args_event_spec]


# A function of the page and no event: it has run before the browser leaves.
_forget_token = FunctionStringVar.create("(() => sessionStorage.removeItem('token'))")


def native_form(
    *children: rx.Component,
    action: rx.Var[str] | str,
    method: str = "post",
    same_person: bool = False,
    **props: Any,
) -> rx.Component:
    """Return a form that is posted to `action` and answered with a new page.

    For that page the tab forgets its token, and all that it holds, unless the `same_person` goes on: what they have
    typed elsewhere is theirs.
    """
    sent = {} if same_person else {"on_submit": _forget_token}
    return NativeForm.create(*children, action=action, method=method, class_name="form", **sent, **props)


def field(
    label: str,
    name: str,
    *,
    kind: Literal["text", "email", "password", "number", "url"] = "text",
    value: rx.Var[str] | str = "",
    hint: rx.Var[str] | str = "",
    error: rx.Var[str] | str = "",
    autocomplete: str = "off",
    required: bool = True,
    **props: Any,
) -> rx.Component:
    """Return a labelled input with its hint and its error; a password can be shown.

    `value` is what the field starts with. With `on_change` among the props it is the live value instead.
    """
    live = "on_change" in props and kind != "password"
    attrs = {
        "aria-invalid": rx.cond(error, "true", "false"),
        "aria-describedby": f"field-{name}-hint field-{name}-error",
        **props.pop("custom_attrs", {}),
    }
    shared = {
        "id": f"field-{name}",
        "name": name,
        "auto_complete": autocomplete,
        "required": required,
        "custom_attrs": attrs,
        "value" if live else "default_value": value,
        **({"dir": "auto"} if kind == "text" else {}),
        **props,
    }
    box = password_input(**shared) if kind == "password" else rx.el.input(type=kind, class_name="input", **shared)
    return rx.el.div(
        rx.el.label(label, html_for=f"field-{name}", class_name="field-label"),
        box,
        # What is wrong says what is needed, too.
        rx.cond(error, None, rx.cond(hint, rx.el.p(hint, id=f"field-{name}-hint", class_name="field-hint"))),
        field_error(error, f"field-{name}-error"),
        class_name="field",
    )


def field_error(error: rx.Var[str] | str, error_id: str) -> rx.Component:
    """Return the text that says what is wrong with a field, or nothing."""
    message = rx.el.p(
        rx.icon("circle-alert", size=15),
        rx.el.span(error),
        id=error_id,
        role="alert",
        class_name="field-error",
    )
    return rx.cond(error, message)


def select(
    label: str,
    name: str,
    choices: Sequence[tuple[str, str]],
    value: rx.Var[str] | str,
    on_change: Any = None,
    error: rx.Var[str] | str = "",
) -> rx.Component:
    """Return a labelled list of choices, each a value and its text, with its error."""
    attrs = {"aria-invalid": rx.cond(error, "true", "false"), "aria-describedby": f"select-{name}-error"}
    change: dict[str, Any] = {"value": value, "on_change": on_change} if on_change else {"default_value": value}
    return rx.el.div(
        rx.el.label(label, html_for=f"select-{name}", class_name="field-label"),
        rx.el.div(
            rx.el.select(
                *[rx.el.option(text, value=key) for key, text in choices],
                id=f"select-{name}",
                name=name,
                class_name="select",
                custom_attrs=attrs,
                **change,
            ),
            rx.icon("chevron-down", size=18),
            class_name="select-box",
        ),
        field_error(error, f"select-{name}-error"),
        class_name="field",
    )

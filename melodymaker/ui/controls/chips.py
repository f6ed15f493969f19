"""Small round buttons."""

from typing import Any

import reflex as rx


def chip(label: rx.Var[str] | str, on_click: Any, *, pressed: rx.Var[bool] | bool | None = None) -> rx.Component:
    """Return a small round button; with `pressed` it is one that stays down."""
    if pressed is None:
        return rx.el.button(label, type="button", class_name="chip", on_click=on_click)
    return rx.el.button(
        label,
        type="button",
        class_name="chip",
        on_click=on_click,
        custom_attrs={"aria-pressed": rx.cond(pressed, "true", "false")},
    )


def chips(*children: rx.Component, label: str = "") -> rx.Component:
    """Return chips that wrap; a label makes them a named group."""
    group = {"role": "group", "custom_attrs": {"aria-label": label}} if label else {}
    return rx.el.div(*children, class_name="chips", **group)

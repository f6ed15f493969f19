"""Switches, tabs, choices, sliders and text areas: they answer at once and tell the server after."""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.web.arguments import MAX_TEXT

LIBRARY = rx.asset("controls.jsx", shared=True).importable_path

Choices = Sequence[tuple[str, str]]
"""Pairs of a value and the text that stands for it."""


class _Control(rx.Component):
    """A component of the local module."""

    library = LIBRARY


class _Switch(_Control):
    tag = "Switch"

    label: rx.Var[str]
    checked: rx.Var[bool]
    disabled: rx.Var[bool]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(bool)]


class _Choice(_Control):
    name: rx.Var[str]
    label: rx.Var[str]
    items: rx.Var[list[tuple[str, str]]]
    value: rx.Var[str]
    line: rx.Var[bool]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class _Tabs(_Choice):
    tag = "Tabs"


class _Segments(_Choice):
    tag = "Segments"


class _Slider(_Control):
    tag = "Slider"

    label: rx.Var[str]
    value: rx.Var[float]
    min: rx.Var[float]
    max: rx.Var[float]
    step: rx.Var[float]
    format: rx.Var[str]
    unit: rx.Var[str]
    lowest: rx.Var[str]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(float)]


class _TextArea(_Control):
    tag = "TextArea"

    label: rx.Var[str]
    name: rx.Var[str]
    value: rx.Var[str]
    filled: rx.Var[int]
    limit: rx.Var[int]
    max_length: rx.Var[int]
    rows: rx.Var[int]
    placeholder: rx.Var[str]
    hint: rx.Var[str]
    error: rx.Var[str]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_done: rx.EventHandler[rx.event.no_args_event_spec]


class _SearchField(_Control):
    tag = "SearchField"

    label: rx.Var[str]
    value: rx.Var[str]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def switch(
    label: str, checked: rx.Var[bool] | bool, on_change: Any, *, disabled: rx.Var[bool] | bool = False
) -> rx.Component:
    """Return a labelled row with a switch; `on_change` receives the new value."""
    return _Switch.create(label=label, checked=checked, disabled=disabled, on_change=on_change)


def tabs(
    name: str, label: str, choices: Choices, value: rx.Var[str] | str, on_change: Any, *, line: bool = False
) -> rx.Component:
    """Return a tab list; what it shows goes into `tab_panel` with the same name. `line` is the page-wide look."""
    return _Tabs.create(name=name, label=label, items=list(choices), value=value, line=line, on_change=on_change)


def tab_panel(*children: rx.Component, name: str, value: rx.Var[str] | str, class_name: str = "stack") -> rx.Component:
    """Return the panel of the chosen tab."""
    return rx.el.div(
        *children,
        id=f"{name}-panel",
        role="tabpanel",
        class_name=class_name,
        custom_attrs={"aria-labelledby": f"{name}-tab-{value}"},
    )


def radio_group(name: str, label: str, choices: Choices, value: rx.Var[str] | str, on_change: Any) -> rx.Component:
    """Return radio buttons that look like one segmented bar; `on_change` receives the chosen value."""
    return _Segments.create(name=name, label=label, items=list(choices), value=value, on_change=on_change)


def slider(
    label: str,
    value: NumberVar | float,
    on_change: Any,
    *,
    low: rx.Var[float] | float,
    high: rx.Var[float] | float,
    step: float = 1,
    written: str = "plain",
    unit: str = "",
    lowest: str = "",
) -> rx.Component:
    """Return a range whose value stands beside its label.

    `written` is `plain` or `time` (seconds as 1:30), `unit` follows the number, `lowest` replaces it at the
    low end ("Auto"). `on_change` receives a number, when the thumb is let go.
    """
    return _Slider.create(
        id=f"slider-{label.lower().replace(' ', '-')}",
        label=label,
        value=value,
        min=low,
        max=high,
        step=step,
        format=written,
        unit=unit,
        lowest=lowest,
        on_change=on_change,
    )


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
    `on_done` fires on Ctrl or ⌘ and Enter, after it.
    """
    done = {"on_done": on_done} if on_done else {}
    return _TextArea.create(
        id=f"text-{name}",
        label=label,
        name=name,
        value=value,
        filled=filled,
        limit=limit,
        max_length=MAX_TEXT,
        rows=rows,
        placeholder=placeholder,
        hint=hint,
        error=error,
        on_change=on_change,
        **done,
    )


def search_field(label: str, value: rx.Var[str] | str, on_change: Any) -> rx.Component:
    """Return a search box without a visible label; `on_change` receives the text after a pause in typing."""
    return _SearchField.create(label=label, value=value, on_change=on_change)


def choice(label: str, choices: Choices | rx.Component, value: rx.Var[str] | str, on_change: Any) -> rx.Component:
    """Return a small list of choices without a visible label; `choices` may also be the options themselves."""
    options = choices if isinstance(choices, rx.Component) else [rx.el.option(text, value=key) for key, text in choices]
    return rx.el.div(
        rx.el.select(
            *(options if isinstance(options, list) else [options]),
            value=value,
            on_change=on_change,
            class_name="select select-small",
            custom_attrs={"aria-label": label},
        ),
        rx.icon("chevron-down", size=16),
        class_name="select-box",
    )


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


def disclosure(summary: str, *children: rx.Component, opened: rx.Var[bool] | bool = False) -> rx.Component:
    """Return a line that opens to show more, by itself when `opened` turns true."""
    return rx.el.details(
        rx.el.summary(rx.el.span(summary), rx.icon("chevron-down", size=18)),
        rx.el.div(*children, class_name="disclosure-body"),
        open=opened,
        class_name="disclosure",
    )

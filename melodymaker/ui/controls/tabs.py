"""Tabs, and the panel of the chosen one."""

from typing import Any

import reflex as rx

from melodymaker.ui.browser import action_on_event, callback
from melodymaker.ui.controls.choices import Choices
from melodymaker.ui.held import Held
from melodymaker.web.scripts import import_path

_KEYS = import_path(__file__, "tab-keys.js")


def tabs(
    name: str, label: str, choices: Choices, value: rx.Var[str] | str, on_change: Any, *, line: bool = False
) -> rx.Component:
    """Return a tab list; what it shows goes into `tab_panel` with the same name. `line` is the page-wide look."""
    return _tabs(
        name=name,
        label=label,
        choices=list(choices),
        value=value,
        look="tabs tabs-line" if line else "tabs",
        on_change=callback(on_change, str),
    )


@rx.memo
def _tabs(
    name: rx.Var[str],
    label: rx.Var[str],
    choices: rx.Var[list[tuple[str, str]]],
    value: rx.Var[str],
    look: rx.Var[str],
    on_change: rx.Var[Any],
) -> rx.Component:
    held = Held(value, on_change, kind=str)
    return rx.el.div(
        rx.foreach(choices, lambda choice: _tab(name, choice, held)),
        role="tablist",
        class_name=look,
        custom_attrs={"aria-label": label, "onKeyDown": action_on_event(_KEYS, "chooseTabOnKeys")},
    )


def _tab(name: rx.Var[str], choice: tuple[str, str], held: Held) -> rx.Component:
    chosen = held.value == choice[0]
    return rx.el.button(
        choice[1],
        type="button",
        role="tab",
        tab_index=rx.cond(chosen, 0, -1),
        class_name="tab",
        on_click=held.set(choice[0]),
        custom_attrs={"id": f"{name}-tab-{choice[0]}", "aria-selected": chosen},
    )


def tab_panel(*children: rx.Component, name: str, value: rx.Var[str] | str, class_name: str = "stack") -> rx.Component:
    """Return the panel of the chosen tab."""
    return rx.el.div(
        *children,
        id=f"{name}-panel",
        role="tabpanel",
        class_name=class_name,
        custom_attrs={"aria-labelledby": f"{name}-tab-{value}"},
    )

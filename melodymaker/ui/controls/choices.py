"""One of a few: radio buttons, and a small list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from melodymaker.ui.browser import callback
from melodymaker.ui.held import Held

Choices = Sequence[tuple[str, str]]
"""Pairs of a value and the text that stands for it."""


@dataclass(frozen=True)
class Option:
    """One of a list: its value, what it is called, and a line about it."""

    value: str
    name: str
    about: str


def radio_group(name: str, label: str, choices: Choices, value: rx.Var[str] | str, on_change: Any) -> rx.Component:
    """Return radio buttons that look like one segmented bar; `on_change` receives the chosen value."""
    return _radio_group(name=name, label=label, choices=list(choices), value=value, on_change=callback(on_change, str))


@rx.memo
def _radio_group(
    name: rx.Var[str],
    label: rx.Var[str],
    choices: rx.Var[list[tuple[str, str]]],
    value: rx.Var[str],
    on_change: rx.Var[Any],
) -> rx.Component:
    held = Held(value, on_change, kind=str)
    return rx.el.div(
        rx.foreach(choices, lambda choice: _radio(name, choice, held)),
        role="radiogroup",
        class_name="segments",
        custom_attrs={"aria-label": label},
    )


def _radio(name: rx.Var[str], choice: tuple[str, str], held: Held) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=choice[0],
            checked=held.value == choice[0],
            on_change=held.set(choice[0]),
        ),
        rx.el.span(choice[1]),
        class_name="segment",
    )


def option_list(
    name: str, label: str, options: rx.Var[list[Option]], value: rx.Var[str] | str, on_change: Any
) -> rx.Component:
    """Return radio buttons one below the other, each with a line about it; `on_change` receives the chosen value."""
    return _option_list(name=name, label=label, options=options, value=value, on_change=callback(on_change, str))


@rx.memo
def _option_list(
    name: rx.Var[str],
    label: rx.Var[str],
    options: rx.Var[list[Option]],
    value: rx.Var[str],
    on_change: rx.Var[Any],
) -> rx.Component:
    held = Held(value, on_change, kind=str)
    return rx.el.div(
        rx.foreach(options, lambda option: _option(name, option, held)),
        role="radiogroup",
        class_name="options",
        custom_attrs={"aria-label": label},
    )


def _option(name: rx.Var[str], option: Option, held: Held) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=option.value,
            checked=held.value == option.value,
            on_change=held.set(option.value),
            custom_attrs={"aria-label": option.name, "aria-describedby": f"{name}-{option.value}"},
        ),
        rx.el.strong(option.name),
        rx.el.small(option.about, id=f"{name}-{option.value}"),
        class_name="option",
    )


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

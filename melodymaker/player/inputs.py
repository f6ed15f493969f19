"""Elements with the browser's own events, which Reflex's lack."""

from typing import Any

import reflex as rx


def _browser_event(event: rx.Var[Any]) -> tuple[rx.Var[Any]]:
    """Pass the browser's event on as it is, to an action of the page."""
    return (event,)


class _Range(rx.el.Input):
    """A slider whose thumb can be held."""

    on_change: rx.EventHandler[rx.event.float_input_event]
    on_pointer_down: rx.EventHandler[rx.event.no_args_event_spec]
    on_pointer_up: rx.EventHandler[rx.event.no_args_event_spec]
    on_pointer_cancel: rx.EventHandler[rx.event.no_args_event_spec]
    on_key_down: rx.EventHandler[_browser_event]


class Handle(rx.el.Span):
    """What a row is dragged by."""

    on_pointer_down: rx.EventHandler[_browser_event]


class Row(rx.el.Li):
    """A row that keys move."""

    on_key_down: rx.EventHandler[_browser_event]


def range_input(**props: Any) -> rx.Component:
    """Return a slider whose thumb can be held; `on_change` receives a number, also while it moves."""
    return _Range.create(type="range", **props)

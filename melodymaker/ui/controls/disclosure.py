"""A line that opens to show more."""

import reflex as rx


def disclosure(summary: str, *children: rx.Component, opened: rx.Var[bool] | bool = False) -> rx.Component:
    """Return a line that opens to show more, by itself when `opened` turns true."""
    return rx.el.details(
        rx.el.summary(rx.el.span(summary), rx.icon("chevron-down", size=18)),
        rx.el.div(*children, class_name="disclosure-body"),
        open=opened,
        class_name="disclosure",
    )

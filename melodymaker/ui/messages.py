"""What is shown when there is nothing, not yet anything, or something went wrong; and where toasts appear."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t


def skeleton_rows(count: int = 3) -> rx.Component:
    """Return placeholders of song rows, of their height."""
    row = rx.el.div(
        rx.el.div(class_name="skeleton skeleton-cover"),
        rx.el.div(
            rx.el.div(class_name="skeleton"),
            rx.el.div(class_name="skeleton"),
            class_name="skeleton-lines",
        ),
        class_name="skeleton-row",
    )
    return rx.el.div(
        *[row for _ in range(count)],
        role="status",
        custom_attrs={"aria-label": t("Loading")},
    )


def skeleton_tiles(count: int = 6) -> rx.Component:
    """Return placeholders of tiles, of their height."""
    tile = rx.el.div(
        rx.el.div(class_name="skeleton skeleton-tile"),
        rx.el.div(rx.el.div(class_name="skeleton"), rx.el.div(class_name="skeleton"), class_name="skeleton-lines"),
    )
    return rx.el.div(
        *[tile for _ in range(count)], class_name="tiles", role="status", custom_attrs={"aria-label": t("Loading")}
    )


def empty_state(
    title: rx.Var[str] | str, text: rx.Var[str] | str, *actions: rx.Component, icon: str = "audio-lines"
) -> rx.Component:
    """Return an invitation for a place that holds nothing yet."""
    return _message(icon, title, text, actions)


def page_message(title: rx.Var[str] | str, text: rx.Var[str] | str, *actions: rx.Component, icon: str) -> rx.Component:
    """Return a message that is all that a page says."""
    message = _message(icon, title, text, actions, heading=rx.el.h1)
    return rx.el.div(message, class_name="page page-centered")


def error_state(
    text: rx.Var[str] | str, *actions: rx.Component, title: str = t("Something went wrong")
) -> rx.Component:
    """Return what went wrong, and what can be done about it."""
    return rx.el.div(_message("cloud-off", title, text, actions), role="alert")


def _message(
    icon: str, title: Any, text: Any, actions: tuple[rx.Component, ...], *, heading: Any = rx.el.h2
) -> rx.Component:
    return rx.el.div(
        rx.el.span(rx.icon(icon, size=30), class_name="message-mark"),
        heading(title),
        rx.el.p(text, class_name="message-text"),
        *([rx.el.div(*actions, class_name="actions")] if actions else []),
        class_name="message",
    )


def note(text: rx.Var[str] | str, *, icon: str = "info", bad: bool = False) -> rx.Component:
    """Return a quiet remark, or with `bad` the reason of a failure."""
    return rx.el.p(
        rx.icon(icon, size=16),
        rx.el.span(text),
        class_name="note note-bad" if bad else "note",
    )


def toaster() -> rx.Component:
    """Return the place where toasts appear, for `rx.App(toaster=…)`."""
    return rx.toast.provider(
        position="bottom-right",
        rich_colors=False,
        expand=False,
        visible_toasts=3,
        gap=10,
        custom_attrs={"containerAriaLabel": t("Notifications")},
    )

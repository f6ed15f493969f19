"""What is shown when the app itself is in trouble: the connection is lost, or a page cannot be drawn."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors

from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.messages import error_state


def connection_banner() -> rx.Component:
    """Return the line that says the connection is lost, for as long as it is."""
    banner = rx.el.div(
        rx.icon("cloud-off", size=16),
        rx.el.span("The connection to MelodyMaker is lost. It comes back by itself; what you typed stays."),
        role="status",
        class_name="banner",
    )
    return rx.cond(has_connection_errors, banner)


def error_boundary() -> rx.Component:
    """Return what stands in for a page that cannot be drawn."""
    message = error_state(
        "This page could not be drawn. Your songs are safe; load the page again.",
        quiet_button("Load again", on_click=rx.run_script("location.reload()")),
    )
    return ErrorBoundary.create(fallback_render=rx.el.div(message, class_name="page page-centered"))

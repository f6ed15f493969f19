"""What is shown when the app itself is in trouble: the connection is lost, or a page cannot be drawn."""

import json
from collections.abc import Sequence

import reflex as rx
from reflex.vars import BooleanVar
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors

from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.messages import error_state
from melodymaker.ui.online import is_online


def connection_banner(addresses: Sequence[str]) -> rx.Component:
    """Return the line that says the connection is lost, for as long as it is, or that it cannot be made from here.

    `addresses` are those that the server takes connections from, the one that people should open first.
    """
    # Pages are drawn once where there is no window yet.
    origin = "globalThis.window?.location.origin"
    elsewhere = BooleanVar(_js_expr=f"!{json.dumps(addresses)}.includes({origin})", _var_type=bool)
    moved = rx.el.span(
        t("MelodyMaker is at "),
        rx.el.a(addresses[0], href=addresses[0], class_name="link"),
        t("; nothing works at any other address. Whoever runs it can change that one with PUBLIC_URL."),
    )
    lost = rx.el.span(t("The connection to MelodyMaker is lost. It comes back by itself; what you typed stays."))
    offline = rx.el.span(t("You are offline. What plays and what you typed stays, and goes on once you are back."))
    banner = rx.el.div(
        rx.icon("cloud-off", size=16),
        rx.cond(is_online(), rx.cond(elsewhere, moved, lost), offline),
        role="status",
        class_name="banner",
    )
    return rx.cond(has_connection_errors | ~is_online(), banner)


def error_boundary() -> rx.Component:
    """Return what stands in for a page that cannot be drawn."""
    message = error_state(
        t("This page could not be drawn. Your songs are safe; load the page again."),
        quiet_button(t("Load again"), on_click=rx.run_script("location.reload()")),
    )
    return ErrorBoundary.create(fallback_render=rx.el.div(message, class_name="page page-centered"))

"""The settings' section of one's webhooks."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button, solid_button
from melodymaker.ui.forms import field
from melodymaker.ui.layout import settings_section
from melodymaker.ui.once import shown_once
from melodymaker.ui.time_ago import time_ago
from melodymaker.ui.vars import count
from melodymaker.webhooks.queries import DeliveryRow, WebhookRow
from melodymaker.webhooks.service import MAX_URL
from melodymaker.webhooks.state import WebhooksState


def webhook_settings() -> rx.Component:
    """Return the list of one's webhooks with what was sent to each, and the form that adds one."""
    state = WebhooksState
    return settings_section(
        t("Webhooks"),
        rx.fragment(
            t("An address of yours is told when songs are ready or have failed. "),
            rx.el.a(t("What is sent"), href=f"{routes.API_DOCS}#webhooks", class_name="link"),
            ".",
        ),
        rx.cond(
            state.made, shown_once(t("What its messages are signed with"), state.made, state.close_made, name="webhook")
        ),
        rx.cond(count(state.webhooks) > 0, rx.el.ul(rx.foreach(state.webhooks, _webhook), class_name="settings-rows")),
        rx.el.form(
            field(
                t("Address"),
                "url",
                error=state.error,
                required=False,
                max_length=MAX_URL,
                placeholder="https://example.com/songs",
            ),
            rx.el.div(solid_button(t("Add a webhook"), type="submit"), class_name="actions"),
            on_submit=state.submit_webhook(state.form_id),
            key=state.form_id,
            class_name="form",
        ),
    )


def _webhook(webhook: WebhookRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(webhook.url, class_name="ellipsis"),
            rx.foreach(webhook.deliveries, _delivery),
            class_name="settings-row-text",
        ),
        quiet_button(t("Test"), on_click=WebhooksState.send_test(webhook.id)),
        quiet_button(t("Remove"), on_click=WebhooksState.delete_webhook(webhook.id)),
        class_name="settings-entry",
    )


def _delivery(delivery: DeliveryRow) -> rx.Component:
    return rx.el.small(
        rx.cond(delivery.failed, rx.icon("circle-alert", size=14), rx.icon("circle-check", size=14)),
        rx.el.span(delivery.event, " ", time_ago(delivery.at), ": ", delivery.outcome),
        class_name="settings-delivery",
    )

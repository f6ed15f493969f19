"""The bell, and the list that it opens."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.inbox.queries import NotificationRow
from melodymaker.inbox.state import InboxState
from melodymaker.types import Notice
from melodymaker.ui.buttons import icon_button, link, quiet_button
from melodymaker.ui.labels import avatar, badge, time_ago
from melodymaker.ui.messages import empty_state, skeleton_rows
from melodymaker.ui.overlays import dialog
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count


def bell() -> rx.Component:
    """Return the bell with the number of what is unread; nothing for visitors."""
    return rx.cond(InboxState.known, _inbox())


def _inbox() -> rx.Component:
    button = rx.el.button(
        rx.icon("bell", size=18),
        rx.el.span(t("Notifications")),
        rx.cond(
            InboxState.badge,
            rx.el.span(class_name="bell-count", custom_attrs={"aria-hidden": "true", "data-text": InboxState.badge}),
        ),
        type="button",
        title=rx.cond(InboxState.badge, formatted("{badge} unread", badge=InboxState.badge), t("Nothing unread")),
        class_name="nav-entry bell",
        custom_attrs={"aria-label": t("Notifications")},
    )
    return dialog(
        rx.cond(
            InboxState.loaded,
            rx.cond(count(InboxState.rows) > 0, _list(), _nothing()),
            skeleton_rows(3),
        ),
        title=t("Notifications"),
        trigger=button,
        opened=InboxState.opened,
        on_open_change=InboxState.set_opened,
        class_name="inbox",
    )


def _nothing() -> rx.Component:
    return empty_state(
        t("Nothing yet"),
        t("Here you see when your songs are ready, and what others do with them."),
        icon="bell",
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.button(
                t("Mark all read"),
                type="button",
                class_name="button button-quiet button-small",
                on_click=InboxState.mark_all_read,
                disabled=InboxState.unread == 0,
            ),
            class_name="inbox-actions",
        ),
        rx.el.ul(rx.foreach(InboxState.rows, _row), class_name="inbox-rows"),
        rx.cond(InboxState.more, quiet_button(t("Show more"), on_click=InboxState.load_more)),
    )


def _row(row: NotificationRow) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.href,
            link(
                *_words(row),
                href=row.href,
                class_name="inbox-row",
                on_click=InboxState.open_notification(row.id),
            ),
            rx.el.div(*_words(row), class_name="inbox-row"),
        ),
        rx.cond(
            row.unread,
            icon_button("check", t("Mark as read"), on_click=InboxState.mark_read(row.id)),
            rx.el.span(class_name="icon-space"),
        ),
        custom_attrs={"data-unread": row.unread},
    )


def _words(row: NotificationRow) -> tuple[rx.Component, ...]:
    picture = rx.cond(
        row.kind == Notice.READY,
        rx.el.img(src=row.thumb, alt="", class_name="inbox-thumb"),
        avatar(row.actor, row.avatar),
    )
    text = rx.el.p(
        rx.cond(row.who, rx.fragment(rx.el.strong(row.who), " ")),
        row.what,
        rx.cond(row.title, rx.fragment(" ", rx.el.strong(row.title), " ")),
        rx.cond(row.take, badge(row.take)),
        row.rest,
    )
    return (picture, rx.el.div(text, time_ago(row.at, "inbox-time"), class_name="inbox-words"))

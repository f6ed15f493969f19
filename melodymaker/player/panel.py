"""What opens beside the bar: a heading, a way out, and a body."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.player.store import player
from melodymaker.ui.buttons import icon_button


def panel(name: str, label: str, *children: rx.Component, actions: rx.Component | None = None) -> rx.Component:
    """Return the panel that `player.toggle_panel(name)` opens; `actions` stand beside its heading."""
    head = rx.el.header(
        rx.el.h2(label, tab_index=-1, class_name="display"),
        actions or rx.fragment(),
        icon_button("x", t("Close"), on_click=player.close_panel()),
        class_name="panel-head",
    )
    body = rx.el.section(head, *children, class_name="panel", custom_attrs={"aria-label": label})
    return rx.cond(player.panel == name, body)


def panel_note(text: str) -> rx.Component:
    """Return what an empty panel says."""
    return rx.el.p(text, class_name="panel-body panel-empty")

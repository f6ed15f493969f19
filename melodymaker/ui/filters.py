"""What narrows a list down: side by side where there is room, and on phones in one sheet behind a button."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button, solid_button
from melodymaker.ui.overlays import dialog, dialog_actions, dialog_close


def filters(
    label: str, *controls: rx.Component, narrowed: rx.Var[bool] | bool, clear: rx.Component | None = None
) -> rx.Component:
    """Return the controls; while the list is `narrowed`, the sheet's button says so and `clear` stands beside them."""
    clearing = rx.cond(narrowed, clear) if clear else rx.fragment()
    button = quiet_button(
        rx.icon("sliders-horizontal", size=18),
        rx.el.span(t("Filters"), class_name="filters-word"),
        class_name=rx.cond(narrowed, "filters-button is-narrowed", "filters-button"),
        title=t("Filters"),
        custom_attrs={"aria-label": rx.cond(narrowed, t("Filters, some are on"), t("Filters"))},
    )
    sheet = dialog(
        rx.el.div(*controls, class_name="filters-sheet"),
        dialog_actions(clearing, dialog_close(solid_button(t("Done")))),
        title=t("Filters"),
        trigger=button,
    )
    inline = rx.el.div(
        *controls, clearing, class_name="library-tools filters", role="group", custom_attrs={"aria-label": label}
    )
    return rx.fragment(inline, sheet)

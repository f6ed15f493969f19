"""What the settings page offers about notifications."""

from typing import Any

import reflex as rx

from melodymaker.i18n import t
from melodymaker.inbox.choices import ChoiceRow
from melodymaker.inbox.choices_state import ChoicesState
from melodymaker.ui.controls import switch
from melodymaker.ui.layout import settings_section
from melodymaker.ui.texts import formatted


def notification_settings() -> rx.Component:
    """Return the choice of what one is told of, and where."""
    heads = rx.el.tr(
        rx.el.td(),
        rx.el.th(t("In the app"), scope="col"),
        rx.cond(ChoicesState.mails, rx.el.th(t("By e-mail"), scope="col")),
    )
    about = rx.cond(
        ChoicesState.mails,
        t("E-mails come once a day at most, with what you have not read, to the address you sign in with."),
        t("What is chosen here shows under the bell."),
    )
    return settings_section(
        t("Notifications"),
        about,
        rx.el.table(
            rx.el.thead(heads), rx.el.tbody(rx.foreach(ChoicesState.rows, _choice)), class_name="notification-choices"
        ),
    )


def _choice(row: ChoiceRow) -> rx.Component:
    def set_in_app(on: rx.Var[bool]) -> Any:
        return ChoicesState.set_in_app(row.kind, on)

    def set_by_mail(on: rx.Var[bool]) -> Any:
        return ChoicesState.set_by_mail(row.kind, on)

    return rx.el.tr(
        rx.el.th(row.label, scope="row"),
        rx.el.td(switch(formatted("{label}: in the app", label=row.label), row.in_app, set_in_app)),
        rx.cond(
            ChoicesState.mails,
            rx.el.td(switch(formatted("{label}: by e-mail", label=row.label), row.by_mail, set_by_mail)),
        ),
    )

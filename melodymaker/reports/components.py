"""Reporting something."""

import reflex as rx

from melodymaker.i18n import t
from melodymaker.reports.service import MAX_TEXT
from melodymaker.reports.state import ReportState
from melodymaker.types import Reason, Reported
from melodymaker.ui.buttons import quiet_button, solid_button
from melodymaker.ui.forms import field_error, select
from melodymaker.ui.overlays import dialog, dialog_actions, menu_item

REASON_TEXTS = {
    Reason.SPAM: t("Spam or deception"),
    Reason.HATE: t("Hate, threats or harassment"),
    Reason.SEXUAL: t("Sexual content"),
    Reason.RIGHTS: t("Somebody's rights: a copied song, a name, a voice"),
    Reason.OTHER: t("Something else"),
}


def report_item(kind: Reported, target_id: rx.Var[str] | str, label: rx.Var[str] | str) -> rx.Component:
    """Return the menu's item that reports something; `label` is how it is called."""
    return menu_item(t("Report"), "flag", ReportState.open_report(kind.value, target_id, label))


def report_dialog() -> rx.Component:
    """Return the dialog that asks why something is reported, once for each page."""
    state = ReportState
    # None is chosen beforehand: what is said of somebody is said by whoever reports them.
    reasons = [("", t("Choose a reason")), *((one.value, text) for one, text in REASON_TEXTS.items())]
    form = rx.el.form(
        select(t("What is wrong?"), "reason", reasons, "", error=state.reason_error),
        rx.el.div(
            rx.el.label(t("More about it, if you like"), html_for="report-text", class_name="field-label"),
            rx.el.textarea(
                id="report-text",
                name="text",
                rows=4,
                max_length=MAX_TEXT,
                class_name="input",
                custom_attrs={"aria-describedby": "report-error"},
            ),
            field_error(state.error, "report-error"),
            class_name="field",
        ),
        dialog_actions(
            quiet_button(t("Cancel"), on_click=state.close_report), solid_button(t("Report"), type="submit")
        ),
        on_submit=state.submit_report,
        class_name="form",
    )
    return dialog(
        form,
        title=t("Report"),
        about=state.label,
        opened=state.kind != "",
        on_open_change=lambda _opened: state.close_report(),
    )

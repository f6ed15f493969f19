"""One's passkeys, as the settings show them."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.passkey_button import passkey_button
from melodymaker.accounts.passkeys import MAX_NAME, PasskeyRow
from melodymaker.accounts.sign_in_settings import form_answer
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.controls import disclosure
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.texts import formatted
from melodymaker.ui.time_ago import time_ago
from melodymaker.ui.vars import count

_FORM = "passkey-form"


def passkey_settings() -> rx.Component:
    """Return the list of one's passkeys, and the form that adds one."""
    form = native_form(
        field(
            t("Name of the passkey"),
            "passkey_name",
            required=False,
            max_length=MAX_NAME,
            placeholder=t("My phone"),
            hint=t("So that you know it again here."),
        ),
        rx.cond(
            SignInState.how.typed,
            field(t("Your password"), "passkey_password", kind="password", autocomplete="current-password"),
        ),
        rx.el.div(
            passkey_button(t("Add a passkey"), _FORM, routes.AUTH_PASSKEY_ADD_OPTIONS),
            class_name="actions passkey-actions",
        ),
        id=_FORM,
        action=routes.AUTH_PASSKEY_ADD,
    )
    return rx.fragment(
        form_answer("passkey"),
        rx.cond(
            count(SignInState.passkeys) > 0,
            rx.el.ul(
                rx.foreach(SignInState.passkeys, _passkey),
                class_name="session-list",
                custom_attrs={"aria-label": t("Passkeys")},
            ),
        ),
        rx.el.div(
            disclosure(t("Add a passkey: sign in with your fingerprint, face or device PIN"), form),
            class_name="settings-fold",
        ),
    )


def _passkey(row: PasskeyRow) -> rx.Component:
    used = rx.fragment(t("used "), time_ago(row.used))
    return rx.el.li(
        rx.icon("key-round", size=20),
        rx.el.div(
            rx.el.strong(row.name, class_name="ellipsis"),
            rx.el.span(
                t("Added "), time_ago(row.added), " · ", rx.cond(row.used, used, t("never used")), class_name="muted"
            ),
            class_name="session-about",
        ),
        quiet_button(
            t("Remove"),
            on_click=SignInState.remove_passkey(row.id),
            custom_attrs={"aria-label": formatted("Remove {name}", name=row.name)},
        ),
    )

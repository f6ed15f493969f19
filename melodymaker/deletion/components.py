"""Deleting one's account, as the settings offer it."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.sign_in_settings import form_answer
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.i18n import t
from melodymaker.ui.buttons import link, quiet_button, solid_button
from melodymaker.ui.controls import disclosure
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.layout import settings_section

DELETE = t("Delete account")


def delete_settings() -> rx.Component:
    """Return the form that deletes one's account in 14 days, or the one that keeps it."""
    how = SignInState.how
    keep = rx.el.div(
        rx.el.p(t("Your account is going to be deleted, and nobody sees it any more.")),
        keep_form(),
        class_name="stack",
    )
    no_password = rx.el.p(
        t("This asks for your password, and you have none. "),
        link(t("Set one by e-mail first"), href=routes.FORGOT),
        ".",
    )
    refused = (SignInState.form == "delete") & (SignInState.done == "")
    ask = disclosure(t("Delete my account"), _form(), opened=refused)
    return settings_section(
        DELETE,
        t(
            "Your songs, playlists, comments, likes and files are deleted for good after 14 days. Until then nobody"
            " sees your account, and you can sign in and keep it."
        ),
        form_answer("delete"),
        rx.cond(
            SignInState.loaded,
            rx.cond(how.leaves, keep, rx.cond(how.typed, ask, rx.cond(how.guest, rx.fragment(), no_password))),
        ),
    )


def keep_form() -> rx.Component:
    """Return the button that keeps an account that was to be deleted."""
    return native_form(solid_button(t("Keep my account"), type="submit"), action=routes.AUTH_KEEP, same_person=True)


def _form() -> rx.Component:
    return native_form(
        field(
            t("Your password"),
            "delete_password",
            kind="password",
            autocomplete="current-password",
            error=SignInState.errors.get("delete_password", ""),
            hint=t("Export your data first, if you want to keep your songs."),
        ),
        rx.el.div(
            quiet_button(t("Delete my account in 14 days"), type="submit", class_name="button-danger"),
            class_name="actions",
        ),
        action=routes.AUTH_DELETE,
    )

"""What whoever signs in to an account that is to be deleted is asked."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.deletion.components import keep_form
from melodymaker.i18n import t
from melodymaker.ui.buttons import link, quiet_button
from melodymaker.ui.forms import native_form
from melodymaker.ui.layout import auth_frame


def keep_page() -> rx.Component:
    """The offer to keep one's account."""
    leaving = rx.fragment(
        keep_form(),
        native_form(quiet_button(t("Let it go"), type="submit", class_name="button-wide"), action=routes.AUTH_SIGN_OUT),
        rx.el.p(
            link(t("Export your data"), href=routes.SETTINGS), t(" while it is there."), class_name="muted auth-other"
        ),
    )
    kept = rx.fragment(
        rx.el.p(t("Your account is here to stay.")),
        link(t("Make a song"), href=routes.CREATE, class_name="button button-solid"),
    )
    waiting = rx.cond(SignInState.how.leaves, leaving, kept)
    return auth_frame(
        rx.el.h1(t("Keep your account?"), class_name="display"),
        rx.el.p(
            t("You asked for it to be deleted. All that was yours is still here, and nobody else sees it."),
            class_name="muted",
        ),
        rx.cond(SignInState.loaded, waiting),
    )

"""The pages around links in mails: a forgotten password, another one, and confirming an email."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.fields import MIN_PASSWORD
from melodymaker.accounts.link_state import LinkPageState
from melodymaker.i18n import t
from melodymaker.ui.buttons import link, link_button, solid_button
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.layout import auth_frame
from melodymaker.ui.messages import note


def forgot_page() -> rx.Component:
    """The form that asks for a link to set another password."""
    form = native_form(
        field(
            t("Email"),
            "email",
            kind="email",
            autocomplete="email",
            value=LinkPageState.values.get("email", ""),
            error=LinkPageState.errors.get("email", ""),
        ),
        solid_button(t("Send the link"), type="submit", class_name="button-wide"),
        action=routes.AUTH_FORGOT,
    )
    return _page(
        t("Forgot your password?"),
        t("We send you a link to set a new one."),
        rx.fragment(form, key=LinkPageState.round),
        rx.el.p(link(t("Back to the sign-in"), href=routes.SIGN_IN), class_name="muted auth-other"),
    )


def reset_page() -> rx.Component:
    """The form that sets another password."""
    form = native_form(
        field(
            t("New password"),
            "password",
            kind="password",
            autocomplete="new-password",
            error=LinkPageState.errors.get("password", ""),
            hint=t("At least {least} characters.", least=MIN_PASSWORD),
        ),
        solid_button(t("Set the password"), type="submit", class_name="button-wide"),
        action=routes.AUTH_RESET,
    )
    return _page(
        t("Set a new password"),
        t("You are signed in with it here, and signed out everywhere else."),
        _if_usable(rx.fragment(form, key=LinkPageState.round), t("Ask for a new link"), routes.FORGOT),
    )


def confirm_page() -> rx.Component:
    """The button that confirms an email."""
    form = native_form(
        rx.el.p(LinkPageState.address, class_name="auth-address ellipsis"),
        solid_button(t("Confirm my email"), type="submit", class_name="button-wide"),
        action=routes.AUTH_CONFIRM,
        same_person=True,
    )
    return _page(
        rx.cond(LinkPageState.done, t("Thank you"), t("Confirm your email")),
        rx.cond(
            LinkPageState.done,
            t("You can publish your songs now."),
            t("One press, and you can publish your songs."),
        ),
        rx.cond(
            LinkPageState.errors.get("email", ""),
            note(LinkPageState.errors["email"], icon="circle-alert", bad=True),
        ),
        rx.cond(
            LinkPageState.done,
            link_button(t("Make a song"), href=routes.CREATE, kind="solid"),
            _if_usable(form, t("Send a new link from the settings"), routes.SETTINGS),
        ),
    )


def _if_usable(form: rx.Component, way_out: str, href: str) -> rx.Component:
    """The form where the link still works, and else what to do; before that is known, the form too."""
    over = rx.fragment(
        rx.cond(
            LinkPageState.errors.get("form", ""),
            rx.fragment(),
            note(
                t("This link does not work any more: it has been used, or is too old."), icon="circle-alert", bad=True
            ),
        ),
        link_button(way_out, href=href, kind="solid"),
    )
    return rx.cond(LinkPageState.usable | ~LinkPageState.loaded, form, over)


def _page(title: rx.Var[str] | str, text: rx.Var[str] | str, *content: rx.Component) -> rx.Component:
    errors = LinkPageState.errors
    return auth_frame(
        rx.el.h1(title, class_name="display"),
        rx.el.p(text, class_name="muted"),
        rx.cond(LinkPageState.done, rx.el.div(note(LinkPageState.done, icon="mail-check"), role="status")),
        rx.cond(errors.get("form", ""), note(errors["form"], icon="circle-alert", bad=True)),
        *content,
    )

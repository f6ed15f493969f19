"""The sign-in and sign-up pages."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.components import guest_form
from melodymaker.accounts.fields import MAX_NAME, MIN_PASSWORD
from melodymaker.accounts.passkey_button import passkey_button
from melodymaker.accounts.providers import ProviderRow
from melodymaker.accounts.state import AuthFormState
from melodymaker.db.models import MAX_HANDLE
from melodymaker.i18n import t
from melodymaker.ui.buttons import link, solid_button
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.layout import auth_frame
from melodymaker.ui.messages import note
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

_PASSKEY_FORM = "passkey-form"


def sign_in_page() -> rx.Component:
    """The form that opens a session."""
    return _auth_page(
        rx.cond(AuthFormState.sent_here, t("Sign in to go on"), t("Welcome back")),
        rx.cond(
            AuthFormState.sent_here,
            t("An account takes half a minute, if you have none yet."),
            t("Your songs are where you left them."),
        ),
        native_form(
            _email(),
            field(
                t("Password"),
                "password",
                kind="password",
                autocomplete="current-password",
                error=AuthFormState.errors.get("password", ""),
            ),
            rx.el.p(link(t("Forgot your password?"), href=routes.FORGOT), class_name="auth-aside"),
            _submit(t("Sign in")),
            action=routes.AUTH_SIGN_IN,
        ),
        _other(t("New here?"), t("Create an account"), routes.SIGN_UP),
        _or_unless_said(),
        native_form(
            rx.el.input(type="hidden", name="next", value=AuthFormState.next_page, read_only=True),
            passkey_button(t("Use a passkey"), _PASSKEY_FORM, routes.AUTH_PASSKEY_OPTIONS, wide=True),
            id=_PASSKEY_FORM,
            action=routes.AUTH_PASSKEY,
        ),
        _guests(),
    )


def sign_up_page() -> rx.Component:
    """The form that opens an account."""
    return _auth_page(
        rx.cond(AuthFormState.guest, t("Keep your songs"), t("Make your first song")),
        rx.cond(
            AuthFormState.guest,
            t("Everything you have made as a guest comes along, and you can publish it."),
            t("An account keeps your songs. It takes half a minute."),
        ),
        native_form(
            field(
                t("Name"),
                "name",
                autocomplete="name",
                value=AuthFormState.values.get("name", ""),
                error=AuthFormState.errors.get("name", ""),
                hint=t("Your songs go under this name."),
                max_length=MAX_NAME,
                on_blur=AuthFormState.suggest_handle,
            ),
            field(
                t("Handle"),
                "handle",
                autocomplete="username",
                value=AuthFormState.values.get("handle", ""),
                error=AuthFormState.errors.get("handle", ""),
                hint=t("The name in your page's address. Leave it empty to use one made from your name."),
                required=False,
                max_length=MAX_HANDLE + 1,
                placeholder=AuthFormState.suggestion,
                auto_capitalize="none",
                spell_check=False,
            ),
            _email(),
            field(
                t("Password"),
                "password",
                kind="password",
                autocomplete="new-password",
                error=AuthFormState.errors.get("password", ""),
                hint=rx.cond(
                    AuthFormState.round > 0,
                    t("Type your password again: it is never sent back."),
                    t("At least {least} characters.", least=MIN_PASSWORD),
                ),
            ),
            _submit(t("Create account")),
            action=routes.AUTH_SIGN_UP,
        ),
        _other(t("Have an account?"), t("Sign in"), routes.SIGN_IN),
        _guests(),
    )


def _guests() -> rx.Component:
    """The way in without an account, where there is one."""
    return rx.cond(
        AuthFormState.guests_welcome,
        rx.el.div(_or_unless_said(), guest_form(AuthFormState.next_page), class_name="stack"),
    )


def _provider(row: ProviderRow) -> rx.Component:
    # The browser itself goes there: it is no page of this site.
    return rx.el.a(
        formatted("Continue with {label}", label=row.label), href=row.href, class_name="button button-quiet button-wide"
    )


def _or_unless_said() -> rx.Component:
    """The line before another way in, where the providers have not drawn it above."""
    return rx.cond(count(AuthFormState.providers) > 0, rx.fragment(), _or())


def _or() -> rx.Component:
    return rx.el.p(rx.el.span(t("or")), class_name="auth-or", custom_attrs={"aria-hidden": "true"})


def _auth_page(
    title: rx.Var[str] | str, text: rx.Var[str] | str, form: rx.Component, *others: rx.Component
) -> rx.Component:
    return auth_frame(
        rx.el.h1(title, class_name="display"),
        rx.el.p(text, class_name="muted"),
        rx.cond(AuthFormState.done, rx.el.div(note(AuthFormState.done), role="status")),
        rx.cond(
            AuthFormState.errors.get("form", ""), note(AuthFormState.errors["form"], icon="circle-alert", bad=True)
        ),
        rx.fragment(form, key=AuthFormState.round),
        rx.cond(
            count(AuthFormState.providers) > 0,
            rx.el.div(_or(), rx.foreach(AuthFormState.providers, _provider), class_name="stack"),
        ),
        *others,
    )


def _email() -> rx.Component:
    return field(
        t("Email"),
        "email",
        kind="email",
        autocomplete="email",
        value=AuthFormState.values.get("email", ""),
        error=AuthFormState.errors.get("email", ""),
    )


def _submit(label: str) -> rx.Component:
    return rx.fragment(
        rx.el.input(type="hidden", name="next", value=AuthFormState.next_page, read_only=True),
        solid_button(label, type="submit", class_name="button-wide"),
    )


def _other(question: str, answer: str, href: str) -> rx.Component:
    return rx.el.p(
        question, " ", link(answer, href=f"{href}?next={AuthFormState.next_page}"), class_name="muted auth-other"
    )

"""The sign-in and sign-up pages."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.fields import MAX_NAME, MIN_PASSWORD
from melodymaker.accounts.state import AuthFormState
from melodymaker.db.models import MAX_HANDLE
from melodymaker.ui.buttons import link, solid_button
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.layout import auth_frame
from melodymaker.ui.messages import note


def sign_in_page() -> rx.Component:
    """The form that opens a session."""
    return _auth_page(
        "Welcome back",
        "Your songs are where you left them.",
        native_form(
            _email(),
            field(
                "Password",
                "password",
                kind="password",
                autocomplete="current-password",
                error=AuthFormState.errors.get("password", ""),
            ),
            rx.el.p(link("Forgot your password?", href=routes.FORGOT), class_name="auth-aside"),
            _submit("Sign in"),
            action=routes.AUTH_SIGN_IN,
        ),
        _other("New here?", "Create an account", routes.SIGN_UP),
    )


def sign_up_page() -> rx.Component:
    """The form that opens an account."""
    return _auth_page(
        "Make your first song",
        "An account keeps your songs. It takes half a minute.",
        native_form(
            field(
                "Name",
                "name",
                autocomplete="name",
                value=AuthFormState.values.get("name", ""),
                error=AuthFormState.errors.get("name", ""),
                hint="Your songs go under this name.",
                max_length=MAX_NAME,
                on_blur=AuthFormState.suggest_handle,
            ),
            field(
                "Handle",
                "handle",
                autocomplete="username",
                value=AuthFormState.values.get("handle", ""),
                error=AuthFormState.errors.get("handle", ""),
                hint="The name in your page's address. Left empty, it is made of your name.",
                required=False,
                max_length=MAX_HANDLE + 1,
                placeholder=AuthFormState.suggestion,
                auto_capitalize="none",
                spell_check=False,
            ),
            _email(),
            field(
                "Password",
                "password",
                kind="password",
                autocomplete="new-password",
                error=AuthFormState.errors.get("password", ""),
                hint=f"At least {MIN_PASSWORD} characters.",
            ),
            _submit("Create account"),
            action=routes.AUTH_SIGN_UP,
        ),
        _other("Have an account?", "Sign in", routes.SIGN_IN),
    )


def _auth_page(title: str, text: str, form: rx.Component, other: rx.Component) -> rx.Component:
    return auth_frame(
        rx.el.h1(title, class_name="display"),
        rx.el.p(text, class_name="muted"),
        rx.cond(
            AuthFormState.errors.get("form", ""), note(AuthFormState.errors["form"], icon="circle-alert", bad=True)
        ),
        rx.fragment(form, key=AuthFormState.round),
        other,
    )


def _email() -> rx.Component:
    return field(
        "Email",
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

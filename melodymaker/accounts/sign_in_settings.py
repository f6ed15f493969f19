"""The settings' sections about signing in, and about where one is signed in."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.fields import MIN_PASSWORD
from melodymaker.accounts.providers import ProviderRow
from melodymaker.accounts.queries import SessionRow
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.accounts.verification_state import VerificationState
from melodymaker.i18n import t
from melodymaker.ui.buttons import link, link_button, quiet_button, solid_button
from melodymaker.ui.controls import disclosure
from melodymaker.ui.forms import field, native_form
from melodymaker.ui.labels import badge
from melodymaker.ui.layout import settings_section
from melodymaker.ui.messages import note
from melodymaker.ui.texts import formatted
from melodymaker.ui.time_ago import time_ago
from melodymaker.ui.vars import count

SIGN_IN = t("Signing in")
SESSIONS = t("Where you are signed in")


def sign_in_settings(*more: rx.Component) -> rx.Component:
    """Return one's email and password, and how they are changed; `more` are other ways in."""
    how = SignInState.how
    guest = rx.el.div(
        note(t("You are here as a guest. With an account your songs are safe, and you can publish them."), icon="info"),
        rx.el.div(link_button(t("Create an account"), href=routes.SIGN_UP, kind="solid"), class_name="actions"),
        class_name="stack",
    )
    return settings_section(
        SIGN_IN,
        t("Only you see this."),
        rx.cond(SignInState.loaded, rx.cond(how.guest, guest, rx.fragment(_email(), _password(), _providers(), *more))),
    )


def session_settings() -> rx.Component:
    """Return the browsers in which one is signed in, each to be signed out."""
    others = count(SignInState.sessions) > 1
    return settings_section(
        SESSIONS,
        t("Sign out any device that you do not recognize, then change your password."),
        rx.el.ul(rx.foreach(SignInState.sessions, _session), class_name="session-list"),
        rx.cond(
            others,
            rx.el.div(
                quiet_button(t("Sign out everywhere else"), on_click=SignInState.end_other_sessions),
                class_name="actions",
            ),
        ),
    )


def form_answer(name: str) -> rx.Component:
    """Return what the form of this name was answered, if it was sent last; its errors are at its fields."""
    said = SignInState.form == name
    error = SignInState.errors.get("form", "")
    return rx.el.div(
        rx.cond(said & (SignInState.done != ""), rx.el.div(note(SignInState.done, icon="check"), role="status")),
        rx.cond(said & (error != ""), rx.el.div(note(error, icon="circle-alert", bad=True), role="alert")),
        id=f"form-{name}",
        class_name="form-answer",
    )


def _email() -> rx.Component:
    how = SignInState.how
    unconfirmed = rx.el.div(
        badge(t("Not confirmed")),
        quiet_button(t("Send the link again"), on_click=VerificationState.send_link_again),
        class_name="settings-row settings-fact",
    )
    shown = rx.el.div(
        rx.el.span(t("Email"), class_name="field-label"),
        rx.el.div(
            rx.el.strong(how.address, class_name="ellipsis"),
            rx.cond(how.confirmed, badge(t("Confirmed")), unconfirmed),
            class_name="settings-row settings-fact",
        ),
        class_name="field",
    )
    form = native_form(
        field(
            t("New email"),
            "email",
            kind="email",
            autocomplete="email",
            value=rx.cond(SignInState.form == "email", SignInState.values.get("email", ""), ""),
            error=SignInState.errors.get("email", ""),
        ),
        field(
            t("Your password"),
            "email_password",
            kind="password",
            autocomplete="current-password",
            error=SignInState.errors.get("email_password", ""),
        ),
        rx.el.div(solid_button(t("Change email"), type="submit"), class_name="actions"),
        action=routes.AUTH_EMAIL,
        same_person=True,
    )
    return rx.fragment(shown, form_answer("email"), rx.cond(how.typed, _folded(t("Change email"), "email", form)))


def _password() -> rx.Component:
    form = native_form(
        field(
            t("Current password"),
            "current_password",
            kind="password",
            autocomplete="current-password",
            error=SignInState.errors.get("current_password", ""),
        ),
        field(
            t("New password"),
            "new_password",
            kind="password",
            autocomplete="new-password",
            error=SignInState.errors.get("new_password", ""),
            hint=t("At least {least} characters. All other browsers are signed out.", least=MIN_PASSWORD),
        ),
        rx.el.div(solid_button(t("Change password"), type="submit"), class_name="actions"),
        action=routes.AUTH_PASSWORD,
        same_person=True,
    )
    none = rx.el.p(t("You have no password. "), link(t("Set one by e-mail"), href=routes.FORGOT), class_name="muted")
    return rx.fragment(
        form_answer("password"), rx.cond(SignInState.how.typed, _folded(t("Change password"), "password", form), none)
    )


def _providers() -> rx.Component:
    return rx.fragment(
        form_answer("provider"),
        rx.cond(
            count(SignInState.providers) > 0,
            rx.el.ul(rx.foreach(SignInState.providers, _provider), class_name="session-list"),
        ),
    )


def _provider(row: ProviderRow) -> rx.Component:
    disconnect = quiet_button(
        t("Disconnect"),
        on_click=SignInState.disconnect_provider(row.name),
        custom_attrs={"aria-label": formatted("Disconnect {label}", label=row.label)},
    )
    connect = rx.el.a(
        t("Connect"),
        href=row.href,
        class_name="button button-quiet",
        aria_label=formatted("Connect {label}", label=row.label),
    )
    return rx.el.li(
        rx.icon("link", size=20),
        rx.el.div(
            rx.el.strong(row.label),
            rx.el.span(rx.cond(row.connected, t("You can sign in with it."), t("Not connected.")), class_name="muted"),
            class_name="session-about",
        ),
        rx.cond(row.connected, disconnect, connect),
    )


def _folded(title: str, name: str, form: rx.Component) -> rx.Component:
    """A form that opens at a click, and stands open where it was refused."""
    refused = (SignInState.form == name) & (SignInState.done == "")
    return rx.el.div(disclosure(title, form, opened=refused), class_name="settings-fold")


def _session(row: SessionRow) -> rx.Component:
    return rx.el.li(
        rx.cond(row.phone, rx.icon("smartphone", size=20), rx.icon("monitor", size=20)),
        rx.el.div(
            rx.el.strong(row.device),
            rx.el.span(
                rx.cond(row.place, rx.fragment(row.place, " · "), ""),
                rx.cond(row.current, t("now"), time_ago(row.seen)),
                class_name="muted",
            ),
            class_name="session-about",
        ),
        rx.cond(
            row.current,
            badge(t("This device")),
            quiet_button(
                t("Sign out"),
                on_click=SignInState.end_session(row.id),
                custom_attrs={"aria-label": formatted("Sign out {device}", device=row.device)},
            ),
        ),
    )

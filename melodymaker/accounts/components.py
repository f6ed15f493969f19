"""The account's place in the frame."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.i18n import t
from melodymaker.ui.buttons import link_button, quiet_button
from melodymaker.ui.forms import native_form
from melodymaker.ui.layout import account_button, account_link
from melodymaker.ui.overlays import menu, menu_item, menu_label, menu_line
from melodymaker.ui.theme import theme_choices

GUESTS = t("Three songs, two takes each, to try it out. Create an account to keep them.")
_SIGN_OUT = "sign-out"


def account_menu(remark: rx.Var[str] | str = "", *items: rx.Component) -> rx.Component:
    """The signed-in user's menu, or the way to sign in; nothing until that is known.

    `remark` stands beside the name, and the items in the menu.
    """
    return rx.fragment(
        native_form(id=_SIGN_OUT, action=routes.AUTH_SIGN_OUT),
        rx.cond(
            AccountState.known,
            rx.cond(AccountState.name, _menu(remark, *items), account_link(t("Sign in"), routes.SIGN_IN)),
        ),
    )


def guest_form(then: rx.Var[str] | str = routes.CREATE, hint: str = GUESTS) -> rx.Component:
    """Return the button that lets a visitor in as a guest, and leads on to a page."""
    return native_form(
        rx.el.input(type="hidden", name="next", value=then, read_only=True),
        quiet_button(t("Try without an account"), type="submit", class_name="button-wide"),
        rx.el.p(hint, class_name="field-hint") if hint else rx.fragment(),
        action=routes.AUTH_GUEST,
    )


def guest_idea(text: str, composer: str, class_name: str) -> rx.Component:
    """Return an idea that lets a visitor in as a guest and has it made; `composer` is where that leads if it cannot."""
    return native_form(
        rx.el.input(type="hidden", name="next", value=composer, read_only=True),
        rx.el.input(type="hidden", name="idea", value=text, read_only=True),
        rx.el.button(text, type="submit", class_name=class_name),
        action=routes.AUTH_GUEST,
    )


def invitation() -> rx.Component:
    """Return what asks a visitor to make a song of their own; nothing for whoever is signed in."""
    here = rx.el.section(
        rx.el.div(
            rx.el.h2(t("Make a song of your own")),
            rx.el.p(t("One sentence becomes two finished songs, with lyrics and a cover.")),
        ),
        rx.el.div(
            link_button(rx.icon("audio-lines", size=20), t("Make a song"), href=routes.SIGN_UP, kind="primary"),
            rx.cond(AccountState.guests_welcome, guest_form(hint="")),
            class_name="actions",
        ),
        class_name="invitation",
        custom_attrs={"aria-label": t("Make a song of your own")},
    )
    return rx.cond(AccountState.known & (AccountState.name == ""), here)


def _menu(remark: rx.Var[str] | str, *items: rx.Component) -> rx.Component:
    return menu(
        account_button(AccountState.name, remark, picture=AccountState.avatar),
        rx.cond(AccountState.guest, menu_item(t("Create an account"), "user-plus", rx.redirect(routes.SIGN_UP))),
        menu_item(t("Your profile"), "user-round", rx.redirect(routes.profile(AccountState.handle))),
        menu_item(t("Stats"), "chart-no-axes-column", rx.redirect(routes.STATS)),
        *items,
        menu_item(t("Settings"), "settings", rx.redirect(routes.SETTINGS)),
        rx.cond(AccountState.admin, menu_item(t("Admin"), "shield", rx.redirect(routes.ADMIN))),
        rx.cond(AccountState.leaving, menu_item(t("Keep my account"), "heart", rx.redirect(routes.KEEP))),
        menu_line(),
        menu_label(t("Appearance")),
        theme_choices(),
        menu_line(),
        # The form stands outside the menu, which is gone by the time its item could submit anything.
        menu_item(t("Sign out"), "log-out", rx.run_script(f"document.getElementById('{_SIGN_OUT}').requestSubmit()")),
        align="start",
    )

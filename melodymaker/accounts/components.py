"""The account's place in the frame."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.forms import native_form
from melodymaker.ui.layout import account_button, account_link
from melodymaker.ui.overlays import menu, menu_item, menu_label, menu_line
from melodymaker.ui.theme import theme_choices

GUESTS = "Three songs, in two takes each, to see what it is like. An account keeps them, if you open one."
_SIGN_OUT = "sign-out"


def account_menu(remark: rx.Var[str] | str = "", *items: rx.Component) -> rx.Component:
    """The signed-in user's menu, or the way to sign in; nothing until that is known.

    `remark` stands beside the name, and the items in the menu.
    """
    return rx.fragment(
        native_form(id=_SIGN_OUT, action=routes.AUTH_SIGN_OUT),
        rx.cond(
            AccountState.known,
            rx.cond(AccountState.name, _menu(remark, *items), account_link("Sign in", routes.SIGN_IN)),
        ),
    )


def guest_form(then: rx.Var[str] | str = routes.CREATE, hint: str = GUESTS) -> rx.Component:
    """Return the button that lets a visitor in as a guest, and leads on to a page."""
    return native_form(
        rx.el.input(type="hidden", name="next", value=then, read_only=True),
        quiet_button("Try without an account", type="submit", class_name="button-wide"),
        rx.el.p(hint, class_name="field-hint") if hint else rx.fragment(),
        action=routes.AUTH_GUEST,
    )


def _menu(remark: rx.Var[str] | str, *items: rx.Component) -> rx.Component:
    return menu(
        account_button(AccountState.name, remark, picture=AccountState.avatar),
        rx.cond(AccountState.guest, menu_item("Create an account", "user-plus", rx.redirect(routes.SIGN_UP))),
        menu_item("Your profile", "user-round", rx.redirect(routes.profile(AccountState.handle))),
        menu_item("Stats", "chart-no-axes-column", rx.redirect(routes.STATS)),
        *items,
        menu_item("Settings", "settings", rx.redirect(routes.SETTINGS)),
        rx.cond(AccountState.admin, menu_item("Admin", "shield", rx.redirect(routes.ADMIN))),
        rx.cond(AccountState.leaving, menu_item("Keep my account", "heart", rx.redirect(routes.KEEP))),
        menu_line(),
        menu_label("Appearance"),
        theme_choices(),
        menu_line(),
        # The form stands outside the menu, which is gone by the time its item could submit anything.
        menu_item("Sign out", "log-out", rx.run_script(f"document.getElementById('{_SIGN_OUT}').requestSubmit()")),
        align="start",
    )

"""Credits on other pages: what a request costs, what is left, and what to do where it is too little."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.purchases.balance_state import BalanceState
from melodymaker.purchases.state import CreditsState
from melodymaker.songs.queries import PairRow
from melodymaker.ui.buttons import link, link_button, quiet_button
from melodymaker.ui.overlays import menu_item
from melodymaker.ui.texts import formatted


def request_price() -> rx.Component:
    """What a pair costs, and what is left; t("free") where nothing costs anything."""
    balance = BalanceState.balance
    return rx.cond(
        balance.on,
        rx.fragment(
            formatted("{price} credits · ", price=balance.price),
            link(formatted("{credits} left", credits=balance.left), href=routes.CREDITS),
        ),
        t("free"),
    )


def credits_item() -> rx.Component:
    """The entry of the account's menu."""
    balance = BalanceState.balance
    return rx.cond(balance.on, menu_item(t("Credits"), "coins", rx.redirect(routes.CREDITS)))


def credits_left() -> rx.Var[str]:
    """What is left, for beside the account's name; empty where nothing costs anything."""
    balance = BalanceState.balance
    return rx.cond(balance.on, balance.left, "")


def without_credits(pair: PairRow) -> rx.Component:
    """What can be done about a pair that waits for credits."""
    balance = BalanceState.balance
    return rx.cond(
        balance.enough,
        quiet_button(t("Continue"), on_click=CreditsState.continue_request(pair.id)),
        link_button(t("Get credits"), href=routes.CREDITS),
    )

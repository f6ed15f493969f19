"""The page of one's credits: what is left, packs, and the ledger."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.i18n import t
from melodymaker.purchases.balance_state import BalanceState
from melodymaker.purchases.queries import EntryRow
from melodymaker.purchases.state import CreditsState, PackRow
from melodymaker.ui.buttons import link_button, quiet_button, solid_button
from melodymaker.ui.labels import time_ago
from melodymaker.ui.messages import empty_state, error_state, note, skeleton_rows
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

_ROWS = (t("When"), t("What"), t("Credits"), t("Left"))


def credits_page() -> rx.Component:
    """What is left, what is for sale, and every movement; where nothing costs anything, that."""
    free = empty_state(
        t("Making songs is free here"),
        t("This site counts no credits: create as much as you like."),
        link_button(t("Create"), href=routes.CREATE, kind="solid"),
        icon="coins",
    )
    guest = empty_state(
        t("As a guest you pay nothing"),
        t("Three requests are free. With an account you get free credits to go on, and keep your songs."),
        link_button(t("Create an account"), href=routes.SIGN_UP, kind="solid"),
        icon="coins",
    )
    shown = rx.fragment(_left(), rx.cond(BalanceState.balance.for_sale, _for_sale()), _ledger())
    return rx.el.div(
        rx.el.div(rx.el.h1(t("Credits")), class_name="page-head"),
        rx.cond(
            CreditsState.loaded,
            rx.cond(BalanceState.balance.on, shown, rx.cond(AccountState.guest, guest, free)),
            skeleton_rows(6),
        ),
        class_name="page",
    )


def _left() -> rx.Component:
    balance = BalanceState.balance
    return rx.fragment(
        rx.el.div(
            rx.el.strong(balance.left),
            rx.el.p(
                formatted(
                    "A request makes two songs and costs {price} credits. They are held when you press Create, spent"
                    " when the songs are finished, and returned if nothing comes of them.",
                    price=balance.price,
                ),
            ),
            class_name="credits-left",
        ),
        rx.cond(CreditsState.thanks, note(CreditsState.thanks)),
    )


def _for_sale() -> rx.Component:
    state = CreditsState
    trouble = error_state(
        state.trouble, quiet_button(t("Try again"), on_click=state.load_packs), title=t("Not for sale now")
    )
    packs = rx.cond(
        count(state.packs) > 0, rx.el.ul(rx.foreach(state.packs, _pack), class_name="packs"), skeleton_rows(1)
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Get more")),
            quiet_button(t("Orders and subscriptions"), on_click=state.open_portal),
            class_name="section-head",
        ),
        rx.cond(state.trouble, trouble, packs),
        rx.el.p(
            t("Requests that have waited for credits for at most a day go on by themselves."), class_name="field-hint"
        ),
        custom_attrs={"aria-label": t("Get more")},
    )


def _pack(pack: PackRow) -> rx.Component:
    about = rx.cond(pack.monthly, t("Each month, until you cancel"), t("Once; they never expire"))
    price = rx.cond(pack.monthly, formatted("{price} a month", price=pack.price), pack.price)
    return rx.el.li(
        rx.el.h3(pack.credits),
        rx.el.p(about),
        solid_button(
            rx.cond(pack.price, formatted("Buy for {price}", price=price), t("Buy")),
            on_click=CreditsState.buy(pack.id),
            custom_attrs={
                "aria-label": rx.cond(
                    pack.price,
                    formatted("Buy for {price}: {credits}", price=price, credits=pack.credits),
                    formatted("Buy {credits}", credits=pack.credits),
                )
            },
        ),
        class_name="pack",
    )


def _ledger() -> rx.Component:
    head = rx.el.tr(*[rx.el.th(text, scope="col") for text in _ROWS])
    return rx.el.section(
        rx.el.div(rx.el.h2(t("History")), class_name="section-head"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(head), rx.el.tbody(rx.foreach(CreditsState.entries, _entry)), class_name="table ledger"
            ),
            class_name="table-box",
        ),
        rx.cond(
            CreditsState.more,
            rx.el.div(quiet_button(t("Load more"), on_click=CreditsState.load_more_entries), class_name="more"),
        ),
        custom_attrs={"aria-label": t("History")},
    )


def _entry(row: EntryRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(time_ago(row.at)), rx.el.td(row.text), rx.el.td(row.amount), rx.el.td(row.balance), key=row.id
    )

"""The page of one's credits: what is left, packs, and the ledger."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.purchases.balance_state import BalanceState
from melodymaker.purchases.queries import EntryRow
from melodymaker.purchases.state import CreditsState, PackRow
from melodymaker.ui.buttons import link_button, quiet_button, solid_button
from melodymaker.ui.labels import time_ago
from melodymaker.ui.messages import empty_state, error_state, note, skeleton_rows
from melodymaker.ui.vars import count

_ROWS = ("When", "What", "Credits", "Left")


def credits_page() -> rx.Component:
    """What is left, what is for sale, and every movement; where nothing costs anything, that."""
    free = empty_state(
        "Making songs is free here",
        "This site counts no credits: create as much as you like.",
        link_button("Create", href=routes.CREATE, kind="solid"),
        icon="coins",
    )
    guest = empty_state(
        "As a guest you pay nothing",
        "Three requests are free. With an account you get free credits to go on, and keep your songs.",
        link_button("Create an account", href=routes.SIGN_UP, kind="solid"),
        icon="coins",
    )
    shown = rx.fragment(_left(), rx.cond(BalanceState.balance.for_sale, _for_sale()), _ledger())
    return rx.el.div(
        rx.el.div(rx.el.h1("Credits"), class_name="page-head"),
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
                f"A request makes two songs and costs {balance.price} credits. They are held when you press Create,"
                " spent when the songs are finished, and returned if nothing comes of them.",
            ),
            class_name="credits-left",
        ),
        rx.cond(CreditsState.thanks, note(CreditsState.thanks)),
    )


def _for_sale() -> rx.Component:
    state = CreditsState
    trouble = error_state(state.trouble, quiet_button("Try again", on_click=state.load_packs), title="Not for sale now")
    packs = rx.cond(
        count(state.packs) > 0, rx.el.ul(rx.foreach(state.packs, _pack), class_name="packs"), skeleton_rows(1)
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Get more"),
            quiet_button("Orders and subscriptions", on_click=state.open_portal),
            class_name="section-head",
        ),
        rx.cond(state.trouble, trouble, packs),
        rx.el.p(
            "Requests that have waited for credits for at most a day go on by themselves.", class_name="field-hint"
        ),
        custom_attrs={"aria-label": "Get more"},
    )


def _pack(pack: PackRow) -> rx.Component:
    about = rx.cond(pack.monthly, "Each month, until you cancel", "Once; they never expire")
    price = rx.cond(pack.monthly, f"{pack.price} a month", pack.price)
    return rx.el.li(
        rx.el.h3(pack.credits),
        rx.el.p(about),
        solid_button(
            rx.cond(pack.price, f"Buy for {price}", "Buy"),
            on_click=CreditsState.buy(pack.id),
            custom_attrs={"aria-label": rx.cond(pack.price, f"Buy for {price}: {pack.credits}", f"Buy {pack.credits}")},
        ),
        class_name="pack",
    )


def _ledger() -> rx.Component:
    head = rx.el.tr(*[rx.el.th(text, scope="col") for text in _ROWS])
    return rx.el.section(
        rx.el.div(rx.el.h2("History"), class_name="section-head"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(head), rx.el.tbody(rx.foreach(CreditsState.entries, _entry)), class_name="table ledger"
            ),
            class_name="table-box",
        ),
        rx.cond(
            CreditsState.more,
            rx.el.div(quiet_button("Load more", on_click=CreditsState.load_more_entries), class_name="more"),
        ),
        custom_attrs={"aria-label": "History"},
    )


def _entry(row: EntryRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(time_ago(row.at)), rx.el.td(row.text), rx.el.td(row.amount), rx.el.td(row.balance), key=row.id
    )

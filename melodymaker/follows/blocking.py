"""Blocking somebody, as it is drawn: an item of a menu, and the list of the settings page."""

import reflex as rx

from melodymaker.follows.blocked_state import BlockedState
from melodymaker.follows.components import person_link
from melodymaker.follows.queries import PersonRow
from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.layout import settings_section
from melodymaker.ui.overlays import menu_item
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

BLOCKED = t("Blocked people")


def block_item(
    user_id: rx.Var[str] | str, name: rx.Var[str] | str, blocked: rx.Var[bool] | bool = False
) -> rx.Component:
    """Return the item of a menu that blocks a person, or lets a blocked one be heard again."""
    return rx.cond(
        blocked,
        menu_item(formatted("Unblock {name}", name=name), "circle-check", BlockedState.unblock_person(user_id)),
        menu_item(formatted("Block {name}", name=name), "ban", BlockedState.block_person(user_id), danger=True),
    )


def blocked_settings() -> rx.Component:
    """Return the list of whom one has blocked."""
    return settings_section(
        BLOCKED,
        t("They cannot follow you, or like or comment on your songs. You do not see their comments."),
        rx.cond(
            count(BlockedState.people) > 0,
            rx.el.ul(rx.foreach(BlockedState.people, _person), class_name="people"),
            rx.el.p(t("You have blocked nobody."), class_name="muted"),
        ),
    )


def _person(person: PersonRow) -> rx.Component:
    return rx.el.li(
        person_link(person),
        quiet_button(t("Unblock"), on_click=BlockedState.unblock_person(person.id)),
    )

"""The button that follows somebody, and people in lists."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.follows.queries import PersonRow
from melodymaker.follows.state import FollowState
from melodymaker.i18n import t
from melodymaker.ui.browser import callback
from melodymaker.ui.buttons import TOGGLES, link
from melodymaker.ui.held import Held
from melodymaker.ui.labels import avatar
from melodymaker.ui.texts import formatted


def follow_button(user_id: rx.Var[str] | str, name: rx.Var[str] | str, following: rx.Var[bool] | bool) -> rx.Component:
    """Return the button that follows a person, or no longer; it answers at once."""

    def change(on: rx.Var[bool]) -> Any:
        return FollowState.set_follow(user_id, on)

    return _follow_button(name=name, following=following, on_change=callback(change, bool))


@rx.memo
def _follow_button(name: rx.Var[str], following: rx.Var[bool], on_change: rx.Var[Any]) -> rx.Component:
    held = Held(following, on_change, kind=bool)
    return rx.el.button(
        rx.cond(held.value, t("Following"), t("Follow")),
        type="button",
        title=formatted("Follow {name}", name=name),
        class_name="button button-quiet button-small follow",
        on_click=held.set(~held.value),
        # One name for both: it is pressed, or it is not.
        custom_attrs={"aria-label": t("Follow"), "aria-pressed": held.value, **TOGGLES},
    )


def person_row(person: PersonRow) -> rx.Component:
    """Return a person in a list, who can be followed there."""
    return rx.el.li(
        person_link(person),
        rx.cond(~person.own, follow_button(person.id, person.name, person.following)),
    )


def person_link(person: PersonRow) -> rx.Component:
    """Return a person's picture, name and handle, which lead to their page."""
    return link(
        avatar(person.name, person.avatar),
        rx.el.span(
            rx.el.strong(person.name, class_name="ellipsis", dir="auto"),
            rx.el.small("@", person.handle, class_name="ellipsis"),
            class_name="person-words",
        ),
        href=routes.profile(person.handle),
        class_name="person",
    )

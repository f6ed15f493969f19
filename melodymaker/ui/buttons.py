"""Buttons and links that look like buttons."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex_components_core.react_router import ReactRouterLink


def _button(*children: rx.Component | rx.Var | str, kind: str, class_name: str = "", **props: Any) -> rx.Component:
    props.setdefault("type", "button")
    return rx.el.button(*children, class_name=f"button button-{kind} {class_name}".strip(), **props)


def primary_button(*children: rx.Component | rx.Var | str, wide: bool = False, **props: Any) -> rx.Component:
    """Return the gradient button; it belongs to making and playing only."""
    return _button(*children, kind="primary", class_name="button-wide" if wide else "", **props)


def quiet_button(*children: rx.Component | rx.Var | str, **props: Any) -> rx.Component:
    """Return the ordinary button."""
    return _button(*children, kind="quiet", **props)


def solid_button(*children: rx.Component | rx.Var | str, **props: Any) -> rx.Component:
    """Return the main button of a form that makes no music."""
    return _button(*children, kind="solid", **props)


# Of a button that asks for something new: it hears no second press until the answer is there.
ASKS = {"data-asks": ""}
# For a button that turns something on or off: a double click is one click.
TOGGLES = {"data-toggles": ""}


def counted_click(send: Callable[[Any], Any]) -> Any:
    """Return what a click does where it also sends how many clicks in quick succession the browser has counted.

    That is 0 when a key was pressed, and 2 at the second click of a double click. Reflex's own event leaves it out.
    """
    act: Any = lambda click: send(click["detail"])  # noqa: E731 - Reflex reads its argument's name
    return rx.EventChain.create(act, args_spec=rx.event.passthrough_event_spec(dict[str, int]))


def icon_button(icon: str, label: str, *, raised: bool = False, hint: str = "", **props: Any) -> rx.Component:
    """Return a button that is an icon; its tooltip is the hint, or its name."""
    extra = props.pop("class_name", "")
    attrs = {"aria-label": label, **props.pop("custom_attrs", {})}
    return rx.el.button(
        rx.icon(icon, size=20 if raised else 18),
        type="button",
        title=hint or label,
        class_name=f"icon-button {'icon-button-raised' if raised else ''} {extra}".strip(),
        custom_attrs=attrs,
        **props,
    )


def link(
    *children: rx.Component | rx.Var | str, href: rx.Var[str] | str, class_name: str = "link", **props: Any
) -> rx.Component:
    """Return a link to a page of the site; the music plays on."""
    return ReactRouterLink.create(*children, to=href, class_name=class_name, **props)


def link_button(*children: rx.Component | rx.Var | str, href: rx.Var[str] | str, kind: str = "quiet") -> rx.Component:
    """Return a link that looks like a button: `primary`, `solid`, `quiet` or `plain`."""
    return link(*children, href=href, class_name=f"button button-{kind}")


def key_hint(keys: str) -> rx.Component:
    """Return the keys that do the same, for inside the gradient button; drawn by the style, no part of its name."""
    return rx.el.kbd(class_name="key-hint", custom_attrs={"aria-hidden": "true", "data-text": keys})

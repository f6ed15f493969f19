"""Badges, avatars, times."""

import reflex as rx

from melodymaker.ui.avatar import avatar
from melodymaker.ui.time_ago import time_ago

__all__ = ["avatar", "badge", "moving_bars", "sign", "time_ago"]


def badge(text: rx.Component | rx.Var[str] | str, kind: rx.Var[str] | str = "plain") -> rx.Component:
    """Return a small label: `plain`, `round`, `quiet`, `good` or `bad`."""
    return rx.el.span(text, class_name=f"badge badge-{kind}")


def moving_bars(*, calm: bool = False) -> rx.Component:
    """Return five bars that move while music is made; calm ones wait."""
    attrs = {"aria-hidden": "true", "data-calm": "true" if calm else "false"}
    return rx.el.span(*[rx.el.i() for _ in range(5)], class_name="moving-bars", custom_attrs=attrs)


def sign(icon: str, label: str) -> rx.Component:
    """Return an icon that says something by itself, with its words for those who do not see it, and as its tooltip."""
    said = {"aria-label": label}
    return rx.el.span(rx.icon(icon, size=13), role="img", title=label, class_name="sign", custom_attrs=said)

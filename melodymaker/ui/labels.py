"""Badges, avatars, times."""

import reflex as rx

from melodymaker.ui.avatar import avatar
from melodymaker.ui.time_ago import time_ago

__all__ = ["avatar", "badge", "moving_bars", "time_ago"]


def badge(text: rx.Component | rx.Var[str] | str, kind: rx.Var[str] | str = "plain") -> rx.Component:
    """Return a small label: `plain`, `round`, `quiet`, `good` or `bad`."""
    return rx.el.span(text, class_name=f"badge badge-{kind}")


def moving_bars(*, calm: bool = False) -> rx.Component:
    """Return five bars that move while music is made; calm ones wait."""
    attrs = {"aria-hidden": "true", "data-calm": "true" if calm else "false"}
    return rx.el.span(*[rx.el.i() for _ in range(5)], class_name="moving-bars", custom_attrs=attrs)

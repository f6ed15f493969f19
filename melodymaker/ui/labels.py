"""Badges, avatars, times."""

import reflex as rx

_LIBRARY = rx.asset("labels.jsx", shared=True).importable_path


class _TimeAgo(rx.Component):
    library = _LIBRARY
    tag = "TimeAgo"

    iso: rx.Var[str]


class _Avatar(rx.Component):
    library = _LIBRARY
    tag = "Avatar"

    name: rx.Var[str]


def time_ago(iso: rx.Var[str] | str, class_name: str = "") -> rx.Component:
    """Return how long ago a moment in ISO 8601 was ("2 min ago"); it keeps itself right."""
    return _TimeAgo.create(iso=iso, class_name=class_name)


def avatar(name: rx.Var[str] | str) -> rx.Component:
    """Return the first letter of a name on colours of its own; `--avatar` sets its size, 32 px at first."""
    return _Avatar.create(name=name)


def badge(text: rx.Var[str] | str, kind: rx.Var[str] | str = "plain") -> rx.Component:
    """Return a small label: `plain`, `round`, `quiet`, `good` or `bad`."""
    return rx.el.span(text, class_name=f"badge badge-{kind}")


def moving_bars(*, calm: bool = False) -> rx.Component:
    """Return five bars that move while music is made; calm ones wait."""
    attrs = {"aria-hidden": "true", "data-calm": "true" if calm else "false"}
    return rx.el.span(*[rx.el.i() for _ in range(5)], class_name="moving-bars", custom_attrs=attrs)

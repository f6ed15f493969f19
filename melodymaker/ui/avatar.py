"""A face made of a name."""

from typing import cast

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import computed, inline_style
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "hue.js")


def avatar(name: rx.Var[str] | str, picture: rx.Var[str] | str = "") -> rx.Component:
    """Return a person's picture, or the first letter of the name; `--avatar` sets its size, 32 px at first."""
    return rx.cond(
        picture,
        rx.el.img(src=picture, alt="", class_name="avatar"),
        _letter(name),
    )


def _letter(name: rx.Var[str] | str) -> rx.Component:
    """Return the first letter of the name, on colours of its own."""
    hue = computed(_LIBRARY, "hueOf", name, kind=int)
    from_colour = f"hsl({hue} 64% 52%)"
    to_colour = f"hsl({(hue + 48) % 360} 68% 40%)"
    letter = cast("StringVar", rx.Var.create(name)).strip()[:1].upper()
    return rx.el.span(
        letter | "?",
        class_name="avatar",
        custom_attrs={
            "aria-hidden": "true",
            **inline_style(background=f"linear-gradient(135deg, {from_colour}, {to_colour})"),
        },
    )

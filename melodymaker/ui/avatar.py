"""A face made of a name."""

from typing import cast

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import computed, inline_style

_LIBRARY = rx.asset("hue.js", shared=True).importable_path


def avatar(name: rx.Var[str] | str) -> rx.Component:
    """Return the first letter of a name on colours of its own; `--avatar` sets its size, 32 px at first."""
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

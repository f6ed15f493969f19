"""Sharing an address of the site."""

from typing import Any, TypedDict

import reflex as rx

from melodymaker.ui.browser import hook_value, method

_LIBRARY = rx.asset("share.js", shared=True).importable_path


class _Share(TypedDict):
    """What became of the address, for a moment; the function `share` is called by name."""

    copied: bool
    uncopied: str


def share_button(title: rx.Var[str] | str, address: rx.Var[str] | str = "") -> rx.Component:
    """Return the button that shares an address of the site, this page's at first, or copies it."""
    return _share_button(title=title, address=address)


@rx.memo
def _share_button(title: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    share: Any = hook_value(_LIBRARY, "useShare", title, address, name="share", kind=_Share)
    by_hand = rx.cond(share.uncopied, f"Copy this: {share.uncopied}", "")
    return rx.el.span(
        rx.el.button(
            rx.cond(share.copied, rx.icon("check", size=20), rx.icon("share-2", size=20)),
            type="button",
            class_name="icon-button icon-button-raised",
            title="Share",
            on_click=method(share, "share"),
            custom_attrs={"aria-label": "Share"},
        ),
        rx.el.span(rx.cond(share.copied, "Link copied", by_hand), role="status", class_name="share-words"),
        class_name="share",
    )

"""Sharing an address of the site."""

from typing import Any, TypedDict

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.browser import hook_value, method
from melodymaker.ui.buttons import icon_button, quiet_button
from melodymaker.ui.overlays import dialog
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "share.js")


class _Share(TypedDict):
    """What can be copied, and what was, for a moment; the functions are called by name."""

    url: str
    code: str
    copied: str
    system: bool


def share_button(title: rx.Var[str] | str, *, player: rx.Var[str] | str = "", height: int = 0) -> rx.Component:
    """Return the button that opens the sheet with this page's address.

    With the address of a `player` the sheet also has the code that shows it on another site, so many px high.
    """
    return _share_button(title=title, player=player, height=height)


@rx.memo
def _share_button(title: rx.Var[str], player: rx.Var[str], height: rx.Var[int]) -> rx.Component:
    share: Any = hook_value(_LIBRARY, "useShare", title, "", player, height, name="share", kind=_Share)
    said = rx.match(
        share.copied,
        ("link", t("Link copied")),
        ("code", t("Code copied")),
        ("nothing", t("Copying was not allowed. Select the text and copy it.")),
        "",
    )
    return dialog(
        _copyable(
            t("Link"),
            rx.el.input(value=share.url, class_name="input", **_SELECTABLE),
            t("Copy link"),
            share,
            "copyLink",
        ),
        rx.cond(
            share.code,
            _copyable(
                t("Code for another site"),
                rx.el.textarea(value=share.code, rows="3", class_name="input share-code", **_SELECTABLE),
                t("Copy code"),
                share,
                "copyCode",
            ),
        ),
        rx.cond(
            share.system,
            quiet_button(rx.icon("share-2", size=17), t("Share with an app"), on_click=method(share, "share")),
        ),
        rx.el.p(said, role="status", class_name="share-words"),
        title=t("Share"),
        about=title,
        trigger=icon_button("share-2", t("Share"), raised=True),
        class_name="share",
    )


_SELECTABLE: dict[str, Any] = {"read_only": True, "spell_check": False}


def _copyable(label: str, box: rx.Component, button: str, share: Any, copy: str) -> rx.Component:
    return rx.el.div(
        rx.el.label(rx.el.span(label, class_name="field-label"), box),
        quiet_button(rx.icon("copy", size=17), button, on_click=method(share, copy)),
        class_name="share-line",
    )

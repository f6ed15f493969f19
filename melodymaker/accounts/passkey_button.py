"""The button that asks the browser for a passkey, or to make one."""

from typing import Any, TypedDict

import reflex as rx

from melodymaker.ui.browser import hook_value, method
from melodymaker.ui.buttons import quiet_button
from melodymaker.ui.messages import note
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "passkeys.js")


class _Passkey(TypedDict):
    """Whether the device is being asked, and what went wrong; the function `start` is called by name."""

    busy: bool
    fault: str


def passkey_button(label: str, form_id: str, address: str, *, wide: bool = False) -> rx.Component:
    """Return the button, and the field that it fills, for inside the form of this id; `address` gives the options."""
    return _passkey_button(label=label, form_id=form_id, address=address, wide="button-wide" if wide else "")


@rx.memo
def _passkey_button(label: rx.Var[str], form_id: rx.Var[str], address: rx.Var[str], wide: rx.Var[str]) -> rx.Component:
    passkey: Any = hook_value(_LIBRARY, "usePasskey", form_id, address, name="passkey", kind=_Passkey)
    return rx.fragment(
        rx.el.input(type="hidden", name="credential", default_value=""),
        quiet_button(
            rx.icon("key-round", size=18),
            label,
            class_name=wide,
            on_click=method(passkey, "start"),
            disabled=passkey.busy,
        ),
        rx.cond(passkey.fault, rx.el.div(note(passkey.fault, icon="circle-alert", bad=True), role="alert")),
    )

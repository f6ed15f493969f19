"""Values that a control changes in the browser before the server has heard of it."""

from typing import Any, TypedDict

import reflex as rx
from reflex.vars import FunctionVar
from reflex_components_core.core.banner import has_connection_errors

from melodymaker.ui.browser import hook_value, method, part
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "held.js")


class _Held(TypedDict):
    """What the hook answers; its functions are called by name."""

    shown: Any


class Held:
    """A value that one control, an `@rx.memo`, shows and changes at once.

    Then it is what the server says next; when the server refuses the change, or is silent about it, it goes back.
    `on_change` is a `callback` that receives each new value. Without it the value belongs to this one place on the
    page alone, and is gone with it: whether a password is shown.
    `kind` is the value's type, and `name` its name in the page's code, where a control has more than one.
    """

    def __init__(self, value: rx.Var | Any, on_change: rx.Var | None = None, *, kind: Any, name: str = "held") -> None:
        reporting = (on_change, has_connection_errors) if on_change is not None else ()
        self._held = hook_value(_LIBRARY, "useHeld", value, *reporting, name=name, kind=_Held)
        self.value: Any = part(self._held, "shown", kind)

    def set(self, value: rx.Var | Any) -> FunctionVar:
        """Return the event trigger that shows this value and tells the server, if it is another one."""
        return method(self._held, "choose", value)

    def move(self, value: rx.Var | Any) -> FunctionVar:
        """Return the event trigger that only shows this value, until `settle`."""
        return method(self._held, "move", value)

    def settle(self) -> FunctionVar:
        """Return the event trigger that tells the server the value which is shown, if it is another one."""
        return method(self._held, "settle")

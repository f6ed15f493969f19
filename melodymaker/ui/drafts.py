"""Texts that live in the browser while they are typed."""

from typing import Any, TypedDict

import reflex as rx
from reflex.vars import FunctionVar, StringVar

from melodymaker.ui.browser import action_on_event, hook_value, method, part
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "use-draft.js")


class _Draft(TypedDict):
    """What the hook answers; its functions are called by name."""

    text: str


class Draft:
    """The text of one field, an `@rx.memo`: slow answers never take letters away from it.

    `on_change` is a `callback` that receives the text after a pause in typing, and before anything else is used.
    `filled` grows each time the server sets the text on purpose, also to nothing; a text that only vanished, because
    the server was restarted, is reported to it again, and so is one that it never answered. Without `filled`, whatever
    the server says is meant.
    `selector` finds the field while the page's scripts are still on their way, so that what is typed by then stays.
    """

    def __init__(
        self, value: rx.Var[str], on_change: rx.Var, selector: rx.Var[str] | str, *, filled: rx.Var[int] | None = None
    ) -> None:
        arguments = (value, filled, on_change, selector, rx.State.is_hydrated)
        self._draft = hook_value(_LIBRARY, "useDraft", *arguments, name="draft", kind=_Draft)
        self.text: StringVar = part(self._draft, "text", str)

    def type(self, text: rx.Var[str] | Any) -> FunctionVar:
        """Return the event trigger that shows this text, and reports it after a pause."""
        return method(self._draft, "type", text)

    def report(self) -> FunctionVar:
        """Return the event trigger that reports the text at once, if the server has not heard it."""
        return method(self._draft, "report")

    def act_on_keys(self, on_done: rx.Var) -> FunctionVar:
        """Return the handler of `onKeyDown`, with Ctrl or ⌘.

        Enter reports the text, then calls `on_done`; Z brings back what was typed before the server replaced it.
        """
        return action_on_event(_LIBRARY, "actOnKeys", self._draft, on_done)

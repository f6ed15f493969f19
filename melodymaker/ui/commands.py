"""What the server has a page do, beyond drawing its state: a name and plain data, carried out by commands.js."""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex_base.event import Event

from melodymaker.i18n import t, translated
from melodymaker.web.scripts import import_path

_REF = "commands"


class _Commands(rx.Component):
    """Loads the module that carries out the commands; pages are its children."""

    library = import_path(__file__, "commands.js")
    tag = "Commands"


def commands() -> rx.Component:
    """Return what carries the commands out, to be mounted once around all pages."""
    return _Commands.create()


def command(name: str, **details: Any) -> rx.event.EventSpec:
    """The event that has the page carry out the command of that name, with JSON-like details."""
    return rx.set_value(_REF, {"name": name, **details})


def show(selector: str) -> rx.event.EventSpec:
    """The event that scrolls as little as is needed to show the first element of that selector."""
    return command("show", selector=selector)


def focus_on(selector: str) -> rx.event.EventSpec:
    """The event that takes the focus to the first field of that selector, unless somebody has gone on meanwhile."""
    return command("focus", selector=selector)


def show_first_error() -> rx.event.EventSpec:
    """The event that takes the focus to the first field that is wrong, wherever it has been scrolled to."""
    return focus_on("[aria-invalid=true]")


def load_page(address: str) -> rx.event.EventSpec:
    """The event that loads an address of the site anew instead of this one, to which Back does not lead."""
    return command("load", address=address)


def leave_for(address: str) -> rx.event.EventSpec:
    """The event that goes to an address, of another site too; Back leads here again."""
    return command("leave", address=address)


def download(address: str, songs: Sequence[str] = ()) -> rx.event.EventSpec:
    """The event that saves what the site sends from the address; the songs' ids are posted there, if there are any.

    An answer that is not a file is shown as a toast.
    """
    return command("download", address=address, songs=list(songs))


def toast_link(text: str, address: str) -> rx.event.EventSpec:
    """The event that says something is done which others may see, with a button that copies its address."""
    return command(
        "toast",
        level="success",
        text=translated(text),
        seconds=10,
        button={"label": t("Copy link"), "address": address},
    )


def toast_done(text: str, *, undo: Any = None) -> rx.event.EventSpec:
    """The event that says something is done, with a way back if there is one: an event handler, or its call."""
    return command(
        "toast", level="success", text=translated(text), seconds=10 if undo else 4, button=_button(t("Undo"), undo)
    )


def toast_error(text: str, *, button: str = "", then: Any = None) -> rx.event.EventSpec:
    """The event that says why something was not done, with a button that helps if there is one."""
    return command(
        "toast", level="error", text=translated(text), seconds=12 if then else 7, button=_button(button, then)
    )


def toast_info(text: str) -> rx.event.EventSpec:
    """The event that mentions something."""
    return command("toast", level="info", text=translated(text), seconds=4)


def _button(label: str, handler: Any) -> dict[str, Any] | None:
    """A button that calls an event handler, as data; None where there is no handler."""
    if handler is None:
        return None
    (event,) = Event.from_event_type(handler)
    return {"label": translated(label), "name": event.name, "payload": event.payload}

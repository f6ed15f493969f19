"""Moving the view to where something happened."""

import reflex as rx

# The change that is to be seen is drawn a moment after its event has arrived.
_AFTER_DRAWING_MS = 60


def show(selector: str) -> rx.event.EventSpec:
    """The event that scrolls as little as is needed to show the first element of that selector."""
    return _later(f"document.querySelector({selector!r})?.scrollIntoView({{block: 'nearest', behavior: 'smooth'}})")


def show_first_error() -> rx.event.EventSpec:
    """The event that takes the focus to the first field that is wrong, wherever it has been scrolled to."""
    return _later("document.querySelector('[aria-invalid=true]')?.focus()")


def _later(script: str) -> rx.event.EventSpec:
    return rx.run_script(f"setTimeout(() => {script}, {_AFTER_DRAWING_MS})")

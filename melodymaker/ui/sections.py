"""Which section of a long page is looked at, in the browser itself."""

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import hook_value
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "sections.js")


def section_in_view(ids: rx.Var[list[str]]) -> StringVar:
    """Return the id, of these elements' in the page's order, of the one that is looked at."""
    return hook_value(_LIBRARY, "useSection", ids, name="section_in_view", kind=str)

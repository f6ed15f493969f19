"""What the page's own address says, in the browser itself."""

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import hook_value

_LIBRARY = rx.asset("address.js", shared=True).importable_path


def query_value(name: str) -> StringVar:
    """Return a value of the address's query, which is there before the server has read any of it."""
    return hook_value(_LIBRARY, "useQuery", name, name=f"query_{name}", kind=str)

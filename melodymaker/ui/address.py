"""What the page's own address says, in the browser itself."""

from reflex.vars import StringVar

from melodymaker.ui.browser import hook_value
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "address.js")


def query_value(name: str) -> StringVar:
    """Return a value of the address's query, which is there before the server has read any of it."""
    return hook_value(_LIBRARY, "useQuery", name, name=f"query_{name}", kind=str)

"""Whether this device has a connection, as the browser says."""

from reflex.vars import BooleanVar

from melodymaker.ui.browser import hook_value
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "online.js")


def is_online() -> BooleanVar:
    """Return whether it has one; what the server does is another matter."""
    return hook_value(_LIBRARY, "useOnline", name="is_online", kind=bool)

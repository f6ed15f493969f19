"""Whether this device has a connection, as the browser says."""

import reflex as rx
from reflex.vars import BooleanVar

from melodymaker.ui.browser import hook_value

_LIBRARY = rx.asset("online.js", shared=True).importable_path


def is_online() -> BooleanVar:
    """Return whether it has one; what the server does is another matter."""
    return hook_value(_LIBRARY, "useOnline", name="is_online", kind=bool)

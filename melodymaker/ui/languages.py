"""Names of languages."""

import reflex as rx
from reflex.vars import StringVar

from melodymaker.ui.browser import computed
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "languages.js")


def language_name(code: rx.Var[str] | str) -> StringVar:
    """Return the English name of a language (ISO 639)."""
    return computed(_LIBRARY, "languageName", code, kind=str)

"""Texts whose values only the browser knows."""

from typing import Any, cast

import reflex as rx

from melodymaker.i18n import current, marks
from melodymaker.i18n.catalogues import key_of, lookup
from melodymaker.i18n.messages import compact
from melodymaker.ui.browser import computed
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "texts.js")


def formatted(text: str, /, *, about: str = "", **values: Any) -> str:
    """Return the text with values of states, rows or hooks in it, as a Var: a message in ICU's format.

    It is `t` for what is not known before a page is drawn. Numbers stand as the language writes them.
    """
    key = key_of(text, about)
    message = marks.format_mark(key) if marks.in_use() else compact(lookup(key, current().code))
    given = {name: rx.Var.create(value) for name, value in values.items()}
    return cast("str", computed(_LIBRARY, "formatted", message, given, kind=str))

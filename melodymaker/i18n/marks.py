"""Marks that stand for texts in pages while they are built, to be replaced in each language afterwards.

A mark is letters, digits and underscores only, so that nothing on the way to a page changes it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reflex_base.constants import CompileContext, Env
    from reflex_base.environment import EnvironmentVariables

_MARK = re.compile(r"__(?P<kind>[tf])_(?P<data>[0-9a-f]+)(?:_(?P<values>[0-9a-f]+))?__|__t:(?P<plain>[^_]+)__")
CODE = "en"
DIRECTION = "ltr"


def in_use() -> bool:
    """Whether this process builds pages that are translated when they are built; it then answers nobody.

    Asked for each text: the processes that answer are forked from the one that has built.
    """
    environment, undefined, production = _reflex()
    if environment.REFLEX_SKIP_COMPILE.get() or environment.REFLEX_ENV_MODE.get() is not production:
        return False
    return environment.REFLEX_COMPILE_CONTEXT.get() is not undefined


@cache
def _reflex() -> tuple[EnvironmentVariables, CompileContext, Env]:
    # Here and not above: errors, whose messages are noted for the catalogues, are known where there is no Reflex.
    from reflex_base.constants import CompileContext, Env
    from reflex_base.environment import environment

    return environment, CompileContext.UNDEFINED, Env.PROD


def later(text: str) -> str:
    """The text as it is: it is in the catalogues, and translated where it is shown."""
    return text


def text_mark(key: str, values: Mapping[str, object]) -> str:
    """The mark of a text."""
    return _mark("t", key, values)


def format_mark(key: str) -> str:
    """The mark of a message whose values the browser knows."""
    return _mark("f", key)


def replaced(text: str, text_of: Callable[[str, Mapping[str, object]], str], format_of: Callable[[str], str]) -> str:
    """The text without its marks."""

    def replace(found: re.Match[str]) -> str:
        if found["plain"]:
            return text_of(found["plain"], {})
        key, *values = json.loads(bytes.fromhex(found["data"]))
        if found["values"]:  # the page was drawn once while it was built, with these
            values = [json.loads(bytes.fromhex(found["values"]))]
        return text_of(key, *values) if values else format_of(key)

    return _MARK.sub(replace, text)


def english(text: str) -> str:
    """The text as it is in the code, of a mark; any other text as it is."""
    found = _MARK.fullmatch(text)
    return json.loads(bytes.fromhex(found["data"]))[0] if found and found["data"] else text


def page_language() -> str:
    """The code of the language that a page is in."""
    return text_mark(CODE, {}) if in_use() else "en"


def page_direction() -> str:
    """Which way that language is written: "ltr" or "rtl"."""
    return text_mark(DIRECTION, {}) if in_use() else "ltr"


def _mark(kind: str, *data: object) -> str:
    return f"__{kind}_{json.dumps(data, separators=(',', ':')).encode().hex()}__"

"""The arguments of an event. They are whatever a forger makes them, so each handler reads them through these."""

import math
import re
from collections.abc import Mapping

MAX_TEXT = 20_000
"""Characters that any field takes: more than any of them may hold, so that a text that is too long is not lost but can
be shortened. What is beyond is cut off before anything looks at it."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_MAX_IDS = 5_000
_MAX_DIGITS = 20


def text(sent: object, longest: int = MAX_TEXT) -> str:
    """What was sent, cut at `longest` characters, if it is text; else nothing.

    Lone surrogates and NUL, which no database stores, are left out.
    """
    if not isinstance(sent, str):
        return ""
    return sent[:longest].encode("utf-8", "ignore").decode().replace("\0", "")


def form_text(form: object, name: str, longest: int = MAX_TEXT) -> str:
    """What was typed into that field of a form."""
    return text(form.get(name), longest) if isinstance(form, Mapping) else ""


def row_id(sent: object) -> str:
    """A row's id as it was sent; "", which is nobody's, for what cannot be one."""
    return sent if isinstance(sent, str) and _ID.fullmatch(sent) else ""


def row_ids(sent: object) -> list[str]:
    """Rows' ids as they were sent, each once."""
    ids = [row_id(one) for one in sent[:_MAX_IDS]] if isinstance(sent, list) else []
    return list(dict.fromkeys(filter(None, ids)))


def flag(sent: object) -> bool:
    """Whether true was sent; anything else is false."""
    return sent is True


def number(sent: object) -> float | None:
    """The number that was sent, or None."""
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        return None
    try:
        return float(sent) if math.isfinite(sent) else None
    except OverflowError:
        return None


def whole_number(typed: str) -> int | None:
    """The whole number that was typed, or None."""
    typed = typed.strip()
    try:
        return int(typed) if len(typed) <= _MAX_DIGITS else None
    except ValueError:
        return None

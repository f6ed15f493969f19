"""Messages with values in them, in ICU's format: `{count, plural, one {# song} other {# songs}}`."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from pyicumessageformat import Parser

_parser = Parser()
# Day, month, year.
_DATES = {"en": "en_GB"}
_GROUPED = 1_000


@cache
def parsed(message: str) -> tuple[Any, ...]:
    """The message's parts: text, or a dict for a value. Raises SyntaxError where it is no message."""
    return tuple(_parser.parse(message))


def formatted(message: str, values: Mapping[str, object], language: str) -> str:
    """The message with these values in it, numbers as the language writes them. Raises KeyError for a missing one."""
    return _joined(parsed(message), values, _locale(language))


def compact(message: str) -> str:
    """The message as JSON for the browser: text, `[name]`, `[name, options]`, or `[name, options, 1]` for words."""
    return json.dumps(_compacted(parsed(message)), ensure_ascii=False, separators=(",", ":"))


def number_text(value: float, language: str) -> str:
    """The number as people write it in that language: "7,5"."""
    return format_decimal(value, locale=_locale(language))


def date_text(at: datetime, language: str) -> str:
    """The day as people write it in that language: "27 November 2026"."""
    return format_date(at, "long", _DATES.get(language) or _locale(language))


def short_date_text(day: date, language: str) -> str:
    """The day and the month as a chart names them in that language: "27 Nov"."""
    return format_skeleton("MMMd", day, locale=_DATES.get(language) or _locale(language))


def names(message: str) -> set[str]:
    """The names of the values that it needs."""
    return _names(parsed(message))


@cache
def _locale(language: str) -> Locale:
    return Locale("en") if language.endswith("-XB") else Locale.parse(language, sep="-")


def _joined(parts: Any, values: Mapping[str, object], locale: Locale) -> str:
    return "".join(part if isinstance(part, str) else _value(part, values, locale) for part in parts)


def _value(part: dict[str, Any], values: Mapping[str, object], locale: Locale) -> str:
    value: Any = values[part["name"]]
    if options := part.get("options"):
        chosen = options.get(f"={value}" if part["type"] == "plural" else str(value))
        if chosen is None and part["type"] == "plural":
            chosen = options.get(locale.plural_form(value))
        return _joined(options["other"] if chosen is None else chosen, values, locale)
    # Most numbers are small ones, which every language here writes alike; Babel takes its time.
    if isinstance(value, int) and 0 <= value < _GROUPED:
        return str(value)
    return format_decimal(value, locale=locale) if _is_number(value) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compacted(parts: Any) -> list[Any]:
    return [part if isinstance(part, str) else _compacted_value(part) for part in parts]


def _compacted_value(part: dict[str, Any]) -> list[Any]:
    if "options" not in part:
        return [part["name"]]
    options = {name: _compacted(option) for name, option in part["options"].items()}
    return [part["name"], options] if part["type"] == "plural" else [part["name"], options, 1]


def _names(parts: Any) -> set[str]:
    found = set()
    for part in parts:
        if not isinstance(part, str):
            found |= {part["name"]}.union(*(_names(option) for option in part.get("options", {}).values()))
    return found

"""Answers as the SDK's own models want them: every field that one must have, and those that are given."""

import dataclasses
import types
import typing
from typing import Any

_PLAIN: dict[Any, Any] = {str: "", int: 0, bool: False, float: 0.0}


def answer(model: Any, **given: Any) -> dict[str, Any]:
    """An object of this model as JSON, with the least that it must have."""
    return {**_least(model), **given}


def _least(kind: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return None if type(None) in arguments else _least(arguments[0])
    if origin is typing.Literal:
        return arguments[0]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return {field.name: _least(hints[field.name]) for field in dataclasses.fields(kind) if _must_be(field)}
    if origin in {list, dict} or kind is dict or typing.is_typeddict(kind):
        return [] if origin is list else {}
    return _PLAIN.get(kind)


def _must_be(field: dataclasses.Field) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING

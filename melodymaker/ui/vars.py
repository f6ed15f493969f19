"""What Reflex can ask of a value in the page.

On a page, a value of a state or a row is a Var, but it has the type that the class says, so that the type checker
finds a misspelt field. These functions are for what only a Var can do.
"""

from collections.abc import Iterable, Sequence
from typing import cast

import reflex as rx
from reflex.vars import ArrayVar, BooleanVar, NumberVar


def count(values: Sequence | ArrayVar) -> NumberVar[int]:
    """Return how many values a list holds; one that a state computes has the type of a Var already."""
    return rx.Var.create(cast("Sequence", values)).length()


def contains(values: Sequence[str], value: str) -> BooleanVar:
    """Return whether a list holds a value."""
    return rx.Var.create(values).contains(value)


def negate(flag: bool) -> BooleanVar:
    """Return the opposite, to be sent to an event handler."""
    return ~rx.Var.create(flag)


def text_for(value: str | rx.Var[str], cases: Iterable[tuple[str, str]], otherwise: str) -> rx.Var[str]:
    """Return the text that belongs to a value."""
    return cast("rx.Var[str]", rx.match(value, *cases, otherwise))

"""Amounts of data as people read them."""

from melodymaker.i18n.texts import number, t

_STEP = 1_000
_UNITS = ("kB", "MB", "GB", "TB")
_WHOLE_FROM = 10


def size_text(number_of_bytes: int) -> str:
    """A number of bytes in the largest unit that it fills, with one decimal where it is a small number: 1.5 GB."""
    if number_of_bytes < _STEP:
        return t("{number} bytes", number=number_of_bytes)
    size, unit = number_of_bytes / _STEP, 0
    while round(size) >= _STEP and unit + 1 < len(_UNITS):
        size, unit = size / _STEP, unit + 1
    return f"{number(round(size, None if size >= _WHOLE_FROM else 1))} {_UNITS[unit]}"

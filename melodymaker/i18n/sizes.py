"""Amounts of data as people read them."""

from melodymaker.i18n.texts import number, t

_STEP = 1_000
_WHOLE_FROM = 10


def size_text(number_of_bytes: int) -> str:
    """A number of bytes in the largest unit that it fills, with one decimal where it is a small number: 1.5 GB."""
    if number_of_bytes < _STEP:
        return t("{number} bytes", number=number_of_bytes)
    size = float(number_of_bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= _STEP
        if round(size) < _STEP:
            break
    return f"{number(round(size, None if size >= _WHOLE_FROM else 1))} {unit}"

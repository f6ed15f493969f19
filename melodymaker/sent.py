"""What a tab sent. The arguments of an event are whatever a forger makes them."""

_LONGEST_NUMBER = 20


def text(sent: object) -> str:
    """What was sent, if it is text; else nothing."""
    return sent if isinstance(sent, str) else ""


def whole_number(typed: str) -> int | None:
    """The whole number that was typed, in the digits of any script, or None; also for one of 20 characters or more."""
    digits = typed.strip()
    if len(digits) >= _LONGEST_NUMBER:
        return None
    try:
        return int(digits)
    except ValueError:
        return None

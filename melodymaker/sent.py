"""What a tab sent. The arguments of an event are whatever a forger makes them."""


def text(sent: object) -> str:
    """What was sent, if it is text; else nothing."""
    return sent if isinstance(sent, str) else ""


def whole_number(typed: str) -> int | None:
    """The whole number that was typed, or None."""
    try:
        return int(typed.strip())
    except ValueError:
        return None

"""Text as it is typed, made fit to be stored."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def cleaned(text: str) -> str:
    """The text with line ends as newlines, without control characters and space around it.

    Lone surrogates cannot be stored, and control characters are never meant.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub(" ", text.encode("utf-8", "ignore").decode()).strip()

"""What may stand in a log."""

import logging
import re

from melodymaker.web import cookies

# On https the names begin with `__Host-`, which stands before what is left out.
_SECRET = re.compile(
    rf"({cookies.SESSION}|{cookies.FORM}|{cookies.LINK}|{cookies.ATTEMPT}|token|code|signature|apiKey)=[^;&,'\"\s]+"
)
# A key of the API, wherever it stands.
_KEY = re.compile(r"\bmm_[\w-]{6,}")
# What music apps sign in with: names of one letter, which are secrets in their addresses alone.
_OF_APPS = re.compile(r"(?<=[?&])([pts])=[^;&,'\"\s]+")
_OTHER_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LONGEST = 200


class CarefulRecord(logging.LogRecord):
    """A log record that never shows a session's token, a tab's or a file's signature, whoever writes it."""

    def getMessage(self) -> str:  # noqa: N802 - the name is logging's
        """The message with such values left out. Reflex, for one, writes whole requests when one fails."""
        return without_secrets(super().getMessage())


def without_secrets(text: str) -> str:
    """The text with such values left out."""
    text = _KEY.sub("mm_…", _SECRET.sub(r"\1=…", text))
    return _OF_APPS.sub(r"\1=…", text) if "/rest/" in text else text


def keep_secrets() -> None:
    """From now on, let no log of this process show such a value."""
    logging.setLogRecordFactory(CarefulRecord)


def one_line(value: object, longest: int = _LONGEST) -> str:
    """What somebody else sent, as it may stand in a log: on one line, without control characters, and not long."""
    text = str(value)[: longest + 1]
    escaped = _OTHER_LINES.sub(lambda found: f"\\x{ord(found[0]):02x}", text.encode("utf-8", "replace").decode())
    return f"{escaped[:longest]}…" if len(escaped) > longest else escaped

"""What may stand in a log."""

import logging
import re

from melodymaker import cookies

# On https the names begin with `__Host-`, which stands before what is left out.
_SECRET = re.compile(rf"({cookies.SESSION}|{cookies.FORM})=[^;,'\"\s]+")


class CarefulRecord(logging.LogRecord):
    """A log record that never shows a session's token, whoever writes it."""

    def getMessage(self) -> str:  # noqa: N802 - the name is logging's
        """The message, with cookies left out. Reflex writes whole events, headers included, when one fails."""
        return _SECRET.sub(r"\1=…", super().getMessage())


def keep_secrets() -> None:
    """From now on, let no log of this process show a session's token."""
    logging.setLogRecordFactory(CarefulRecord)

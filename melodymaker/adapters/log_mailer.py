"""E-mails where there is no mail server: written to the log."""

import logging

from melodymaker import ports

log = logging.getLogger(__name__)


class LogMailer:
    """Writes to the log that a mail would have been sent; what stands in it is its reader's alone."""

    delivers = False

    def send(self, mail: ports.Mail) -> None:
        """Log the mail's subject."""
        log.info("no mail was sent, because SMTP_URL is not set: %s", mail.subject)

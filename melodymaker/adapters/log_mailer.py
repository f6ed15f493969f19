"""E-mails where there is no mail server: written to the log."""

import logging

from melodymaker import ports

log = logging.getLogger(__name__)


class LogMailer:
    """Writes to the log that a mail would have been sent; what stands in it is its reader's alone, but for a link.

    Without a mail server that is the only way to confirm an email or to set another password.
    """

    delivers = False

    def send(self, mail: ports.Mail) -> None:
        """Log the mail's subject, and its link if it is sent for one."""
        if mail.link:
            log.warning("no mail was sent to %s, because SMTP_URL is not set: %s: %s", mail.to, mail.subject, mail.link)
            return
        log.info("no mail was sent, because SMTP_URL is not set: %s", mail.subject)

"""E-mails over SMTP (RFC 5321), always encrypted where a password is sent."""

import logging
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from melodymaker import ports
from melodymaker.db.models import now
from melodymaker.errors import MailNotSent

log = logging.getLogger(__name__)

_TIMEOUT = 20
_PORTS = {"smtp": 587, "smtps": 465}
# Lines as long as they may be (RFC 5322, 2.1.1): a long address in a header would be encoded, and no program that looks
# for List-Unsubscribe reads it then.
_POLICY = SMTP.clone(max_line_length=998)


class SmtpMailer:
    """Hands mails to the server of a URL such as smtps://user:password@host; one connection a mail."""

    delivers = True

    def __init__(self, url: str, sender: str) -> None:
        """`sender` is the From address, with or without a name."""
        parts = urlsplit(url)
        self._encrypted = parts.scheme == "smtps"
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        name, address = parseaddr(sender)
        self._from = Address(name, addr_spec=address)

    def send(self, mail: ports.Mail) -> None:
        """Hand the mail over; raises MailNotSent where it is certain that the server did not take it."""
        message = self._message(mail)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent from error
        try:
            server.send_message(message)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
            raise MailNotSent from error
        except (OSError, smtplib.SMTPException) as error:
            # Whether it was taken is not known, so it is not sent again.
            log.warning("the mail server fell silent over a mail: %s", error)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def greet(self) -> None:
        """Connect, encrypt and sign in as for a mail; raises OSError or SMTPException when that does not work."""
        self._connect().close()

    def fault(self) -> str:
        """What is wrong with the settings; a server that does not answer now may do so later."""
        try:
            self.greet()
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            return f"SMTP_URL: the mail server refuses to be used so ({_reason(error)})"
        except (OSError, smtplib.SMTPException):
            return ""
        return ""

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)
        try:
            self._secure(server, context)
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _secure(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        """Encrypt the connection where the server can; without that no password is sent."""
        server.ehlo()
        if self._encrypted:
            return
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif self._user:
            msg = "it offers no encryption for the password"
            raise smtplib.SMTPNotSupportedError(msg)

    def _message(self, mail: ports.Mail) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._from
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(now())
        message["Message-ID"] = make_msgid(domain=self._from.domain)
        if mail.unsubscribe:
            message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        # Answers of the absent are not wanted (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message


def _reason(error: Exception) -> str:
    said = getattr(error, "smtp_error", b"")
    return said.decode(errors="replace") if said else str(error)

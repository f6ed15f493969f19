"""E-mail, and what stands in it about this site."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Mail:
    """One e-mail. `unsubscribe` is an address where one POST ends all such mails (RFC 8058), if one can end them.

    `link` is what the mail is for, if that is a link; where no mail is delivered, it is all that is shown of it.
    """

    to: str
    subject: str
    text: str
    html: str
    unsubscribe: str = ""
    link: str = ""


class Mailer(Protocol):
    """Sends e-mails."""

    delivers: bool
    """Whether they reach anybody; if not, nobody is offered any."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over; raises MailNotSent where it is certain that it was not taken."""
        ...


@dataclass(frozen=True)
class Site:
    """What a link in a mail needs: the address that people type, and the key that signs links."""

    url: str = "http://localhost:3000"
    secret: bytes = b""

    @property
    def is_local(self) -> bool:
        """Whether it is on its owner's own machine, where nobody else can reach it."""
        return urlsplit(self.url).hostname in {"localhost", "127.0.0.1", "::1"}


UNKNOWN_SITE = Site()
"""A site without an address or a key of its own."""

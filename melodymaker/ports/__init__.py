"""What the app needs from outside, as Protocols, one file each; and the set of adapters in use."""

from dataclasses import dataclass

from melodymaker.ports.credits import FREE_OF_CHARGE, CreditTerms
from melodymaker.ports.generator import (
    Capabilities,
    Draft,
    DraftJob,
    Job,
    Pair,
    ProgressListener,
    SongGenerator,
    Take,
    TakeFiles,
)
from melodymaker.ports.live import Live, News, Subscription
from melodymaker.ports.mailer import UNKNOWN_SITE, Mail, Mailer, Site
from melodymaker.ports.messenger import NOWHERE, Messenger
from melodymaker.ports.payments import Event, Order, Pack, Payments
from melodymaker.ports.queue import JobQueue
from melodymaker.ports.quota import NO_QUOTA, Quota
from melodymaker.ports.rate_limits import Allowance, Limits
from melodymaker.ports.sign_in import ONLY_PASSWORDS, OutsideProfile, Provider, SignInWays
from melodymaker.ports.source import Source
from melodymaker.ports.storage import Storage

__all__ = [
    "Allowance",
    "Capabilities",
    "CreditTerms",
    "Draft",
    "DraftJob",
    "Event",
    "Job",
    "JobQueue",
    "Limits",
    "Live",
    "Mail",
    "Mailer",
    "Messenger",
    "News",
    "Order",
    "OutsideProfile",
    "Pack",
    "Pair",
    "Payments",
    "Ports",
    "ProgressListener",
    "Provider",
    "Quota",
    "SignInWays",
    "Site",
    "SongGenerator",
    "Source",
    "Storage",
    "Subscription",
    "Take",
    "TakeFiles",
]


@dataclass(frozen=True)
class Ports:
    """The adapters that this process uses, what limits its users, and where this site is."""

    storage: Storage
    queue: JobQueue
    live: Live
    generator: SongGenerator
    limits: Limits
    mailer: Mailer
    site: Site = UNKNOWN_SITE
    quota: Quota = NO_QUOTA
    credits: CreditTerms = FREE_OF_CHARGE
    payments: Payments | None = None
    banned_words: tuple[str, ...] = ()
    messenger: Messenger = NOWHERE
    sign_in: SignInWays = ONLY_PASSWORDS


_in_use: Ports | None = None


def use(ports: Ports | None) -> None:
    """Put the adapters in use for this process."""
    global _in_use
    _in_use = ports


def in_use() -> Ports:
    """The adapters in use."""
    if _in_use is None:
        msg = "no adapters are in use: call bootstrap.started() first"
        raise RuntimeError(msg)
    return _in_use

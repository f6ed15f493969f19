"""Confirming that an email is its owner's: needed to publish, and for nothing before."""

from sqlmodel import Session, select

from melodymaker import db, ports
from melodymaker.accounts.links import forget_links, new_link, use_link
from melodymaker.accounts.mails import link_mail, plain_mail, send_after_commit
from melodymaker.accounts.sessions import announce_sessions
from melodymaker.db.models import User, now
from melodymaker.errors import InvalidInput, LinkOver, NotFound, TooManyAttempts
from melodymaker.i18n import later, t
from melodymaker.types import LinkPurpose, UserId

RATES = ("1/minute", "6/day")
TOO_SOON = later(
    "The mail was sent a moment ago. Look into the folder for spam too; a minute from now it can be sent again."
)
ALREADY = later("Your email is confirmed already.")


def send_verification(session: Session, user: User) -> None:
    """Send the person a link that confirms their email, once the session's transaction is committed."""
    token = new_link(session, user, LinkPurpose.VERIFY, user.email)
    mail = link_mail(
        user.email,
        t("Confirm your email for MelodyMaker"),
        t("Hello {name}, please confirm that this is your email: you need it to publish your songs.", name=user.name),
        t("Confirm my email"),
        token,
        t("The link works once, within 7 days. If you have no account on MelodyMaker, leave this mail alone."),
    )
    send_after_commit(session, mail)


def send_verification_again(actor: UserId) -> str:
    """Send the actor another such link; returns what to tell them. Raises InvalidInput, TooManyAttempts, NotFound."""
    with db.transaction() as session:
        user = session.get(User, actor)
        if user is None or user.guest:
            raise NotFound
        if user.verified_at:
            raise InvalidInput({"email": ALREADY})
        if not all(ports.in_use().limits.allow(rate, "verify", actor) for rate in RATES):
            raise TooManyAttempts(TOO_SOON)
        send_verification(session, user)
    return sent_text(user.email)


def sent_text(address: str) -> str:
    """What is said of a mail that is on its way, or that only the log has."""
    if ports.in_use().mailer.delivers:
        return t("A mail with the link is on its way to {address}.", address=address)
    return t("This site sends no mails yet: whoever runs it finds the link in the server's log.")


def confirm_email(token: str) -> str:
    """Confirm the email that the link was sent to; returns it.

    A link for another email makes that the account's, if nobody else has it by now. Raises LinkOver and InvalidInput.
    """
    with db.transaction() as session:
        link = use_link(session, token, LinkPurpose.VERIFY, LinkPurpose.EMAIL)
        user = session.get(User, link.user_id, with_for_update=True) if link else None
        if link is None or user is None:
            raise LinkOver
        if link.purpose == LinkPurpose.EMAIL:
            if session.exec(select(User.id).where(User.email == link.address, User.id != user.id)).first():
                raise InvalidInput({"email": t("Somebody else's account has this email by now.")})
            send_after_commit(session, _changed_mail(user, link.address))
            user.email = link.address
        elif user.email != link.address:
            raise LinkOver
        user.verified_at = user.verified_at or now()
        # What was sent to the former address, a reset of the password say, works no more.
        forget_links(session, user.id, *LinkPurpose)
        announce_sessions(session, UserId(user.id))
    return link.address


def _changed_mail(user: User, address: str) -> ports.Mail:
    return plain_mail(
        user.email,
        t("Your MelodyMaker email was changed"),
        t(
            "Hello {name}, your account has the email {address} now; this one is no longer used.",
            name=user.name,
            address=address,
        ),
    )

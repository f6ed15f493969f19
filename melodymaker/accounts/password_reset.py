"""Another password for whoever has forgotten theirs, by a link in a mail."""

from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.accounts import mails
from melodymaker.accounts.fields import account_key, parsed_email, password_problem, stored_emails
from melodymaker.accounts.links import find_link, forget_links, new_link, use_link
from melodymaker.accounts.passwords import hashed
from melodymaker.accounts.sessions import Visitor, end_other_sessions, open_session
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.db.models import User, now
from melodymaker.errors import InvalidInput, LinkOver
from melodymaker.i18n import later, t
from melodymaker.types import LinkPurpose

PER_ACCOUNT = "5/hour"
ASKED = later("If there is an account with this email, a mail with a link is on its way. The link works for an hour.")
ASKED_WITHOUT_MAIL = later(
    "If there is an account with this email, there is a link now that works for an hour. This site sends no mails yet:"
    " whoever runs it finds the link in the server's log."
)


def ask_reset(email: str, visitor: Visitor) -> None:
    """Send the account with this email, if there is one, a link that sets another password.

    The answer is the same, and comes as soon, whether there is one: all the rest is done in the background. Raises
    InvalidInput for what is no email, and TooManyAttempts.
    """
    count_attempt("forgot", account_key(email), visitor.address)
    _, problem = parsed_email(email)
    if problem:
        raise InvalidInput({"email": problem})
    mails.in_background(_send_link, stored_emails(email))


def reset_password(token: str, password: str, visitor: Visitor) -> str:
    """Set another password by the link's token, and sign in; returns the session's token.

    All other sessions end, and no link that was sent before works any more. The email is confirmed by it. Raises
    LinkOver, InvalidInput and TooManyAttempts.
    """
    count_attempt("reset", token[:16], visitor.address)
    link = find_link(token)
    if link is None or link.purpose != LinkPurpose.RESET:
        raise LinkOver
    if problem := password_problem(password, "", link.address):
        raise InvalidInput({"password": problem})
    password_hash = hashed(password)
    with db.transaction() as session:
        used = use_link(session, token, LinkPurpose.RESET)
        user = session.get(User, used.user_id, with_for_update=True) if used else None
        if used is None or user is None or user.email != used.address:
            raise LinkOver
        user.password_hash = password_hash
        user.verified_at = user.verified_at or now()
        forget_links(session, user.id, *LinkPurpose)
        end_other_sessions(session, link.user_id)
        mails.send_after_commit(session, changed_mail(user))
        return open_session(session, user, visitor)


def changed_mail(user: User) -> ports.Mail:
    """What the owner is told when their password is another one."""
    return mails.plain_mail(
        user.email,
        t("Your MelodyMaker password was changed"),
        t("Hello {name}, the password of your account was changed just now.", name=user.name),
        t(
            "If that was not you, set another one with “Forgot your password?” on the sign-in page: it signs everybody"
            " else out."
        ),
    )


def _send_link(addresses: list[str]) -> None:
    with db.transaction() as session:
        user = session.exec(select(User).where(col(User.email).in_(addresses), ~col(User.guest))).first()
        # A mailbox is not to be filled by whoever knows its address.
        if user is None or not ports.in_use().limits.allow(PER_ACCOUNT, "reset-mail", user.email):
            return
        address = user.email
        token = new_link(session, user, LinkPurpose.RESET, address)
        mail = mails.link_mail(
            address,
            t("Another password for MelodyMaker"),
            t("Hello {name}, somebody, hopefully you, asks to set another password for your account.", name=user.name),
            t("Set a new password"),
            token,
            t(
                "The link works once, within an hour, and signs you out everywhere else. If you did not ask for it,"
                " leave this mail alone: nothing changes."
            ),
        )
        mails.send_after_commit(session, mail)

"""Changing one's password and email, for whoever knows the password."""

from sqlmodel import select

from melodymaker import db, ports
from melodymaker.accounts.fields import parsed_email, password_problem
from melodymaker.accounts.links import forget_links, new_link
from melodymaker.accounts.mails import link_mail, plain_mail, send_after_commit
from melodymaker.accounts.password_reset import changed_mail
from melodymaker.accounts.passwords import hashed, verified
from melodymaker.accounts.service import TAKEN
from melodymaker.accounts.sessions import Visitor, end_other_sessions
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.db.models import User
from melodymaker.errors import InvalidInput, NotFound, TooManyAttempts
from melodymaker.i18n import later, t
from melodymaker.types import LinkPurpose, UserId

WRONG = later("Wrong password.")
MAILS = "6/day"
TOO_MANY_MAILS = later("You have asked for six such mails today, which is the most. Try again tomorrow.")


def change_password(actor: UserId, current: str, password: str, visitor: Visitor) -> None:
    """Give the actor another password; all other sessions end, and links sent before work no more.

    Raises InvalidInput and TooManyAttempts.
    """
    user = check_password(actor, current, visitor, "current_password")
    if problem := password_problem(password, user.name, user.email):
        raise InvalidInput({"new_password": problem})
    password_hash = hashed(password)
    with db.transaction() as session:
        stored = session.get_one(User, actor, with_for_update=True)
        stored.password_hash = password_hash
        forget_links(session, actor, LinkPurpose.RESET, LinkPurpose.EMAIL)
        end_other_sessions(session, actor, visitor.session)
        send_after_commit(session, changed_mail(stored))


def ask_email_change(actor: UserId, email: str, password: str, visitor: Visitor) -> str:
    """Send a link to the new email, which counts once that is opened, and tell the present one; returns the new one.

    Raises InvalidInput and TooManyAttempts.
    """
    user = check_password(actor, password, visitor, "email_password")
    address, problem = parsed_email(email)
    if problem or address == user.email:
        raise InvalidInput({"email": problem or t("This is your email already.")})
    if not ports.in_use().limits.allow(MAILS, "email-change", actor):
        raise TooManyAttempts(TOO_MANY_MAILS)
    with db.transaction() as session:
        if session.exec(select(User.id).where(User.email == address)).first():
            raise InvalidInput({"email": TAKEN.partition(". ")[0] + "."})
        stored = session.get_one(User, actor, with_for_update=True)
        token = new_link(session, stored, LinkPurpose.EMAIL, address)
        send_after_commit(session, _link_mail(stored.name, address, token))
        send_after_commit(session, _warning(stored, address))
    return address


def check_password(actor: UserId, password: str, visitor: Visitor, field: str) -> User:
    """The actor, who has typed their password into the field of this name; raises InvalidInput and TooManyAttempts."""
    count_attempt("password", actor, visitor.address)
    with db.read() as session:
        user = session.get(User, actor)
    if user is None or user.guest:
        raise NotFound
    if not verified(password, user.password_hash):
        raise InvalidInput({field: WRONG if password else t("Enter your password.")})
    return user


def _link_mail(name: str, address: str, token: str) -> ports.Mail:
    return link_mail(
        address,
        t("Confirm your new email for MelodyMaker"),
        t("Hello {name}, please confirm that your account is to have this email from now on.", name=name),
        t("Confirm my new email"),
        token,
        t("The link works once, within a day. If you did not ask for it, leave this mail alone: nothing changes."),
    )


def _warning(user: User, address: str) -> ports.Mail:
    return plain_mail(
        user.email,
        t("Your MelodyMaker email is about to change"),
        t(
            "Hello {name}, somebody who knows your password asks for the email of your account to become {address}.",
            name=user.name,
            address=address,
        ),
        t("If that was not you, change your password in the settings now: the change is off then."),
    )

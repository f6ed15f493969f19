"""Signing up and in."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.accounts.fields import (
    MAX_NAME,
    account_key,
    name_problem,
    parsed_email,
    password_problem,
    stored_emails,
)
from melodymaker.accounts.guests import guest_of
from melodymaker.accounts.handles import TAKEN as HANDLE_TAKEN
from melodymaker.accounts.handles import checked_handle, free_handle, require_free
from melodymaker.accounts.passwords import hashed, verified
from melodymaker.accounts.sessions import Visitor, open_session
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.accounts.verification import send_verification
from melodymaker.credits.ledger import give_free
from melodymaker.db.models import User, now
from melodymaker.db.text import one_line
from melodymaker.errors import InvalidInput
from melodymaker.i18n import later, t
from melodymaker.types import UserId, Work

WRONG = later("Email or password is wrong.")
TRY_AGAIN = later("That did not work this time. Press the button again.")
UNNAMED = later("Listener")
TAKEN = later("There is an account with this email already. Sign in instead.")


def sign_up(
    name: str, email: str, password: str, visitor: Visitor, handle: str = "", *, confirmed: bool = False
) -> str:
    """Open an account and a session, which replaces the visitor's own; returns the session's token.

    A guest's becomes the account, with everything they have made.
    Without a handle the account gets one made of the name. The first account is an admin's. With `confirmed` the email
    is taken for theirs, as in demo data. Raises InvalidInput with the fields that are wrong, and TooManyAttempts.
    """
    count_attempt("sign-up", account_key(email), visitor.address)
    name = one_line(name)
    address, problem = parsed_email(email)
    problems = {"name": name_problem(name), "email": problem, "password": password_problem(password, name, address)}
    try:
        handle = checked_handle(handle) if handle.strip() else ""
    except InvalidInput as error:
        problems |= error.fields
    problems |= banned_word_errors({"name": name, "handle": handle.replace("_", " ")})
    if found := {field: message for field, message in problems.items() if message}:
        raise InvalidInput(found)
    password_hash = hashed(password)
    try:
        with db.transaction() as session:
            if handle:
                require_free(session, handle)
            user = guest_of(session, visitor.session) or User(email="", name="", password_hash="")
            user.email = address
            user.name = name
            user.handle = handle or free_handle(session, name)
            user.password_hash = password_hash
            user.verified_at = now() if confirmed else None
            _open_account(session, user)
            return open_session(session, user, visitor)
    except (IntegrityError, InvalidInput) as error:
        count_attempt("sign-in", account_key(email), visitor.address)
        own = _user_of(email, password)  # the form came twice, or they have forgotten that they signed up
        with db.transaction() as session:
            if own and not guest_of(session, visitor.session):
                return open_session(session, own, visitor)
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(_taken_field(address, handle)) from error


def open_outside_account(session: Session, name: str, address: str, visitor: Visitor) -> User:
    """A new account for somebody whose email another site has confirmed; a guest's becomes it."""
    name = one_line(name)[:MAX_NAME]
    if name_problem(name) or banned_word_errors({"name": name}):
        name = UNNAMED
    user = guest_of(session, visitor.session) or User(email="", name="", password_hash="")
    user.email = address
    user.name = name
    user.handle = free_handle(session, name)
    user.verified_at = now()
    _open_account(session, user)
    return user


def _open_account(session: Session, user: User) -> None:
    """Make this a real account; each of them, however it comes to be, begins here."""
    others = select(User.id).where(~col(User.guest), User.id != user.id).limit(1)
    user.admin = session.exec(others).first() is None
    user.guest = False
    session.add(user)
    session.flush()
    if user.verified_at is None:
        send_verification(session, user)
    give_free(session, UserId(user.id))
    if ports.in_use().payments:
        # The customer is made in the background: sign-up neither waits for the payment service nor fails by it.
        db.after_commit(session, lambda: ports.in_use().queue.enqueue(work=Work.PAYMENTS))


def sign_in(email: str, password: str, visitor: Visitor) -> str:
    """Open a session, which replaces the visitor's own; returns its token. Raises InvalidInput and TooManyAttempts."""
    count_attempt("sign-in", account_key(email), visitor.address)
    address, _ = parsed_email(email)
    problems = {
        "email": "" if address else t("Enter your email."),
        "password": "" if password else t("Enter your password."),
    }
    if found := {field: message for field, message in problems.items() if message}:
        raise InvalidInput(found)
    if not (user := _user_of(email, password)):
        raise InvalidInput({"password": WRONG})
    with db.transaction() as session:
        return open_session(session, user, visitor)


def _user_of(email: str, password: str) -> User | None:
    """Whose email and password these are."""
    with db.read() as session:
        user = session.exec(select(User).where(col(User.email).in_(stored_emails(email)))).first()
    return user if verified(password, user.password_hash if user else None) else None


def _taken_field(email: str, handle: str) -> dict[str, str]:
    """Which of the two somebody else has; without a handle of their own, whoever came second tries again."""
    with db.read() as session:
        if session.exec(select(User.id).where(User.email == email)).first():
            return {"email": TAKEN}
    return {"handle": HANDLE_TAKEN} if handle else {"form": TRY_AGAIN}

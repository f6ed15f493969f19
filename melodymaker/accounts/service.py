"""Sign-up, sign-in and sign-out, and the sessions between them."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.accounts.handles import TAKEN as HANDLE_TAKEN
from melodymaker.accounts.handles import checked_handle, free_handle, require_free
from melodymaker.accounts.passwords import MAX_PASSWORD, hashed, verified
from melodymaker.accounts.sign_in_limits import count_attempt
from melodymaker.credits.ledger import give_free
from melodymaker.db.models import User, UserSession, now
from melodymaker.db.text import one_line
from melodymaker.errors import InvalidInput
from melodymaker.types import UserId, Work

SESSION = timedelta(days=30)
RENEW_AFTER = timedelta(days=1)
MIN_PASSWORD = 8
MAX_NAME = 60
WRONG = "Email or password is not right."
TRY_AGAIN = "That did not work this time. Press the button again."
TAKEN = "There is an account with this email already. Sign in instead."

# By account and network together: somebody who guesses at another network does not lock the owner out.
# An address may have 254 characters (RFC 5321); a few more may be typed around it.
_LONGEST_EMAIL = 320


@dataclass(frozen=True)
class Visitor:
    """Where a form came from: its network counts towards the limits, and `session` is the token that it came with."""

    address: str
    user_agent: str = ""
    session: str = ""


def sign_up(name: str, email: str, password: str, visitor: Visitor, handle: str = "") -> str:
    """Open an account and a session, which replaces the visitor's own; returns the session's token.

    Without a handle the account gets one made of the name. The first account is an admin's. Raises InvalidInput with
    the fields that are wrong, and TooManyAttempts.
    """
    count_attempt("sign-up", _account_key(email), visitor.address)
    name = one_line(name)
    address, problem = parsed_email(email)
    problems = {"name": name_problem(name), "email": problem, "password": _password_problem(password, name, address)}
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
            chosen = handle or free_handle(session, name)
            first = session.exec(select(User.id).limit(1)).first() is None
            user = User(email=address, name=name, handle=chosen, password_hash=password_hash, admin=first)
            session.add(user)
            session.flush()
            _open_account(session, user)
            return _open_session(session, user, visitor)
    except IntegrityError as error:
        raise InvalidInput(_taken_field(address, handle)) from error


def sign_in(email: str, password: str, visitor: Visitor) -> str:
    """Open a session, which replaces the visitor's own; returns its token. Raises InvalidInput and TooManyAttempts."""
    count_attempt("sign-in", _account_key(email), visitor.address)
    address, _ = parsed_email(email)
    problems = {
        "email": "" if address else "Enter your email.",
        "password": "" if password else "Enter your password.",
    }
    if found := {field: message for field, message in problems.items() if message}:
        raise InvalidInput(found)
    with db.read() as session:
        user = session.exec(select(User).where(User.email == address)).first()
    if not verified(password, user.password_hash if user else None) or user is None:
        raise InvalidInput({"password": WRONG})
    with db.transaction() as session:
        return _open_session(session, user, visitor)


def sign_out(token: str) -> None:
    """End the session; a token that is none changes nothing."""
    with db.transaction() as session:
        session.exec(sa.delete(UserSession).where(col(UserSession.token_hash) == _hash(token)))


def renew_session(token: str) -> None:
    """Move the session's end to 30 days from now, at most once a day."""
    current_time = now()
    with db.transaction() as session:
        stale = sa.update(UserSession).where(
            col(UserSession.token_hash) == _hash(token),
            col(UserSession.expires_at) > current_time,
            col(UserSession.renewed_at) < current_time - RENEW_AFTER,
        )
        session.exec(stale.values(renewed_at=current_time, expires_at=current_time + SESSION))


def forget_expired_sessions() -> int:
    """Remove the sessions that have run out; returns how many."""
    with db.transaction() as session:
        return session.exec(sa.delete(UserSession).where(col(UserSession.expires_at) < now())).rowcount


def session_hash(token: str) -> str:
    """What is stored of a session's token."""
    return _hash(token)


def _open_account(session: Session, user: User) -> None:
    """What a new account begins with."""
    give_free(session, UserId(user.id))
    if ports.in_use().payments:
        # The customer is made in the background: sign-up neither waits for the payment service nor fails by it.
        db.after_commit(session, lambda: ports.in_use().queue.enqueue(work=Work.PAYMENTS))


def _open_session(session: Session, user: User, visitor: Visitor) -> str:
    token = secrets.token_urlsafe(32)
    current_time = now()
    if visitor.session:
        session.exec(sa.delete(UserSession).where(col(UserSession.token_hash) == _hash(visitor.session)))
    session.add(
        UserSession(
            token_hash=_hash(token),
            user_id=UserId(user.id),
            expires_at=current_time + SESSION,
            user_agent=visitor.user_agent[:200],
        )
    )
    return token


def _taken_field(email: str, handle: str) -> dict[str, str]:
    """Which of the two somebody else has; without a handle of their own, whoever came second tries again."""
    with db.read() as session:
        if session.exec(select(User.id).where(User.email == email)).first():
            return {"email": TAKEN}
    return {"handle": HANDLE_TAKEN} if handle else {"form": TRY_AGAIN}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _account_key(email: str) -> str:
    """One key for all the ways to write an address, such as in capitals or in letters of full width."""
    address, _ = parsed_email(email)
    return unicodedata.normalize("NFKC", address).casefold()


def name_problem(name: str) -> str:
    """What is wrong with a name, if anything."""
    if not name:
        return "Enter the name your songs go under."
    return f"At most {MAX_NAME} characters." if len(name) > MAX_NAME else ""


def parsed_email(email: str) -> tuple[str, str]:
    """The address as it is stored, and what is wrong with it, if anything."""
    typed = one_line(email[:_LONGEST_EMAIL])
    if not typed:
        return "", "Enter your email."
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower(), ""
    except EmailNotValidError:
        return typed.lower(), "This is not an email address. It should look like ana@example.com."


def _password_problem(password: str, name: str, email: str) -> str:
    if len(password) < MIN_PASSWORD:
        return f"Use at least {MIN_PASSWORD} characters."
    if len(password) > MAX_PASSWORD:
        return f"Use at most {MAX_PASSWORD} characters."
    if len(set(password)) < 4 or password.lower() in {
        name.lower(),
        email,
        "password",
        "12345678",
        "123456789",
        "qwertyui",
        "password1",
    }:
        return "This password is too easy to guess. Try three words in a row."
    return ""

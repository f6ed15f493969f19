"""What may stand in the fields of the forms about accounts."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from melodymaker.accounts.passwords import MAX_PASSWORD
from melodymaker.db.text import one_line

MIN_PASSWORD = 8
MAX_NAME = 60
# An address may have 254 characters (RFC 5321); a few more may be typed around it.
_LONGEST_EMAIL = 320
_EASY = frozenset({"password", "12345678", "123456789", "qwertyui", "password1"})


def account_key(email: str) -> str:
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


def password_problem(password: str, name: str, email: str) -> str:
    """What is wrong with a new password of the person with this name and email, if anything."""
    if len(password) < MIN_PASSWORD:
        return f"Use at least {MIN_PASSWORD} characters."
    if len(password) > MAX_PASSWORD:
        return f"Use at most {MAX_PASSWORD} characters."
    if len(set(password)) < 4 or password.lower() in {name.lower(), email, *_EASY}:
        return "This password is too easy to guess. Try three words in a row."
    return ""

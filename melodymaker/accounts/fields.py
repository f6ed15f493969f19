"""What may stand in the fields of the forms about accounts."""

import unicodedata

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from melodymaker import ports
from melodymaker.accounts.passwords import MAX_PASSWORD
from melodymaker.db.text import one_line
from melodymaker.i18n import later, t

MIN_PASSWORD = 8
MAX_NAME = 60
# An address may have 254 characters (RFC 5321); a few more may be typed around it.
_LONGEST_EMAIL = 320
_NO_EMAIL = later("This is not an email address. It should look like ana@example.com.")
# Names of home networks (RFC 6762, RFC 8375), which the validator refuses unless they are taken out of its list.
_AT_HOME = (".local", ".arpa")
for _name in _AT_HOME:
    SPECIAL_USE_DOMAIN_NAMES.remove(_name.removeprefix("."))
_EASY = frozenset({"password", "12345678", "123456789", "qwertyui", "password1"})


def account_key(email: str) -> str:
    """One key for all the ways to write an address, such as in capitals or in letters of full width."""
    address, _ = parsed_email(email)
    return address.casefold()


def stored_emails(email: str) -> list[str]:
    """How an address may be stored: as `parsed_email` has it, or as it was typed before that was NFKC."""
    return list({parsed_email(email)[0], one_line(email[:_LONGEST_EMAIL]).lower()} - {""})


def name_problem(name: str) -> str:
    """What is wrong with a name, if anything."""
    if not name:
        return t("Enter the name your songs go under.")
    return t("At most {most} characters.", most=MAX_NAME) if len(name) > MAX_NAME else ""


def parsed_email(email: str) -> tuple[str, str]:
    """The address as it is stored, and what is wrong with it, if anything.

    Where mails are sent it has to be one that they can reach; else a home network's, such as me@home.local, will do.
    """
    return parse_email(email, reachable=ports.in_use().mailer.delivers)


def parse_email(email: str, *, reachable: bool) -> tuple[str, str]:
    """The address in small letters and NFKC, and what is wrong with it, if anything."""
    typed = unicodedata.normalize("NFKC", one_line(email[:_LONGEST_EMAIL]))
    if not typed:
        return "", t("Enter your email.")
    try:
        found = validate_email(typed, check_deliverability=False, globally_deliverable=reachable)
    except EmailNotValidError:
        return typed.lower(), _NO_EMAIL
    if reachable and found.ascii_domain.endswith(_AT_HOME):
        return typed.lower(), _NO_EMAIL
    return found.normalized.lower(), ""


def password_problem(password: str, name: str, email: str) -> str:
    """What is wrong with a new password of the person with this name and email, if anything."""
    if len(password) < MIN_PASSWORD:
        return t("Use at least {least} characters.", least=MIN_PASSWORD)
    if len(password) > MAX_PASSWORD:
        return t("Use at most {most} characters.", most=MAX_PASSWORD)
    if len(set(password)) < 4 or password.lower() in {name.lower(), email, *_EASY}:
        return t("This password is too easy to guess. Try three words in a row.")
    return ""

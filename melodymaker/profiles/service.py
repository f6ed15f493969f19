"""What people change about their profiles."""

from urllib.parse import urlsplit

from sqlalchemy.exc import IntegrityError

from melodymaker import db, ports
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.accounts.fields import name_problem
from melodymaker.accounts.handles import TAKEN, change_handle
from melodymaker.accounts.permissions import require_account
from melodymaker.db.models import User
from melodymaker.db.text import cleaned, length_error, one_line
from melodymaker.errors import InvalidInput
from melodymaker.i18n import later, t
from melodymaker.types import Change, Kind, UserId, person_topic, user_topic

MAX_BIO = 500
MAX_LINKS = 5
_MAX_LINK = 200
_BAD_LINK = later("Each link is an address such as https://example.com, one per line.")


def edit_profile(actor: UserId, name: str, handle: str, bio: str, links: str) -> None:
    """Change what the actor's profile says of them.

    Raises InvalidInput with the fields that are wrong, and Suspended.
    """
    name = one_line(name)
    bio = cleaned(bio)
    addresses = [line for line in cleaned(links).split("\n") if line.strip()]
    banned = banned_word_errors({"name": name, "handle": handle.replace("_", " "), "bio": bio, "links": links})
    errors = {"name": name_problem(name), "bio": length_error(bio, MAX_BIO), "links": _links_error(addresses)}
    try:
        with db.transaction() as session:
            require_account(session, actor)
            user = session.get_one(User, actor, with_for_update=True)
            try:
                change_handle(session, user, handle)
            except InvalidInput as error:
                errors |= error.fields
            if found := {field: message for field, message in (errors | banned).items() if message}:
                raise InvalidInput(found)
            user.name = name
            user.bio = bio
            user.links = "\n".join(line.strip() for line in addresses)
    except IntegrityError as error:
        raise InvalidInput({"handle": TAKEN}) from error
    ports.in_use().live.publish(Change(Kind.PERSON, actor), user_topic(actor), person_topic(actor))


def _links_error(addresses: list[str]) -> str:
    if len(addresses) > MAX_LINKS:
        return t("At most {most} links.", most=MAX_LINKS)
    return "" if all(_is_address(line.strip()) for line in addresses) else _BAD_LINK


def _is_address(text: str) -> bool:
    if len(text) > _MAX_LINK or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host and parts.username is None

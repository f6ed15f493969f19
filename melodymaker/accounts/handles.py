"""Handles: the names in the addresses of people's profiles."""

import re
import secrets
from datetime import datetime, timedelta

from anyascii import anyascii
from sqlmodel import Session, col, delete, select

from melodymaker import db
from melodymaker.db.models import MAX_HANDLE, FormerHandle, User, now
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import later, t
from melodymaker.types import UserId

MIN_HANDLE = 3
# How long a former handle leads to the new one.
REDIRECT = timedelta(days=90)
TAKEN = later("Somebody has this handle already. Try another one.")
# What a reader could take for the site itself, or for one of its pages.
RESERVED = frozenset(
    {
        *("about", "account", "accounts", "admin", "administrator", "anonymous", "api", "auth", "billing", "blog"),
        *("contact", "create", "credits", "deleted", "discover", "download", "embed", "everybody", "explore", "feed"),
        *("feedback", "help", "home", "info", "jobs", "legal", "library", "login", "logout", "mail", "media"),
        *("melodymaker", "me", "moderator", "new", "news", "none", "nobody", "notifications", "null", "official"),
        *("owner", "payments", "playlist", "press", "privacy", "profile", "register", "root", "search", "security"),
        *("settings", "sign_in", "sign_out", "sign_up", "signin", "signup", "song", "songs", "staff", "stats"),
        *("status", "support", "system", "team", "terms", "trending", "undefined", "user", "users", "webmaster"),
    }
)
_HANDLE = re.compile(r"[a-z0-9_]+")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_WAYS = 20


def checked_handle(text: str) -> str:
    """The text as a handle, in small letters and without the @ before it; raises InvalidInput for the field handle."""
    handle = text.strip().removeprefix("@").casefold()
    problem = ""
    if len(handle) < MIN_HANDLE or len(handle) > MAX_HANDLE:
        problem = t("A handle has {least} to {most} characters.", least=MIN_HANDLE, most=MAX_HANDLE)
    elif not _HANDLE.fullmatch(handle):
        problem = t("A handle has letters from a to z, digits and _ only.")
    elif handle in RESERVED:
        problem = t("This handle is reserved. Try another one.")
    if problem:
        raise InvalidInput({"handle": problem})
    return handle


def suggested_handle(name: str) -> str:
    """A handle that is free, made of the name."""
    with db.read() as session:
        return free_handle(session, name)


def free_handle(session: Session, name: str) -> str:
    """The same, within a transaction."""
    base = _BETWEEN.sub("_", anyascii(name[:MAX_HANDLE]).casefold()).strip("_")[:MAX_HANDLE].strip("_")
    if len(base) < MIN_HANDLE or base in RESERVED:
        base = f"{base}_music".strip("_") if base else "listener"
    tries = [base, *(f"{base[: MAX_HANDLE - 4]}_{number}" for number in range(2, _WAYS))]
    taken = _taken(session, tries)
    free = (handle for handle in tries if handle not in taken)
    return next(free, f"{base[: MAX_HANDLE - 9]}_{secrets.token_hex(4)}")


def change_handle(session: Session, user: User, text: str) -> None:
    """Give a person another handle; the former one leads to it for 90 days. Raises InvalidInput."""
    handle = checked_handle(text)
    if handle == user.handle:
        return
    require_free(session, handle, user_id=user.id)
    session.exec(delete(FormerHandle).where(col(FormerHandle.handle).in_([handle, user.handle])))
    session.add(FormerHandle(handle=user.handle, user_id=user.id, until=now() + REDIRECT))
    user.handle = handle


def require_free(session: Session, handle: str, *, user_id: str = "") -> None:
    """Raise InvalidInput if somebody else has the handle, or had it until lately."""
    if _taken(session, [handle], but=user_id):
        raise InvalidInput({"handle": TAKEN})


def person_with(session: Session, handle: str) -> User:
    """The person who has this handle, or had it within the last 90 days; raises NotFound."""
    wanted = handle.casefold()
    if len(wanted) > MAX_HANDLE or not _HANDLE.fullmatch(wanted):
        raise NotFound
    former = select(FormerHandle.user_id).where(FormerHandle.handle == wanted, col(FormerHandle.until) > now())
    user = session.exec(select(User).where(User.handle == wanted)).first()
    if user is None and (user_id := session.exec(former).first()):
        user = session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def forget_former_handles(at: datetime | None = None) -> int:
    """Release the former handles whose time is over; returns how many."""
    with db.transaction() as session:
        return session.exec(delete(FormerHandle).where(col(FormerHandle.until) < (at or now()))).rowcount


def _taken(session: Session, handles: list[str], *, but: str = "") -> set[str]:
    """Those of the handles that others have, or had until lately."""
    current = select(User.handle).where(col(User.handle).in_(handles), User.id != UserId(but))
    former = select(FormerHandle.handle).where(
        col(FormerHandle.handle).in_(handles), FormerHandle.user_id != but, col(FormerHandle.until) > now()
    )
    return {*session.exec(current), *session.exec(former)}

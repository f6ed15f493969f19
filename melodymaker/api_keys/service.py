"""Making keys and revoking them, and whom a key stands for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from melodymaker import db
from melodymaker.api_keys.secrets import PREFIX, SHOWN, app_password, key_hash, new_key
from melodymaker.db.models import ApiKey, User, get_or_none, new_id, now
from melodymaker.db.text import checked_title
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import t
from melodymaker.types import UserId

MAX_KEYS = 30
MAX_NAME = 60
_MARKED_AFTER = timedelta(minutes=1)
"""How exactly it is kept when a key was last used."""


@dataclass(frozen=True)
class KeyHolder:
    """For whom a program acts, with which key, and whether it may change anything."""

    user_id: UserId
    key_id: str
    may_create: bool


@dataclass(frozen=True)
class NewKey:
    """A key that was just made. Nobody sees `key` again."""

    id: str
    key: str


def create_key(actor: UserId, name: str, *, may_create: bool) -> NewKey:
    """Make a key for the actor's programs; raises InvalidInput."""
    key = new_key()
    with db.transaction() as session:
        row = _added(session, actor, name, key, may_create=may_create)
        row.key_hash = key_hash(key)
    return NewKey(row.id, key)


def create_app_password(actor: UserId, name: str) -> NewKey:
    """Make a password for one of the actor's music apps; raises InvalidInput."""
    row_id = new_id()
    key = app_password(row_id)
    with db.transaction() as session:
        _added(session, actor, name, key, may_create=True, row_id=row_id)
    return NewKey(row_id, key)


def revoke_key(actor: UserId, key_id: str) -> str:
    """Let nobody in with one of the actor's keys or passwords any more; returns its name. Raises NotFound."""
    with db.transaction() as session:
        row = get_or_none(session, ApiKey, key_id)
        if row is None or row.user_id != actor:
            raise NotFound
        session.delete(row)
    return row.name


def holder_of(key: str) -> KeyHolder | None:
    """For whom the key stands, which is noted as used; None for one that is unknown or revoked."""
    if not key.startswith(PREFIX):
        return None
    with db.read() as session:
        row = session.exec(select(ApiKey).where(ApiKey.key_hash == key_hash(key))).first()
    return _used(row) if row else None


def holder_of_password(handle: str, matches: Callable[[str], bool]) -> KeyHolder | None:
    """Who of this handle has an app password that `matches` accepts, which is noted as used; None for nobody."""
    own = select(ApiKey).join(User, col(User.id) == ApiKey.user_id)
    with db.read() as session:
        rows = session.exec(own.where(User.handle == handle.lower(), col(ApiKey.key_hash).is_(None))).all()
    # All of them are looked at, so that the time tells nothing.
    found = [row for row in rows if matches(app_password(row.id))]
    return _used(found[0]) if found else None


def _added(session: Session, actor: UserId, name: str, key: str, *, may_create: bool, row_id: str = "") -> ApiKey:
    name = checked_title(name, of="key", label="name", limit=MAX_NAME)
    if session.exec(select(func.count()).where(ApiKey.user_id == actor)).one() >= MAX_KEYS:
        raise InvalidInput({"name": t("You have {most} keys, which is the most. Revoke one first.", most=MAX_KEYS)})
    row = ApiKey(id=row_id or new_id(), user_id=actor, name=name, ending=key[-SHOWN:], may_create=may_create)
    session.add(row)
    return row


def _used(row: ApiKey) -> KeyHolder:
    at = now()
    if row.used_at is None or at - row.used_at > _MARKED_AFTER:
        with db.transaction() as session:
            session.exec(sa.update(ApiKey).where(col(ApiKey.id) == row.id).values(used_at=at))
    return KeyHolder(UserId(row.user_id), row.id, row.may_create)

"""Reads of a person's keys, as rows ready to draw."""

from dataclasses import dataclass

from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import ApiKey
from melodymaker.i18n import t
from melodymaker.types import UserId


@dataclass(frozen=True)
class KeyRow:
    """One key or app password. `about` reads like "Reads and creates · ends with x3Qa"; `used_at` is ISO 8601."""

    id: str
    name: str
    about: str
    used_at: str


def keys_of(user_id: UserId) -> list[KeyRow]:
    """A person's keys and passwords, the newest first."""
    newest = select(ApiKey).where(ApiKey.user_id == user_id).order_by(col(ApiKey.created_at).desc(), col(ApiKey.id))
    with db.read() as session:
        return [_row(key) for key in session.exec(newest)]


def _row(key: ApiKey) -> KeyRow:
    kind = t("App password") if key.key_hash is None else t("Reads and creates") if key.may_create else t("Reads only")
    used_at = key.used_at.isoformat() if key.used_at else ""
    return KeyRow(key.id, key.name, t("{kind} · ends with {ending}", kind=kind, ending=key.ending), used_at)

"""How the site is doing: its parts, the queue, the workers and the storage."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.accounts.permissions import require_admin
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.generation import health
from melodymaker.generation.health import Part
from melodymaker.i18n import later, t, translated
from melodymaker.i18n.sizes import size_text
from melodymaker.types import Status, UserId

_DAY = timedelta(days=1)
_PARTS = {
    "database": later("Database"),
    "queue": later("Queue"),
    "storage": later("Storage"),
    "engine": later("Engine"),
    "workers": later("Workers"),
}


@dataclass(frozen=True)
class PartRow:
    """A part of the site: whether it works, and how quickly it answered or what is wrong."""

    name: str
    well: bool
    remark: str


@dataclass(frozen=True)
class SiteRow:
    """How the site is doing. `workers` are those that are making a song right now."""

    parts: list[PartRow]
    figures: list[tuple[str, str]]
    workers: list[str]


def site_of(actor: UserId) -> SiteRow:
    """How the site is doing; raises NotFound for whoever is no admin."""
    with db.read() as session:
        require_admin(session, actor)
    return SiteRow([_part_row(*one) for one in health.parts().items()], _figures(), _busy_workers())


def _part_row(name: str, part: Part) -> PartRow:
    return PartRow(translated(_PARTS[name]), part.ok, f"{part.ms:.0f} ms" if part.ok else part.error)


def _figures() -> list[tuple[str, str]]:
    free = ports.in_use().storage.free()
    with db.read() as session:

        def count(query: sa.Select) -> int:
            return session.connection().execute(query).scalar_one() or 0

        def requests(*conditions: sa.ColumnElement[bool]) -> int:
            return count(sa.select(sa.func.count()).select_from(Generation).where(*conditions))

        lately = col(Generation.finished_at) > now() - _DAY
        figures = {
            t("Waiting"): f"{requests(col(Generation.status) == Status.QUEUED):,}",
            t("In progress"): f"{requests(col(Generation.status) == Status.PROCESSING):,}",
            t("Failed in 24 hours"): f"{requests(col(Generation.status) == Status.FAILED, lately):,}",
            t("People"): f"{count(sa.select(sa.func.count()).select_from(User)):,}",
            t("Listed songs"): f"{count(sa.select(sa.func.count()).where(col(Song.listed_at).is_not(None))):,}",
            t("Stored"): size_text(count(sa.select(sa.func.sum(col(User.stored_bytes))))),
            t("Free"): size_text(free) if free is not None else t("as much as the bucket holds"),
        }
    return list(figures.items())


def _busy_workers() -> list[str]:
    busy = select(Generation.worker).where(Generation.status == Status.PROCESSING, col(Generation.lease_until) > now())
    with db.read() as session:
        return sorted(set(session.exec(busy)))

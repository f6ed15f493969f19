"""Reads for the composer: presets, earlier requests, and the queue."""

from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Preset, get_or_none
from melodymaker.db.search_text import sort_key
from melodymaker.errors import NotFound
from melodymaker.generation import disk_space
from melodymaker.generation.permissions import get_own_generation
from melodymaker.ports import Capabilities
from melodymaker.songs.queries import request_text
from melodymaker.songs.rows import clock
from melodymaker.types import GenerationId, SongRequest, Status, UserId, without_remix

_REQUEST = TypeAdapter(SongRequest)
_PAST_RUNS = 20
_LOOK_AHEAD = 500


@dataclass(frozen=True)
class PresetRow:
    """A preset in the menu."""

    id: str
    name: str


@dataclass(frozen=True)
class QueueRow:
    """One of a user's waiting requests; `left` says when its songs may be there, judged by past runs, or why not."""

    id: str
    request: str
    left: str
    first: bool
    last: bool


def presets_of(user_id: UserId) -> list[PresetRow]:
    """A user's presets, by name."""
    with db.read() as session:
        found = session.exec(select(Preset.id, Preset.name).where(Preset.user_id == user_id))
        return sorted((PresetRow(*row) for row in found), key=lambda row: sort_key(row.name))


def preset_settings(user_id: UserId, preset_id: str) -> SongRequest:
    """What one of the user's presets holds; raises NotFound."""
    with db.read() as session:
        preset = get_or_none(session, Preset, preset_id)
    if preset is None or preset.user_id != user_id:
        raise NotFound
    return settings_in(preset.settings)


def settings_in(stored: str) -> SongRequest:
    """Stored settings; raises NotFound for what an older version stored in another way."""
    try:
        return _REQUEST.validate_json(stored)
    except ValidationError as error:
        raise NotFound from error


def request_of(user_id: UserId, generation_id: GenerationId) -> SongRequest:
    """One of the user's earlier requests, to be edited as one for a song of its own; raises NotFound."""
    with db.read() as session:
        return without_remix(get_own_generation(session, user_id, generation_id).request)


def queue_of(user_id: UserId) -> list[QueueRow]:
    """A user's waiting requests in the order in which they will be made."""
    order = (col(Generation.turn), col(Generation.created_at), col(Generation.id))
    with db.read() as session:
        own = select(Generation).where(Generation.user_id == user_id, Generation.status == Status.QUEUED)
        waiting = session.exec(own.order_by(*order)).all()
        if not waiting:
            return []
        everybody = select(Generation.id).where(Generation.status == Status.QUEUED).order_by(*order)
        ahead = {one: index for index, one in enumerate(session.exec(everybody.limit(_LOOK_AHEAD)).all())}
        running = select(sa.func.count()).where(Generation.status == Status.PROCESSING)
        busy = session.exec(running).one()
        past = select(Generation.started_at, Generation.finished_at).where(Generation.status == Status.READY)
        runs = session.exec(past.order_by(col(Generation.started_at).desc()).limit(_PAST_RUNS)).all()
    lasted = [(end - start).total_seconds() for start, end in runs if start and end]
    each = sum(lasted) / len(lasted) if lasted else 0.0
    has_room = disk_space.has_room()
    at_once = ports.in_use().generator.capabilities.at_once
    return [
        QueueRow(
            id=request.id,
            request=request_text(request),
            left=_left(each * (1 + (busy + ahead.get(request.id, _LOOK_AHEAD)) / at_once))
            if has_room
            else disk_space.WAITS,
            first=index == 0,
            last=index == len(waiting) - 1,
        )
        for index, request in enumerate(waiting)
    ]


def _left(seconds: float) -> str:
    if seconds <= 0:
        return ""
    return f"about {max(1, round(seconds))} s" if seconds < 90 else f"about {round(seconds / 60)} min"


def engine_label(can: Capabilities) -> str:
    """What an engine can do, in a line."""
    tongues = len(can.languages)
    return " · ".join(
        filter(
            None,
            (
                can.label,
                (f"sings in {tongues} languages" if tongues > 1 else "sings") if can.sings else "does not sing",
                f"songs up to {clock(can.longest)}",
                "take A roams, take B keeps to your words" if can.honours_guidance else "two takes by two seeds",
                f"remixes: {', '.join(can.remix)}" if can.remix else "",
            ),
        )
    )

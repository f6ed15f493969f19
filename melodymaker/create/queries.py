"""Reads for the composer: presets, earlier requests, and the queue."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlmodel import select

from melodymaker import db, ports
from melodymaker.db.models import Preset, get_or_none
from melodymaker.db.search_text import sort_key
from melodymaker.errors import NotFound
from melodymaker.generation import disk_space
from melodymaker.generation.permissions import get_own_generation
from melodymaker.generation.turns import waits_of
from melodymaker.i18n import later, t, translated
from melodymaker.ports import Capabilities
from melodymaker.songs.rows import clock
from melodymaker.types import GenerationId, RemixKind, SongRequest, UserId, without_remix

_REQUEST = TypeAdapter(SongRequest)
_REMIXES = {
    RemixKind.VARY: later("variations"),
    RemixKind.RESTYLE: later("other styles"),
    RemixKind.EXTEND: later("longer versions"),
    RemixKind.REPLACE: later("new parts"),
}


@dataclass(frozen=True)
class PresetRow:
    """A preset in the menu."""

    id: str
    name: str


@dataclass(frozen=True)
class WaitingRow:
    """One of a user's waiting requests, `first` or `last` of theirs; `left` says when its songs may be there."""

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


def waiting_of(user_id: UserId) -> tuple[dict[str, WaitingRow], str]:
    """A user's waiting requests by their ids, in the order in which they will be made, and how long a new one takes."""
    waits, new = waits_of(user_id)
    has_room = not waits or disk_space.has_room()
    rows = {
        generation_id: WaitingRow(
            left=wait.text if has_room else translated(disk_space.WAITS),
            first=index == 0,
            last=index == len(waits) - 1,
        )
        for index, (generation_id, wait) in enumerate(waits.items())
    }
    return rows, new.text


def engine_label(can: Capabilities) -> str:
    """What an engine can do, in a line."""
    tongues = len(can.languages)
    return " · ".join(
        filter(
            None,
            (
                translated(can.label),
                (t("sings in {tongues} languages", tongues=tongues) if tongues > 1 else t("sings"))
                if can.sings
                else t("does not sing"),
                t("songs up to {clock}", clock=clock(can.longest)),
                t("take A is freer, take B closer to your words")
                if can.honours_guidance
                else t("two takes by two seeds"),
                t("remixes: {kinds}", kinds=", ".join(translated(_REMIXES[kind]) for kind in can.remix))
                if can.remix
                else "",
            ),
        )
    )


def not_understood(request: SongRequest) -> str:
    """What of the request the engine in use will not follow, in a sentence; empty where it follows all."""
    # Pages are built with nothing typed, and without an engine.
    typed = request.description or request.style
    names = ports.in_use().generator.not_understood(request) if typed else ()
    return (
        t(
            "The engine cannot do this, and leaves it out: {names}",
            names=", ".join(t("“{name}”", name=name) for name in names),
        )
        if names
        else ""
    )

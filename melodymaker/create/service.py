"""What helps with writing a request: drafts, presets, and the order of one's own requests."""

import json
import secrets
from dataclasses import asdict, replace

from sqlmodel import Session, col, func, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Preset, row_of
from melodymaker.db.text import cleaned, encodable, one_line
from melodymaker.errors import AlreadyOver, InvalidInput, NotFound, TooManyAttempts
from melodymaker.generation.service import announce
from melodymaker.songs.service import MAX_DESCRIPTION, MAX_LYRICS, MAX_SEED, MAX_STYLE, SongRequest
from melodymaker.types import GenerationId, Status, UserId

DRAFTS = "20/minute"
MAX_PRESETS = 50
MAX_NAME = 60


def write_draft(actor: UserId, request: SongRequest, line: int | None = None) -> ports.Draft:
    """Have the engine's writer propose a song, or with `line` write that line of the request's lyrics anew.

    Free of charge. Raises InvalidInput, TooManyAttempts, and GenerationFailed when the engine cannot.
    """
    description = cleaned(request.description)
    style = one_line(request.style)
    # Not cleaned: its lines are counted as they were typed.
    lyrics = encodable(request.lyrics) if line is not None else ""
    limits = {
        "description": (description, MAX_DESCRIPTION),
        "style": (style, MAX_STYLE),
        "lyrics": (lyrics, MAX_LYRICS),
    }
    faults = {
        name: f"At most {most:,} characters; this has {len(text):,}."
        for name, (text, most) in limits.items()
        if len(text) > most
    }
    about = description or style or _first_words(lyrics)
    if not about:
        faults["description"] = "Say what the song should be about; the writer does the rest."
    if line is not None and not _is_sung(lyrics, line):
        faults["lyrics"] = "There is no line to write anew."
    if faults:
        raise InvalidInput(faults)
    if not ports.in_use().limits.allow(DRAFTS, "draft", actor):
        raise TooManyAttempts
    seed = secrets.randbelow(MAX_SEED)
    return ports.in_use().generator.draft(ports.DraftJob(about, style, lyrics, line, request.instrumental, seed))


def with_line(lyrics: str, place: int, before: str, after: str) -> str:
    """The lyrics with that line as the writer has it, unless it was changed meanwhile."""
    now, old, new = (text.split("\n") for text in (lyrics, before, after))
    if place >= len(now) or place >= len(new) or now[place] != old[place]:
        return lyrics
    return "\n".join([*now[:place], new[place], *now[place + 1 :]])


def save_preset(actor: UserId, name: str, request: SongRequest) -> str:
    """Keep the settings under a name, in place of what it held before; returns the name. Raises InvalidInput."""
    name = one_line(name)
    if not name:
        raise InvalidInput({"name": "A preset needs a name."})
    if len(name) > MAX_NAME:
        raise InvalidInput({"name": f"A name has at most {MAX_NAME} characters; this one has {len(name):,}."})
    with db.transaction() as session:
        preset = session.exec(select(Preset).where(Preset.user_id == actor, Preset.name == name)).first()
        if preset is None:
            if session.exec(select(func.count()).where(Preset.user_id == actor)).one() >= MAX_PRESETS:
                raise InvalidInput({"name": f"You have {MAX_PRESETS} presets, which is the most. Delete one first."})
            preset = Preset(user_id=actor, name=name)
            session.add(preset)
        preset.settings = json.dumps(asdict(_tidied(request)))
    return name


def delete_preset(actor: UserId, preset_id: str) -> Preset:
    """Forget a preset; returns what it was, so that it can be saved again. Raises NotFound."""
    with db.transaction() as session:
        preset = row_of(session, Preset, preset_id)
        if preset is None or preset.user_id != actor:
            raise NotFound
        session.delete(preset)
    return preset


def move_request(actor: UserId, generation_id: GenerationId, step: int) -> None:
    """Let one of the actor's waiting requests change places with the one before it (-1) or after it (1).

    Only among the actor's own, so that nobody gets ahead of others. Raises NotFound, and AlreadyOver when it
    waits no more; at either end of the queue nothing changes.
    """
    with db.transaction() as session:
        waiting = _waiting(session, actor)
        places = {generation.id: place for place, generation in enumerate(waiting)}
        if generation_id not in places:
            _explain_absence(session, actor, generation_id)
        here = places[generation_id]
        there = here + (1 if step > 0 else -1)
        if not 0 <= there < len(waiting):
            return
        one, other = waiting[here], waiting[there]
        one.turn, other.turn = other.turn, one.turn
        if one.turn == other.turn:
            one.created_at, other.created_at = other.created_at, one.created_at
    for generation in (one, other):
        announce(generation)


def _waiting(session: Session, actor: UserId) -> list[Generation]:
    """The actor's waiting requests in their order, locked."""
    queued = select(Generation).where(Generation.user_id == actor, Generation.status == Status.QUEUED)
    ordered = queued.order_by(col(Generation.turn), col(Generation.created_at), col(Generation.id))
    return list(session.exec(ordered.with_for_update()).all())


def _explain_absence(session: Session, actor: UserId, generation_id: GenerationId) -> None:
    generation = row_of(session, Generation, generation_id)
    if generation is None or generation.user_id != actor:
        raise NotFound
    msg = "This request waits no more: its songs are being made, or done."
    raise AlreadyOver(msg)


def _tidied(request: SongRequest) -> SongRequest:
    lines = {name: one_line(getattr(request, name)) for name in ("title", "style", "key")}
    return replace(request, description=cleaned(request.description), lyrics=cleaned(request.lyrics), **lines)


def _first_words(lyrics: str) -> str:
    return next((line.strip()[:MAX_DESCRIPTION] for line in lyrics.split("\n") if _is_words(line)), "")


def _is_sung(lyrics: str, line: int) -> bool:
    lines = lyrics.split("\n")
    return 0 <= line < len(lines) and _is_words(lines[line])


def _is_words(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("[")

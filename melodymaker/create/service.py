"""What helps with writing a request: drafts, presets, and the order of one's own requests."""

import json
import secrets
from dataclasses import asdict, replace
from typing import NoReturn

from sqlmodel import Session, col, func, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Preset, get_or_none
from melodymaker.db.text import checked_title, cleaned, encodable, length_error, one_line
from melodymaker.errors import AlreadyOver, InvalidInput, NotFound, TooManyAttempts
from melodymaker.generation.announcements import announce
from melodymaker.generation.permissions import get_own_generation
from melodymaker.generation.quota import lock_account
from melodymaker.generation.requests import MAX_SEED, tidy_texts
from melodymaker.i18n import t
from melodymaker.types import (
    MAX_DESCRIPTION,
    MAX_LYRICS,
    MAX_STYLE,
    REMIX_FIELDS,
    GenerationId,
    SongRequest,
    Status,
    UserId,
)
from song_files.headings import sung_lines

DRAFTS = "20/minute"
MAX_PRESETS = 50
MAX_NAME = 60


def write_draft(actor: UserId, request: SongRequest, line: int | None = None) -> ports.Draft:
    """Have the engine's writer propose a song, or with `line` rewrite that line of the request's lyrics.

    Free of charge. Raises InvalidInput, TooManyAttempts, and GenerationFailed when the engine cannot.
    """
    description = cleaned(request.description)
    style = one_line(request.style)
    # Not cleaned: its lines are counted as they were typed.
    lyrics = encodable(request.lyrics) if line is not None else ""
    errors = {
        "description": length_error(description, MAX_DESCRIPTION),
        "style": length_error(style, MAX_STYLE),
        "lyrics": length_error(lyrics, MAX_LYRICS),
    }
    topic = description or style or _first_line(lyrics)
    if not topic:
        errors["description"] = t("Say what the song should be about; the writer does the rest.")
    if line is not None and not _is_sung(lyrics, line):
        errors["lyrics"] = t("There is no such line to rewrite.")
    if errors := {name: error for name, error in errors.items() if error}:
        raise InvalidInput(errors)
    if not ports.in_use().limits.allow(DRAFTS, "draft", actor):
        raise TooManyAttempts
    seed = secrets.randbelow(MAX_SEED)
    # What the writer is to find itself is left open.
    draft_request = replace(
        request, description=topic, style=style, lyrics=lyrics, seed=seed, title="", duration=None, bpm=None, key=""
    )
    return ports.in_use().generator.draft(ports.DraftJob(draft_request, line))


def with_line(lyrics: str, index: int, before: str, after: str) -> str:
    """The lyrics with that line as the writer has it, unless it was changed meanwhile."""
    lines = lyrics.split("\n")
    old_lines = before.split("\n")
    new_lines = after.split("\n")
    if index >= len(lines) or index >= len(new_lines) or lines[index] != old_lines[index]:
        return lyrics
    return "\n".join([*lines[:index], new_lines[index], *lines[index + 1 :]])


def save_preset(actor: UserId, name: str, request: SongRequest) -> str:
    """Save the settings under a name, in place of what it held before; returns the name. Raises InvalidInput."""
    name = checked_title(name, of="preset", label="name", limit=MAX_NAME)
    with db.transaction() as session:
        lock_account(session, actor)  # of two that are saved under one name at once, the second replaces the first
        preset = session.exec(select(Preset).where(Preset.user_id == actor, Preset.name == name)).first()
        if preset is None:
            if session.exec(select(func.count()).where(Preset.user_id == actor)).one() >= MAX_PRESETS:
                raise InvalidInput(
                    {"name": t("You have {most} presets, which is the most. Delete one first.", most=MAX_PRESETS)}
                )
            preset = Preset(user_id=actor, name=name)
            session.add(preset)
        settings = asdict(tidy_texts(request))
        preset.settings = json.dumps({name: settings[name] for name in settings if name not in REMIX_FIELDS})
    return name


def delete_preset(actor: UserId, preset_id: str) -> Preset:
    """Delete a preset; returns it, so that it can be saved again. Raises NotFound."""
    with db.transaction() as session:
        preset = get_or_none(session, Preset, preset_id)
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
        positions = {generation.id: index for index, generation in enumerate(waiting)}
        if generation_id not in positions:
            _raise_not_waiting(session, actor, generation_id)
        position = positions[generation_id]
        neighbour = position + (1 if step > 0 else -1)
        if not 0 <= neighbour < len(waiting):
            return
        one = waiting[position]
        other = waiting[neighbour]
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


def _raise_not_waiting(session: Session, actor: UserId, generation_id: GenerationId) -> NoReturn:
    get_own_generation(session, actor, generation_id)
    msg = "This request waits no more: its songs are being made, or done."
    raise AlreadyOver(msg)


def _first_line(lyrics: str) -> str:
    return next((line.text[:MAX_DESCRIPTION] for line in sung_lines(lyrics)), "")


def _is_sung(lyrics: str, line: int) -> bool:
    return any(one.index == line for one in sung_lines(lyrics))

"""Requests for songs: validated, put into the queue, repeated."""

import hashlib
import logging
import re
import secrets
from dataclasses import fields, replace
from datetime import timedelta

from sqlmodel import Session, col, func, select

from melodymaker import db, ports
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.accounts.permissions import require_active
from melodymaker.credits.ledger import hold
from melodymaker.db.models import Generation, Song, get_or_none, now
from melodymaker.db.models.generations import REQUEST_FIELDS
from melodymaker.db.text import checked_title, cleaned, length_error, one_line
from melodymaker.errors import AlreadyOver, InvalidInput, MelodyError, NotEnoughCredits, TooManyPending
from melodymaker.generation.announcements import announce
from melodymaker.generation.claims import mark_songs
from melodymaker.generation.disk_space import check_room
from melodymaker.generation.permissions import get_own_generation
from melodymaker.generation.quota import SONGS_A_REQUEST, check_quota, lock_account
from melodymaker.generation.remix_checks import remix_errors
from melodymaker.generation.turns import next_turn
from melodymaker.i18n import later, t
from melodymaker.types import PENDING, REMIX_FIELDS, GenerationId, Mode, RemixKind, SongRequest, Status, UserId
from melodymaker.web import traces
from melodymaker.web.request_ids import current_id
from song_files.headings import with_brackets

log = logging.getLogger(__name__)

MAX_PENDING = 10
BPM = range(30, 301)
MAX_SEED = 2**31 - 1
# Somebody who buys credits a week later is asked first.
WAITS_FOR_CREDITS = timedelta(days=1)
_WORKING_TITLE_LENGTH = 48
# The texts that only some modes use, and what is said where one that is needed is empty.
_MISSING = {
    "description": later("Say what you want to hear."),
    "style": later("Name a style, such as folk, warm, guitar."),
    "lyrics": later("Write the lyrics, or choose Describe lyrics."),
}
_NO_LYRICS_TOPIC = later("Say what the lyrics should be about.")
_KEY = re.compile(r"[A-G][#b♯♭]? (major|minor)")


def submit_request(actor: UserId, request: SongRequest, key: str | None = None) -> GenerationId:
    """Queue the request with its two songs and wake a worker; of several with one key, only the first.

    Without the credits for it the request is kept as one that waits for credits, see `continue_request`.
    Raises InvalidInput (with the fields that are wrong), TooManyPending, TooManySongs, StorageUsedUp and NoRoom.
    """
    request = clean_request(request)
    if request.seed is None:
        request = replace(request, seed=secrets.randbelow(MAX_SEED))
    check_room()
    with db.transaction() as session:
        lock_account(session, actor)
        require_active(session, actor)
        if key and (earlier := _submitted_as(session, actor, key)):
            return earlier
        check_quota(session, actor)
        _check_pending(session, actor)
        generation = _insert(session, actor, request, key)
    return _enqueue(generation)


def request_key(submission_id: str, request: SongRequest) -> str | None:
    """The key of a request that may be sent twice: the same for the same id and content; None without an id."""
    return hashlib.sha256(f"{submission_id}\n{request!r}".encode()).hexdigest() if submission_id else None


def repeat_request(actor: UserId, generation_id: GenerationId, request: SongRequest) -> GenerationId:
    """Queue a request of the actor's once more, which reads `request` now; while its repetition is pending, that one.

    Raises NotFound, TooManyPending, TooManySongs, StorageUsedUp and NoRoom.
    """
    check_room()
    with db.transaction() as session:
        lock_account(session, actor)
        require_active(session, actor)
        # Not locked: a worker that ends it holds its row while it waits for the actor's.
        last = get_own_generation(session, actor, generation_id)
        while repeated := _submitted_as(session, actor, _repetition_key(last)):
            last = get_own_generation(session, actor, repeated)
            if last.status in PENDING:
                return repeated
        check_quota(session, actor)
        _check_pending(session, actor)
        generation = _insert(session, actor, request, _repetition_key(last))
    return _enqueue(generation)


def continue_request(actor: UserId, generation_id: GenerationId) -> None:
    """Queue a request of the actor's that waited for credits.

    Raises NotFound, AlreadyOver for any other than such a one, NotEnoughCredits and TooManyPending.
    """
    check_room()
    with db.transaction() as session:
        lock_account(session, actor)
        require_active(session, actor)
        _check_pending(session, actor)
        generation = _continue(session, get_own_generation(session, actor, generation_id))
    _enqueue(generation)


def continue_all(user_id: UserId) -> int:
    """Queue the user's requests of the last day that wait for credits, the oldest first, as far as the credits go.

    Returns how many were queued: what somebody has just bought credits for goes on by itself.
    """
    waiting = select(Generation.id).where(
        Generation.user_id == user_id,
        Generation.status == Status.NO_CREDITS,
        col(Generation.created_at) > now() - WAITS_FOR_CREDITS,
    )
    with db.read() as session:
        ids = session.exec(waiting.order_by(col(Generation.created_at)).limit(MAX_PENDING)).all()
    for number, generation_id in enumerate(ids):
        try:
            continue_request(user_id, GenerationId(generation_id))
        except MelodyError:
            return number
    return len(ids)


def _continue(session: Session, generation: Generation) -> Generation:
    """Take a request out of its wait for credits. Its row is not locked: one in any other status is left alone."""
    if generation.status != Status.NO_CREDITS:
        raise AlreadyOver
    if not hold(session, UserId(generation.user_id), GenerationId(generation.id), SONGS_A_REQUEST):
        raise NotEnoughCredits
    generation.status = Status.QUEUED
    generation.turn = next_turn(session, UserId(generation.user_id))
    generation.due_at = now()
    mark_songs(session, generation.id, Status.QUEUED)
    return generation


def clean_request(request: SongRequest) -> SongRequest:
    """The request with its texts cleaned and what its mode does not use left out; raises InvalidInput."""
    if errors := validate(request):
        raise InvalidInput(errors)
    return _without_unused(tidy_texts(request))


def tidy_texts(request: SongRequest) -> SongRequest:
    """The request with each of its texts fit to be stored: on one line, unless it is one whose line ends count.

    The headings of lyrics get the brackets that everything after this reads them by.
    """
    texts = {
        field.name: (cleaned if field.metadata.get("lines") else one_line)(getattr(request, field.name))
        for field in fields(SongRequest)
        if field.type is str and field.name not in REMIX_FIELDS
    }
    return replace(request, **{**texts, "lyrics": with_brackets(texts["lyrics"])})


def validate(request: SongRequest) -> dict[str, str]:
    """What is wrong with a request: a message for each field at fault, and none where all is well."""
    request = _without_unused(tidy_texts(request))
    errors = {"title": _title_error(request.title)}
    for field in fields(SongRequest):
        limit = field.metadata.get("limit")
        if limit and field.name not in {"title", "key"}:
            errors[field.name] = length_error(getattr(request, field.name), limit)
    for name in _used_texts(request):
        if not getattr(request, name):
            errors[name] = _MISSING[name]
    if request.mode == Mode.CUSTOM and errors["description"] == _MISSING["description"]:
        errors["description"] = _NO_LYRICS_TOPIC
    errors |= banned_word_errors({name: getattr(request, name) for name in ("title", *_MISSING)})
    errors |= _number_errors(request) | remix_errors(request)
    return {name: error for name, error in errors.items() if error}


def _used_texts(request: SongRequest) -> tuple[str, ...]:
    if request.remix:
        return ("style",) if request.remix == RemixKind.RESTYLE else ()
    if request.mode == Mode.SIMPLE:
        return ("description",)
    if request.instrumental:
        return ("style",)
    return ("lyrics", "style") if request.write_lyrics else ("description", "style")


def _without_unused(request: SongRequest) -> SongRequest:
    """The request without the texts that its mode does not use; a remix brings all of its own."""
    if request.remix:
        return request
    used = _used_texts(request)
    unused = {name: "" for name in _MISSING if name not in used}
    if request.mode == Mode.SIMPLE:
        unused["title"] = ""
    return replace(request, **unused)


def _title_error(title: str) -> str:
    if not title:  # the engine finds one
        return ""
    try:
        checked_title(title, of="song")
    except InvalidInput as error:
        return error.message
    return ""


def _number_errors(request: SongRequest) -> dict[str, str]:
    can = ports.in_use().generator.capabilities
    return {
        "duration": _range_error(request.duration, can.shortest, can.longest, t("The length"), t(" seconds")),
        "bpm": _range_error(request.bpm, BPM.start, BPM.stop - 1, t("The tempo"), " BPM"),
        "seed": _range_error(request.seed, 0, MAX_SEED, t("The seed"), ""),
        "key": "" if not request.key or _KEY.fullmatch(request.key) else t("A key reads like D minor or B♭ major."),
    }


def _range_error(value: int | None, least: int, most: int, what: str, unit: str) -> str:
    if value is None or least <= value <= most:
        return ""
    return t("{what} goes from {least} to {most}{unit}.", what=what, least=least, most=most, unit=unit)


def _check_pending(session: Session, actor: UserId) -> None:
    pending = select(func.count()).where(Generation.user_id == actor, col(Generation.status).in_(PENDING))
    if session.exec(pending).one() >= MAX_PENDING:
        raise TooManyPending


def _repetition_key(generation: Generation) -> str:
    """The key of the request that repeats this one."""
    return f"again {generation.id}"


def _submitted_as(session: Session, actor: UserId, key: str) -> GenerationId | None:
    found = session.exec(select(Generation.id).where(Generation.user_id == actor, Generation.request_key == key))
    return GenerationId(earlier) if (earlier := found.one_or_none()) else None


def _insert(session: Session, actor: UserId, request: SongRequest, key: str | None = None) -> Generation:
    """Add the request and its two songs."""
    stored = {name: getattr(request, name) for name in REQUEST_FIELDS}
    generation = Generation(
        user_id=actor,
        turn=next_turn(session, actor),
        request_key=key,
        request_id=current_id(),
        trace_parent=traces.here(),
        **stored,
    )
    traces.describe(generation_id=generation.id)
    paid = hold(session, actor, GenerationId(generation.id), SONGS_A_REQUEST)
    generation.status = Status.QUEUED if paid else Status.NO_CREDITS
    session.add(generation)
    session.flush()
    source = get_or_none(session, Song, request.source_id) if request.source_id else None
    title = request.title or _working_title(request.description or request.style)
    # The newest comes first everywhere, and take A before take B.
    for take, created_at in (("A", generation.created_at + timedelta(microseconds=1)), ("B", generation.created_at)):
        song = Song(
            generation_id=generation.id,
            user_id=actor,
            created_at=created_at,
            take=take,
            status=generation.status,
            title=title,
            source_id=request.source_id or None,
            source_user_id=source.user_id if source else None,
            instrumental=request.instrumental,
        )
        session.add(song)
    return generation


def _enqueue(generation: Generation) -> GenerationId:
    log.info("a request for songs is queued", extra={"generation_id": generation.id})
    announce(generation)
    ports.in_use().queue.enqueue()
    return GenerationId(generation.id)


def _working_title(text: str) -> str:
    """A title for the cards until the engine has chosen one."""
    line = " ".join(text.split())
    if len(line) > _WORKING_TITLE_LENGTH:
        line = line[: _WORKING_TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return line[:1].upper() + line[1:]

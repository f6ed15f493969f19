"""The worker's side of a generation: claim it, keep it, report on it, and end it.

A claim carries a fencing token. Every write names it, so a worker that lost its claim (its lease
ran out, or the user cancelled) changes nothing from then on.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import PEAKS, Category, Generation, Song, SongCategory, now
from melodymaker.errors import GenerationCancelled, NotFound, StorageFailed
from melodymaker.generation.quota import count_bytes
from melodymaker.types import Change, Kind, Stage, Status, UserId, user_topic

LEASE = timedelta(seconds=20)
MAX_ATTEMPTS = 3
BACKOFF = (timedelta(seconds=2), timedelta(seconds=8))
SILENCE, LONGEST_SILENCE = timedelta(seconds=10), timedelta(hours=1)
# No time that lies further ahead was written by a clock that was right: it was set back since.
LONGEST_BACKOFF = max(*BACKOFF, SILENCE)
# A live worker's clock may run ahead of this one by the last part.
LONGEST_LEASE = LEASE + timedelta(seconds=10)
GAVE_UP = "The music engine stopped three times over this request. Nothing was charged."
_NO_JOB = {"engine_job": "", "engine_files": ""}
_PEAK_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Claim:
    """A worker's right to make this generation, for as long as the fence is the row's."""

    generation: Generation
    fence: int


def claim_next(worker: str) -> Claim | None:
    """Take the next generation that is due, or None when there is none.

    One UPDATE decides: the request whose turn it is (see `next_turn`), but a user with one running waits.
    """
    while True:
        try:
            with db.transaction() as session:
                moment = now()
                row = session.exec(_claim_statement(worker, moment)).scalar_one_or_none()
                if row is None:
                    return None
                _mark_songs(session, row.id, Status.PROCESSING)
                session.expunge(row)
        except IntegrityError:
            continue  # another worker took this user's other request in the same instant
        announce(row)
        return Claim(row, row.fence)


def _claim_statement(worker: str, moment: datetime) -> sa.Update:
    waiting, other = aliased(Generation), aliased(Generation)
    running = (
        select(other.id)
        .where(other.user_id == waiting.user_id, other.status == Status.PROCESSING)
        .correlate(waiting)
        .exists()
    )
    candidate = (
        select(waiting.id)
        .where(waiting.status == Status.QUEUED, is_due(col(waiting.due_at), moment), ~running)
        .order_by(col(waiting.turn), col(waiting.created_at))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return (
        sa.update(Generation)
        .where(col(Generation.id) == candidate, col(Generation.status) == Status.QUEUED)
        .values(
            status=Status.PROCESSING,
            stage=Stage.WRITING,
            progress=0.0,
            worker=worker,
            fence=Generation.fence + 1,
            attempts=Generation.attempts + 1,
            started_at=moment,
            lease_until=moment + LEASE,
        )
        .returning(Generation)
        .execution_options(synchronize_session=False)
    )


def is_due(due_at: Any, moment: datetime) -> sa.ColumnElement[bool]:
    """The condition that this time has come, or was written before the clock was set back."""
    return sa.or_(due_at <= moment, due_at > moment + LONGEST_BACKOFF)


def next_turn(session: Session, user_id: UserId) -> int:
    """The turn of a request that this user makes now.

    Each user's requests take turns of their own, one after the other, and nobody's begin in the past: so
    ten requests of one user stand behind the first of another, however late it comes. This is start-time fair
    queueing (Goyal, Vin, Cheng 1996) with requests of equal size.
    """
    own = select(Generation.turn).where(Generation.user_id == user_id).order_by(col(Generation.created_at).desc())
    started = (
        select(Generation.turn)
        .where(col(Generation.started_at).is_not(None))
        .order_by(col(Generation.started_at).desc())
    )
    last = session.exec(own.limit(1)).first()
    return max(session.exec(started.limit(1)).first() or 0, 0 if last is None else last + 1)


def keep(claim: Claim) -> bool:
    """Extend the lease; False when the claim is lost."""
    with db.transaction() as session:
        return _change(session, claim, lease_until=now() + LEASE)


def report(claim: Claim, stage: Stage, progress: float) -> None:
    """Store how far the work is, and tell the open tabs; raises GenerationCancelled when the claim is lost."""
    with db.transaction() as session:
        if not _change(session, claim, stage=stage, progress=min(max(progress, 0.0), 1.0)):
            raise GenerationCancelled
    announce_progress(claim.generation)


def note_job(claim: Claim, job_id: str, files: Sequence[ports.TakeFiles]) -> None:
    """Store which job outside makes this pair, and the files it fills, for a worker that takes the claim over.

    Raises GenerationCancelled when the claim is lost.
    """
    stored = json.dumps([asdict(take) for take in files])
    with db.transaction() as session:
        if not _change(session, claim, engine_job=job_id, engine_files=stored):
            raise GenerationCancelled


def forget_job(generation: Generation) -> None:
    """The job outside is dealt with."""
    forgotten = sa.update(Generation).where(
        col(Generation.id) == generation.id, col(Generation.engine_job) == generation.engine_job
    )
    with db.transaction() as session:
        session.exec(forgotten.values(**_NO_JOB))


def settle(claim: Claim, pair: ports.Pair, files: Sequence[ports.TakeFiles]) -> None:
    """Make both songs ready.

    Raises GenerationCancelled, changing nothing, when the claim is lost, and StorageFailed when a file is not there.
    """
    sizes = [_stored_size(names) for names in files]
    with db.transaction() as session:
        ready = {"status": Status.READY, "progress": 1.0, "finished_at": now(), "lease_until": None}
        if not _change(session, claim, **ready, **_NO_JOB):
            raise GenerationCancelled
        songs = session.exec(select(Song).where(Song.generation_id == claim.generation.id).order_by(Song.take)).all()
        for song, take, names, size in zip(songs, pair.takes, files, sizes, strict=True):
            _fill(song, claim.generation.title or pair.title, pair, take, names)
            song.bytes = size
            _link_categories(session, song, take.categories)
        count_bytes(session, {claim.generation.user_id: sum(sizes)})
    announce(claim.generation)


def fail(claim: Claim, reason: str, *, retry: bool, job_goes_on: bool = False) -> timedelta | None:
    """Put the generation back for another try, or end it with the reason.

    The next try goes on with the job outside, if that may still be going on, else begins anew.
    Returns how long to wait before ringing for the next try, or None when it is over.
    """
    asked, moment = claim.generation, now()
    changes: dict[str, object] = {}
    if job_goes_on:
        # Silence is no try: it is waited out, as long as the job outside may still be worth waiting for.
        wait = SILENCE if retry and moment - asked.created_at < LONGEST_SILENCE else None
        changes["attempts"] = asked.attempts - 1
        if asked.created_at > moment:  # the clock was set back: the hour counts from here
            changes["created_at"] = moment
    else:
        wait = BACKOFF[asked.attempts - 1] if retry and asked.attempts < MAX_ATTEMPTS else None
    with db.transaction() as session:
        if not job_goes_on:
            _change(session, claim, **_NO_JOB)
        if wait is not None:
            changed = _requeue(session, claim, due_at=moment + wait, **changes)
        else:
            changed = _end(session, claim, Status.FAILED, reason)
    if changed:
        announce(claim.generation)
    return wait if changed else None


def release(claim: Claim) -> None:
    """Give the claim back as if it had never been taken, because this worker is stopping; a job outside goes on."""
    with db.transaction() as session:
        changed = _requeue(session, claim, due_at=now(), attempts=Generation.attempts - 1)
    if changed:
        announce(claim.generation)


def sweep() -> int:
    """Put back, or end, whatever a dead worker held; returns how many there were."""
    moment, lease = now(), col(Generation.lease_until)
    with db.transaction() as session:
        over = sa.or_(lease < moment, lease > moment + LONGEST_LEASE)
        held = select(Generation).where(Generation.status == Status.PROCESSING, over)
        stale = session.exec(held.with_for_update(skip_locked=True)).all()
        for generation in stale:
            claim = Claim(generation, generation.fence)
            if generation.attempts < MAX_ATTEMPTS:
                _requeue(session, claim, due_at=now())
            else:
                _end(session, claim, Status.FAILED, GAVE_UP)
            session.expunge(generation)
    for generation in stale:
        announce(generation)
    return len(stale)


def announce(generation: Generation) -> None:
    """Tell the user's open tabs that this generation changed."""
    ports.in_use().live.publish(Change(Kind.GENERATION, generation.id), user_topic(generation.user_id))


def announce_progress(generation: Generation) -> None:
    """Tell the user's open tabs that this generation has come further."""
    ports.in_use().live.publish(Change(Kind.PROGRESS, generation.id), user_topic(generation.user_id))


def _change(session: Session, claim: Claim, **values: object) -> bool:
    held = (
        sa.update(Generation)
        .where(
            col(Generation.id) == claim.generation.id,
            col(Generation.fence) == claim.fence,
            col(Generation.status) == Status.PROCESSING,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return session.exec(held).rowcount == 1


def _requeue(session: Session, claim: Claim, **values: object) -> bool:
    values |= {"status": Status.QUEUED, "stage": "", "progress": 0.0, "lease_until": None}
    if changed := _change(session, claim, **values):
        _mark_songs(session, claim.generation.id, Status.QUEUED)
    return changed


def _end(session: Session, claim: Claim, status: Status, reason: str) -> bool:
    if changed := _change(session, claim, status=status, reason=reason, finished_at=now(), lease_until=None):
        _mark_songs(session, claim.generation.id, status)
    return changed


def _mark_songs(session: Session, generation_id: str, status: Status) -> None:
    session.exec(sa.update(Song).where(col(Song.generation_id) == generation_id).values(status=status))


def _fill(song: Song, title: str, pair: ports.Pair, take: ports.Take, names: ports.TakeFiles) -> None:
    song.status = Status.READY
    song.title, song.lyrics = title, pair.lyrics
    song.style, song.bpm, song.key = take.style, take.bpm, take.key
    song.duration, song.seed, song.guidance = take.duration, take.seed, take.guidance or 0.0
    song.score_hash, song.peaks = take.score_hash, encode_peaks(take.peaks)
    song.loudness, song.timings = take.loudness, json.dumps(take.timings) if take.timings else ""
    song.engine = (pair.model or ports.in_use().generator.name)[:40]
    song.master, song.stream, song.cover, song.thumb = names.names()


def _stored_size(files: ports.TakeFiles) -> int:
    try:
        sizes = [ports.in_use().storage.size(name) for name in files.names()]
    except NotFound as error:
        raise StorageFailed from error
    if not all(sizes):
        raise StorageFailed
    return sum(sizes)


def encode_peaks(peaks: Sequence[float]) -> str:
    """The levels (0 to 1, at most 160) as one character each, of the URL-safe base64 alphabet."""
    top = len(_PEAK_ALPHABET) - 1
    return "".join(_PEAK_ALPHABET[round(min(max(level, 0.0), 1.0) * top)] for level in peaks[:PEAKS])


def _link_categories(session: Session, song: Song, names: Sequence[str]) -> None:
    known = {
        category.name: category for category in session.exec(select(Category).where(col(Category.name).in_(names)))
    }
    for name in dict.fromkeys(names):
        category = known.get(name)
        if category is None:
            category = Category(name=name)
            session.add(category)
            session.flush()
        session.add(SongCategory(song_id=song.id, category_id=category.id))

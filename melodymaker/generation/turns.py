"""In which order requests are made, and how long one waits for its songs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import Generation
from melodymaker.i18n import t, translated
from melodymaker.types import Status, UserId

_PAST_RUNS = 20
_LOOK_AHEAD = 500
_IN_TURN = (col(Generation.turn), col(Generation.created_at), col(Generation.id))


@dataclass(frozen=True)
class Wait:
    """How many `seconds` until a request's songs are there, if that is known, and how many others go `ahead`.

    Of those, this many are one's `own`.
    """

    seconds: float | None
    ahead: int
    own: int = 0

    @property
    def text(self) -> str:
        """Reads like "about 3 minutes, 2 ahead of you"; the engine's own words while nothing is known."""
        engine = ports.in_use().generator.capabilities
        about = "" if self.seconds is None else t("about {duration}", duration=_in_words(self.seconds))
        if not about and not (self.ahead and engine.answers):
            about = translated(engine.typical_wait)
        ahead = t("{ahead} ahead of you", ahead=self.ahead) if self.ahead else ""
        if ahead and self.own == self.ahead:
            ahead = t("{own, plural, one {after your other one} other {after your # others}}", own=self.own)
        return ", ".join(filter(None, (about, ahead)))


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


def waits_of(user_id: UserId) -> tuple[dict[str, Wait], Wait]:
    """The wait of each of the user's waiting requests, by its id and in their order, and that of one made now."""
    with db.read() as session:
        queued = select(Generation.id, Generation.user_id, Generation.turn).where(Generation.status == Status.QUEUED)
        waiting = session.exec(queued.order_by(*_IN_TURN).limit(_LOOK_AHEAD)).all()
        processing = sa.select(col(Generation.user_id), col(Generation.progress))
        running = session.connection().execute(processing.where(col(Generation.status) == Status.PROCESSING)).all()
        each = _usual_seconds(session)
        turn = next_turn(session, user_id)
    left = {owner: 1 - progress for owner, progress in running}
    waits: dict[str, Wait] = {}
    for index, (generation_id, owner, _) in enumerate(waiting):
        if owner == user_id:
            waits[generation_id] = _wait(left, index, len(waits), left.get(user_id), each)
    before = sum(other <= turn for _, _, other in waiting)
    return waits, _wait(left, before, len(waits), left.get(user_id), each)


def _wait(left: dict[str, float], before: int, own_before: int, own_left: float | None, each: float | None) -> Wait:
    """The wait behind what is running, of which this is `left`, and so many waiting requests, some of them one's own.

    All share the places of an engine that makes several at once, but one's own are made one after the other.
    """
    others = ports.in_use().generator.capabilities.at_once - 1
    own = own_before + (own_left is not None)
    ahead = max(len(left) + before - others, own)
    if each is None:
        return Wait(None, ahead, own)
    shared = max(0.0, sum(left.values()) + before - others) / (others + 1)
    return Wait(each * (1 + max(shared, own_before + (own_left or 0.0))), ahead, own)


def _usual_seconds(session: Session) -> float | None:
    """How long a pair took lately; None while the engine does not answer, or before the first one is made."""
    if not ports.in_use().generator.capabilities.answers:
        return None
    past = select(Generation.started_at, Generation.finished_at).where(Generation.status == Status.READY)
    runs: Sequence[tuple] = session.exec(past.order_by(col(Generation.started_at).desc()).limit(_PAST_RUNS)).all()
    lasted = [(end - start).total_seconds() for start, end in runs if start and end]
    return median(lasted) if lasted else None


def _in_words(seconds: float) -> str:
    whole = max(1, round(seconds) if seconds < 20 else 5 * round(seconds / 5))
    if whole < 60:
        return t("{seconds, plural, one {a second} other {# seconds}}", seconds=whole)
    minutes = round(whole / 60)
    if minutes < 90:
        return t("{minutes, plural, one {a minute} other {# minutes}}", minutes=minutes)
    return t("{hours, plural, one {an hour} other {# hours}}", hours=round(minutes / 60))

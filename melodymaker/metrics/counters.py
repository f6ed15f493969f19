"""Counts that all processes add to, in the database: how long songs take, and how requests end.

The counts of a process would be lost with it, and workers have no address that all of them could be asked at.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from melodymaker import db
from melodymaker.db.models import MetricCounter
from melodymaker.errors import NoRoom
from melodymaker.types import Seconds, Stage, Status
from melodymaker.web.logs import one_line

log = logging.getLogger(__name__)

BOUNDS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, float("inf"))
"""Of the buckets of a histogram, in seconds."""
SUM = "sum"
STAGE_SECONDS = "generation_stage_seconds"
PAIR_SECONDS = "generation_seconds"
ENDED = "generations_ended"
FAILURES = "generation_failures"
_KEY = ("name", "label", "part")
_LONGEST_LABEL = 60


def count_made(stages: Mapping[Stage, Seconds], pair: Seconds) -> None:
    """Count a pair that is ready: how long each of its stages and all of it took."""
    _add(_observed(STAGE_SECONDS, stages) + _observed(PAIR_SECONDS, {"": pair}))


def count_failure(reason: str) -> None:
    """Count a try that failed; the reason is one of few, not a message."""
    _add(Counter({(FAILURES, reason[:_LONGEST_LABEL], ""): 1.0}))


def count_ended(session: Session, status: Status) -> None:
    """Count a request that has ended so, once the session's transaction is committed."""
    # In it, all that end would wait for the lock of one row.
    db.after_commit(session, lambda: _add(Counter({(ENDED, status.value, ""): 1.0})))


def _observed(name: str, seconds: Mapping[Any, Seconds]) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for label, value in seconds.items():
        bound = next(bound for bound in BOUNDS if value <= bound)
        counts[name, str(label), f"{bound:g}"] += 1
        counts[name, str(label), SUM] += value  # pyright: ignore[reportArgumentType] - a Counter adds fractions, too
    return counts


def _add(counts: Counter) -> None:
    """Add to the counts; that it fails must not fail what is counted."""
    # In one order everywhere, so that two who count the same wait for each other and not in a circle.
    rows = [{**dict(zip(_KEY, key, strict=True)), "value": value} for key, value in sorted(counts.items())]
    try:
        with db.transaction() as session:
            insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
            statement = insert(MetricCounter).values(rows)
            more = MetricCounter.value + statement.excluded.value
            session.connection().execute(statement.on_conflict_do_update(index_elements=_KEY, set_={"value": more}))
    except (NoRoom, SQLAlchemyError) as error:
        log.warning("something is not counted: %s", one_line(error))

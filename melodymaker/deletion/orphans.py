"""Files that no row names: of a worker that was killed before it could say so, or of a deletion that was cut off."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import numpy as np
import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db, ports
from melodymaker.db.models import Generation, Song, User
from melodymaker.types import FileName

log = logging.getLogger(__name__)

# No job goes on as long as that before its row names what it makes.
AGE = timedelta(days=1)
_AT_ONCE = 500
_ROWS = 10_000
_DIGITS = 16
"""Of a name's 32 hexadecimal digits, enough to tell one file from any other: 64 bits."""
_COLUMNS = {Song: (Song.master, Song.stream, Song.cover, Song.thumb, Song.tile), User: (User.avatar,)}


def remove_orphans(age: timedelta = AGE) -> int:
    """Remove the files that are older than that and that no row names; returns how many.

    For five million files it needs some 80 MB. The rows are read first: a file that is named later is newer.
    """
    known = np.sort(np.fromiter(_known(), dtype=np.uint64))
    orphans = (name for name in ports.in_use().storage.old_files(age) if not _contains(known, _number(name)))
    removed = 0
    while some := list(islice(orphans, _AT_ONCE)):
        ports.in_use().storage.delete(some)
        removed += len(some)
    if removed:
        log.warning("%d files that nothing names were removed", removed)
    return removed


def _known() -> Iterator[int]:
    """The numbers of the names that any row holds."""
    with db.read() as session:
        for table, columns in _COLUMNS.items():
            last = ""
            piece = sa.select(col(table.id), *map(col, columns)).order_by(col(table.id)).limit(_ROWS)
            while rows := session.connection().execute(piece.where(col(table.id) > last)).all():
                yield from (_number(name) for _, *names in rows for name in names if name)
                last = rows[-1][0]
        # An engine outside fills these while nobody may be there to wait for it.
        jobs = sa.select(col(Generation.engine_files)).where(col(Generation.engine_job) != "")
        for (files,) in session.connection().execute(jobs):
            yield from (_number(name) for take in json.loads(files) for name in take.values())


def _number(name: FileName | str) -> int:
    return int(name[:_DIGITS], 16)


def _contains(known: np.ndarray, number: int) -> bool:
    position = int(np.searchsorted(known, np.uint64(number)))
    return position < len(known) and int(known[position]) == number

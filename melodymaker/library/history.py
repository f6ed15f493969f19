"""Reads of what a user has asked for: each request, how it ended, and its songs."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db
from melodymaker.db.models import Generation, Song, columns_of
from melodymaker.db.pagination import Cursor, Order, read_page
from melodymaker.i18n import t, translated
from melodymaker.i18n.music import key_name
from melodymaker.songs.queries import request_text
from melodymaker.songs.rows import clock
from melodymaker.types import Mode, Status, UserId

REQUESTS_A_PAGE = 24
_NEWEST_REQUEST = Order(col(Generation.created_at), col(Generation.id))


@dataclass(frozen=True)
class TakeRow:
    """A song of a request, with a link once it is ready."""

    id: str
    name: str
    ready: bool


@dataclass(frozen=True)
class HistoryRow:
    """One request: when it was made, for what and with which settings, how it ended, and its songs.

    `requested_at` is ISO 8601, `took` reads like "14 s", `songs` are the takes that are still there.
    """

    id: str
    request: str
    settings: str
    requested_at: str
    status: str
    reason: str
    took: str
    songs: list[TakeRow]


def history_of(user_id: UserId, after: Cursor | None = None) -> tuple[list[HistoryRow], Cursor | None]:
    """A page of a user's requests, the newest first, also those of which no song is left."""
    query = sa.select(*columns_of(Generation)).where(col(Generation.user_id) == user_id)
    with db.read() as session:
        requests, cursor = read_page(session, query, _NEWEST_REQUEST, REQUESTS_A_PAGE, after)
        takes = sa.select(*columns_of(Song, "id", "generation_id", "title", "take", "status"))
        remaining = col(Song.generation_id).in_([request.id for request in requests]) & col(Song.deleted_at).is_(None)
        songs = defaultdict(list)
        for song in session.connection().execute(takes.where(remaining).order_by(col(Song.take))):
            row = TakeRow(song.id, f"{song.title} ({song.take})", song.status == Status.READY)
            songs[song.generation_id].append(row)
    return [_history_row(request, songs[request.id]) for request in requests], cursor


def _history_row(request: sa.Row, songs: list[TakeRow]) -> HistoryRow:
    seconds = (
        (request.finished_at - request.started_at).total_seconds() if request.finished_at and request.started_at else 0
    )
    length = clock(request.duration) if request.duration else ""
    tempo = t("{bpm} BPM", bpm=request.bpm) if request.bpm else ""
    kind = t("Simple") if request.mode == Mode.SIMPLE else t("Custom")
    parts = (
        kind,
        t("instrumental") if request.instrumental else "",
        length,
        tempo,
        key_name(request.key),
        t("seed {seed}", seed=str(request.seed)),
    )
    return HistoryRow(
        id=request.id,
        request=request_text(request),
        settings=" · ".join(filter(None, parts)),
        requested_at=request.created_at.isoformat(),
        status=request.status,
        reason=translated(request.reason),
        took=t("{seconds} s", seconds=max(1, round(seconds))) if seconds and request.status == Status.READY else "",
        songs=songs,
    )

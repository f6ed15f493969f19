"""Reads of one's own figures, as rows ready to draw."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from melodymaker import db
from melodymaker.db.models import Generation, Song, SongDay, get_or_none, now
from melodymaker.errors import NotFound
from melodymaker.i18n import current
from melodymaker.i18n.messages import short_date_text
from melodymaker.songs.statuses import status_names
from melodymaker.types import SongId, Status, UserId

PERIODS = (7, 30, 365)
_MOST_GENRES = 8
# Longer periods are drawn by the week.
_BY_WEEK_FROM = 60
_COUNTS = ("plays", "likes", "comments", "downloads")


@dataclass(frozen=True)
class DayRow:
    """What happened on a day, or in the week that begins with it: in ISO 8601, and as people say it ("27 Nov")."""

    day: str
    name: str
    plays: int
    likes: int
    comments: int
    downloads: int


@dataclass(frozen=True)
class PartRow:
    """How many songs are of a kind."""

    name: str
    songs: int


@dataclass(frozen=True)
class Stats:
    """A period's figures. `success` reads like "97 %"; without requests that ended it is empty.

    `title` is the song's, if they are one song's alone; statuses and genres are then left out. `most` is the highest
    number of plays or likes in a row.
    """

    title: str
    days: list[DayRow]
    plays: int
    likes: int
    comments: int
    downloads: int
    success: str
    statuses: list[PartRow]
    genres: list[PartRow]
    most: int = 0


NO_STATS = Stats("", [], 0, 0, 0, 0, "", [], [])


def stats_of(user_id: UserId, period: int, today: date | None = None) -> Stats:
    """The figures of all of a user's songs over the last 7, 30 or 365 days, today included."""
    today = today or now().date()
    first = _first_day(period, today)
    with db.read() as session:
        days = _days(session, first, today, col(SongDay.user_id) == user_id)
        statuses, genres = _parts(session, user_id, first)
        names = status_names()
        statuses = [replace(row, name=names[row.name]) for row in statuses]
        success = _success(session, user_id, first)
    return _stats("", days, success, statuses, genres[:_MOST_GENRES])


def song_stats_of(user_id: UserId, song_id: SongId, period: int, today: date | None = None) -> Stats:
    """The figures of one of the user's songs; raises NotFound for any other."""
    today = today or now().date()
    with db.read() as session:
        song = get_or_none(session, Song, song_id)
        if song is None or song.user_id != user_id or song.deleted_at:
            raise NotFound
        days = _days(session, _first_day(period, today), today, col(SongDay.song_id) == song_id)
        title = f"{song.title} ({song.take})"
    return _stats(title, days, "", [], [])


def own_song_stats(viewer: UserId | None, song_id: str) -> Stats:
    """The figures of a song of the viewer's over 30 days; raises NotFound for any other."""
    if viewer is None:
        raise NotFound
    return song_stats_of(viewer, SongId(song_id), PERIODS[1])


def _first_day(period: int, today: date) -> date:
    chosen = period if period in PERIODS else PERIODS[1]
    return today - timedelta(days=chosen - 1)


def _days(session: Session, first: date, last: date, whose: sa.ColumnElement[bool]) -> list[DayRow]:
    """Every day from the first to the last, also those on which nothing happened; by the week where there are many."""
    sums = [sa.func.sum(getattr(SongDay, name)) for name in _COUNTS]
    counted = sa.select(col(SongDay.day), *sums).where(whose, col(SongDay.day).between(first, last))
    rows = session.connection().execute(counted.group_by(col(SongDay.day)))
    step = 7 if (last - first).days >= _BY_WEEK_FROM else 1
    starts = [first + timedelta(days=number) for number in range(0, (last - first).days + 1, step)]
    totals = {start: [0] * len(_COUNTS) for start in starts}
    for day, *numbers in rows:
        start = starts[(day - first).days // step]
        totals[start] = [have + more for have, more in zip(totals[start], numbers, strict=True)]
    language = current().code
    return [DayRow(start.isoformat(), short_date_text(start, language), *numbers) for start, numbers in totals.items()]


def _parts(session: Session, user_id: UserId, first: date) -> tuple[list[PartRow], list[PartRow]]:
    """The songs made since that day by status and by genre, the most frequent first."""
    mine = (col(Song.user_id) == user_id, col(Song.deleted_at).is_(None), col(Song.created_at) >= _midnight(first))
    kinds = (col(Song.status), col(Song.category_names))
    statuses: Counter[str] = Counter()
    genres: Counter[str] = Counter()
    counted = sa.select(*kinds, sa.func.count()).where(*mine).group_by(*kinds)
    for status, names, songs in session.connection().execute(counted):
        statuses[status] += songs
        genres.update({name: songs for name in names.split(",") if name})
    return _ranked(statuses), _ranked(genres)


def _ranked(counts: Counter[str]) -> list[PartRow]:
    return [PartRow(*pair) for pair in counts.most_common()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _success(session: Session, user_id: UserId, first: date) -> str:
    """How many of the requests that ended gave songs, in percent; those that were cancelled are left out."""
    succeeded = sa.func.count().filter(col(Generation.status) == Status.READY)
    failures = sa.func.count().filter(col(Generation.status) == Status.FAILED)
    requests = sa.select(succeeded, failures).where(
        col(Generation.user_id) == user_id, col(Generation.created_at) >= _midnight(first)
    )
    ready, failed = session.connection().execute(requests).one()
    return f"{round(100 * ready / (ready + failed))} %" if ready + failed else ""


def _stats(title: str, days: list[DayRow], success: str, statuses: list[PartRow], genres: list[PartRow]) -> Stats:
    return Stats(
        title=title,
        days=days,
        plays=sum(day.plays for day in days),
        likes=sum(day.likes for day in days),
        comments=sum(day.comments for day in days),
        downloads=sum(day.downloads for day in days),
        success=success,
        statuses=statuses,
        genres=genres,
        most=max((max(day.plays, day.likes) for day in days), default=0),
    )

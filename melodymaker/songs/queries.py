"""Reads of songs and generations, as rows ready to draw."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db
from melodymaker.db.models import (
    Generation,
    Song,
    now,
)
from melodymaker.db.pagination import Cursor, Order, cursor_of, read_page
from melodymaker.errors import NotFound
from melodymaker.i18n import later, t, translated
from melodymaker.songs.permissions import get_playable_song
from melodymaker.songs.rows import SongRow, select_songs, to_song_row
from melodymaker.types import PENDING, FileName, RemixKind, SongId, Stage, Status, UserId

PAIRS_A_PAGE = 12
DOWNLOAD = "download"
MEDIA = ("stream", "master", "cover", "thumb")
_STAGE_TEXTS = {
    Stage.WRITING: later("Writing the lyrics"),
    Stage.COMPOSING: later("Composing the music"),
    Stage.COVER: later("Painting the covers"),
    Stage.FINISHING: later("Mixing and mastering"),
}


# What a request for a remix is for.
REMIX_WORDS = {
    RemixKind.VARY: later("A variation"),
    RemixKind.RESTYLE: later("In another style · {style}"),
    RemixKind.EXTEND: later("A longer version"),
    RemixKind.REPLACE: later("With a new part"),
}
# What `request_text` and the rows of requests need: plain columns, which are read several times faster than objects.
REQUEST = tuple(
    col(getattr(Generation, name))
    for name in ("id", "created_at", "status", "style", "description", "lyrics", "instrumental", "remix")
)
_NEWEST_FIRST = Order(col(Generation.created_at), col(Generation.id))


@dataclass(frozen=True)
class PairRow:
    """One request and its two takes. `created_at` is ISO 8601 in UTC."""

    id: str
    request: str
    created_at: str
    status: str
    songs: list[SongRow]


@dataclass(frozen=True)
class ProgressRow:
    """How far a running generation is: its stage and the time left as text, and how many percent are done."""

    stage: str
    percent: int
    left: str


def pairs_of(
    user_id: UserId, *, after: Cursor | None = None, only: Collection[str] | None = None
) -> tuple[list[PairRow], Cursor | None]:
    """A page of a user's requests, newest first, and the cursor of the next page.

    With `only`, just these of the user's requests. A request whose songs are all deleted is left out.
    """
    alive = select(Song.id).where(Song.generation_id == Generation.id, col(Song.deleted_at).is_(None)).exists()
    query = sa.select(*REQUEST).where(col(Generation.user_id) == user_id, alive)
    if only is not None:
        query = query.where(col(Generation.id).in_(only))
    with db.read() as session:
        requests, cursor = read_page(session, query, _NEWEST_FIRST, PAIRS_A_PAGE, after)
        ids = [request.id for request in requests]
        takes = select_songs(user_id).where(col(Song.generation_id).in_(ids), col(Song.deleted_at).is_(None))
        songs = session.connection().execute(takes.order_by(col(Song.take))).all()
    pairs = defaultdict(list)
    for song in songs:
        pairs[song.generation_id].append(to_song_row(song, user_id))
    return [_pair_row(request, pairs[request.id]) for request in requests], cursor


def pairs_after(user_id: UserId, song_id: SongId) -> tuple[list[PairRow], Cursor | None]:
    """The page of a user's requests that follows the one of this song; empty if it is none of theirs."""
    request = sa.select(col(Song.generation_id)).where(col(Song.id) == song_id).scalar_subquery()
    with db.read() as session:
        own = (col(Generation.id) == request, col(Generation.user_id) == user_id)
        after = cursor_of(session, _NEWEST_FIRST, *own)
    return pairs_of(user_id, after=after) if after else ([], None)


def pairs_with(user_id: UserId, ids: Collection[str]) -> list[PairRow]:
    """These of the user's requests, newest first; those of which nothing is left are left out."""
    return pairs_of(user_id, only=ids)[0]


def pending_pairs(user_id: UserId) -> list[PairRow]:
    """The user's requests that are being made, or wait for it, newest first."""
    pending = select(Generation.id).where(Generation.user_id == user_id, col(Generation.status).in_(PENDING))
    with db.read() as session:
        ids = session.exec(pending).all()
    return pairs_with(user_id, ids) if ids else []


def progress_of(user_id: UserId) -> dict[str, ProgressRow]:
    """The progress of each of the user's running generations, by its id."""
    running = select(Generation).where(Generation.user_id == user_id, Generation.status == Status.PROCESSING)
    with db.read() as session:
        return {generation.id: _progress_row(generation) for generation in session.exec(running)}


def media_name(user_id: UserId | None, song_id: SongId, kind: str) -> tuple[FileName, str]:
    """The storage name of one of a song's files, and the name to save it under, if that is what `kind` asks for.

    Raises NotFound unless this user may have it.
    """
    if kind not in (*MEDIA, DOWNLOAD):
        raise NotFound
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    if kind in {"master", DOWNLOAD} and song.user_id != user_id:
        raise NotFound  # published is for hearing
    name = FileName(getattr(song, "stream" if kind == DOWNLOAD else kind))
    if not name:
        raise NotFound
    return name, f"{song.title} ({song.take}).mp3" if kind == DOWNLOAD else ""


def _pair_row(generation: sa.Row, songs: list[SongRow]) -> PairRow:
    return PairRow(
        id=generation.id,
        request=request_text(generation),
        created_at=generation.created_at.isoformat(),
        status=generation.status,
        songs=songs,
    )


def request_text(generation: Generation | sa.Row) -> str:
    """What a request is for, in a line."""
    if generation.remix:
        return t(REMIX_WORDS[RemixKind(generation.remix)], style=" ".join(generation.style.split())[:200])
    parts = [generation.style, generation.description]
    if generation.lyrics:
        parts.append(t("own lyrics: {lyrics}", lyrics=generation.lyrics))
    if generation.instrumental and "instrumental" not in " ".join(parts).lower():
        parts.append("instrumental")
    return " · ".join(" ".join(part.split())[:200] for part in parts if part)


def _progress_row(generation: Generation) -> ProgressRow:
    started = generation.started_at
    done = generation.progress
    stage = Stage(generation.stage or Stage.WRITING)
    text = (
        t("Finding a title") if stage == Stage.WRITING and generation.instrumental else translated(_STAGE_TEXTS[stage])
    )
    left = ""
    if started and done > 0.15:  # before that, the estimate would jump about
        seconds = (now() - started).total_seconds() * (1 - done) / done
        left = (
            t("{seconds} s left", seconds=max(1, round(seconds)))
            if seconds < 90
            else t("{minutes} min left", minutes=round(seconds / 60))
        )
    return ProgressRow(stage=text, percent=round(done * 100), left=left)

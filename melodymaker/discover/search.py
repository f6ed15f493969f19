"""The search over everything that everybody may see: songs, people, playlists."""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col

from melodymaker import db
from melodymaker.accounts.blocks import not_blocked_by
from melodymaker.accounts.people import visible
from melodymaker.db.models import Playlist, Song, User, columns_of
from melodymaker.db.pagination import Cursor, Order, cursor_of, read_page
from melodymaker.db.search import with_words
from melodymaker.db.search_text import search_terms
from melodymaker.follows.queries import PersonRow, select_people, to_person_row
from melodymaker.playlists.queries import PlaylistRow, to_playlist_rows
from melodymaker.songs.rows import SongRow, select_songs, to_song_row
from melodymaker.types import SongId, UserId

RESULTS_A_PAGE = 24
TEMPOS = {"slow": (0, 89), "medium": (90, 119), "fast": (120, 149), "very-fast": (150, 1_000)}
LENGTHS = {"short": (0, 60), "medium": (60, 180), "long": (180, 100_000)}
KINDS = {"sung": ~col(Song.instrumental), "instrumental": col(Song.instrumental)}
_SONGS = Order(col(Song.trend), col(Song.id))
_PEOPLE = Order(col(User.followers), col(User.id))
_PLAYLISTS = Order(col(Playlist.updated_at), col(Playlist.id))


@dataclass(frozen=True)
class Query:
    """What is searched for; empty filters leave nothing out.

    Tempo, length and kind are names of this module's tables, key is as songs have it, and language an ISO 639 code.
    """

    text: str = ""
    tempo: str = ""
    key: str = ""
    length: str = ""
    kind: str = ""
    language: str = ""


def songs_found(
    viewer: UserId | None, query: Query, after: Cursor | None = None
) -> tuple[list[SongRow], Cursor | None]:
    """A page of the songs found, those that trend first, and the cursor of the next page."""
    if _holds_no_word(query.text):
        return [], None
    found = sa.select(col(Song.id)).where(
        col(Song.listed_at).is_not(None), *_filters(query), not_blocked_by(viewer, col(Song.user_id))
    )
    with db.read() as session:
        found, order = with_words(session, found, Song, query.text, _SONGS, after, listed=True)
        rows, cursor = read_page(session, select_songs(viewer), order, RESULTS_A_PAGE, after, keys=found)
    return [to_song_row(row, viewer) for row in rows], cursor


def songs_found_after(viewer: UserId | None, query: Query, song_id: SongId) -> tuple[list[SongRow], Cursor | None]:
    """The page that follows one of the songs found; empty if it is not listed."""
    with db.read() as session:
        after = cursor_of(session, _SONGS, col(Song.id) == song_id, col(Song.listed_at).is_not(None))
    return songs_found(viewer, query, after) if after else ([], None)


def people_found(
    viewer: UserId | None, text: str, after: Cursor | None = None
) -> tuple[list[PersonRow], Cursor | None]:
    """A page of the people found by name or handle, the most followed first, and the cursor of the next page."""
    if _holds_no_word(text):
        return [], None
    found = select_people(viewer).where(not_blocked_by(viewer, col(User.id)))
    with db.read() as session:
        found, order = with_words(session, found, User, text, _PEOPLE, after)
        rows, cursor = read_page(session, found, order, RESULTS_A_PAGE, after)
    return [to_person_row(row, viewer) for row in rows], cursor


def playlists_found(
    viewer: UserId | None, text: str, after: Cursor | None = None
) -> tuple[list[PlaylistRow], Cursor | None]:
    """A page of the public playlists found, the last changed first, and the cursor of the next page."""
    if _holds_no_word(text):
        return [], None
    public = (col(Playlist.public), col(Playlist.deleted_at).is_(None))
    owner = sa.exists().where(col(User.id) == Playlist.user_id, visible()).correlate(Playlist)
    name = sa.select(col(User.name)).where(col(User.id) == Playlist.user_id).scalar_subquery().label("owner")
    found = sa.select(*columns_of(Playlist), name).where(*public, owner, not_blocked_by(viewer, col(Playlist.user_id)))
    with db.read() as session:
        found, order = with_words(session, found, Playlist, text, _PLAYLISTS, after)
        rows, cursor = read_page(session, found, order, RESULTS_A_PAGE, after)
        tiles = to_playlist_rows(session, viewer, rows)
    return [replace(tile, owner=row.owner) for tile, row in zip(tiles, rows, strict=True)], cursor


def kinds_found(viewer: UserId | None, text: str) -> list[str]:
    """Of which kinds anything holds the words: songs, people, playlists."""
    found = {
        "songs": songs_found(viewer, Query(text)),
        "people": people_found(viewer, text),
        "playlists": playlists_found(viewer, text),
    }
    return [kind for kind, (rows, _) in found.items() if rows]


def languages() -> list[str]:
    """The languages of the songs that everybody may hear, as ISO 639 codes."""
    # From one to the next along the index, because DISTINCT reads all songs.
    next_one = sa.select(sa.func.min(col(Song.language)).label("language")).where(col(Song.listed_at).is_not(None))
    found = next_one.where(col(Song.language) > "").cte("found", recursive=True)
    following = next_one.where(col(Song.language) > found.c.language).correlate(found).scalar_subquery()
    found = found.union_all(sa.select(following).where(found.c.language.is_not(None)))
    with db.read() as session:
        used = sa.select(found.c.language).where(found.c.language.is_not(None))
        return sorted(session.connection().execute(used).scalars())


def _holds_no_word(text: str) -> bool:
    """Whether signs alone were typed, such as an emoji: no row has a word that they begin."""
    return bool(text.strip()) and not search_terms(text)


def _filters(query: Query) -> list[sa.ColumnElement[bool]]:
    conditions = []
    if query.tempo in TEMPOS:
        conditions.append(col(Song.bpm).between(*TEMPOS[query.tempo]))
    if query.length in LENGTHS:
        shortest, longest = LENGTHS[query.length]
        conditions.append((col(Song.duration) >= shortest) & (col(Song.duration) < longest))
    if query.key:
        conditions.append(col(Song.key) == query.key)
    if query.kind in KINDS:
        conditions.append(KINDS[query.kind])
    if query.language:
        conditions.append(col(Song.language) == query.language)
    return conditions
